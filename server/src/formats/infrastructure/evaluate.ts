import type { HclBody, HclExpression, HclForm } from '../../syntax/hcl';
import type { Span } from '../../text/span';
import { byKey, callFunction } from './functions';
import type { Value } from './resource';

/** Where names of an expression get their values. Whatever is not known is `unknown`; nothing is run. */
export interface Scope {
  /** What `var.x` is; `use` is where it is asked for. */
  variable(name: string, use: Span): Value;
  local(name: string, use: Span): Value;
  /** What an output of a module is: `module.m.out`, `module.m["k"].out`. */
  output(module: string, instance: string | null, name: string, use: Span): Value;
  /** An attribute of a resource as its block gives it, for texts that hold it; undefined if the block does not say. */
  attribute(address: string, attribute: string): Value | undefined;
  /** Put before the addresses of resources: `module.m.` within a module. */
  readonly prefix: string;
  /** `each`, `count`, and what `for` and `dynamic` name. */
  readonly names: ReadonlyMap<string, Value>;
  /** Set where the expression is in another file: the place in this one that stands for it. */
  readonly at: Span | null;
  /** How many steps are left, for all that is evaluated for one file. */
  readonly budget: { left: number };
}

/** How many steps one file may take, and how many items a list may have. */
export const MOST_STEPS = 40_000;
const MOST_ITEMS = 400;
const MOST_TEXT = 20_000;

/** The first names of addresses that are no resource. */
const NOT_RESOURCES: ReadonlySet<string> = new Set(['var', 'local', 'module', 'data', 'each', 'count', 'self', 'path', 'terraform', 'provider', 'ephemeral']);

/** The value of an expression as far as the files tell. */
export function valueOf(e: HclExpression, s: Scope): Value {
  const span = s.at ?? e.span;
  if (s.budget.left-- <= 0) return { kind: 'unknown', span };
  switch (e.kind) {
    case 'literal': return { kind: 'known', value: e.value, span, content: s.at ?? e.content };
    case 'template': return template(e, s);
    case 'list': return { kind: 'list', items: e.items.slice(0, MOST_ITEMS).map(i => valueOf(i, s)), span };
    case 'object': return { kind: 'map', entries: e.entries.flatMap(x => (x.key === null ? [] : [{ key: x.key, keySpan: s.at ?? x.keySpan, value: valueOf(x.value, s) }])), span };
    case 'path': return pathValue(e, s);
    case 'call': return callFunction(e.name, e.args.map(a => valueOf(a, s)), span);
    case 'other': return e.form ? formValue(e.form, span, s) : { kind: 'unknown', span };
  }
}

/** Attributes and blocks of a body as a map; blocks of one type become a list, with those that `dynamic` makes of known items. */
export function bodyValue(body: HclBody, s: Scope): Value & { readonly kind: 'map' } {
  const entries: { key: string; keySpan: Span; value: Value }[] = body.attributes.map(a => ({ key: a.name, keySpan: s.at ?? a.nameSpan, value: valueOf(a.value, s) }));
  const byType = new Map<string, { items: Value[]; keySpan: Span; span: Span }>();
  for (const b of body.blocks) {
    const dynamic = b.type === 'dynamic';
    const name = dynamic ? (b.labels[0]?.text ?? '') : b.type;
    const known = byType.get(name) ?? { items: [], keySpan: s.at ?? b.typeSpan, span: s.at ?? b.span };
    if (s.budget.left-- <= 0) known.items.push({ kind: 'unknown', span: s.at ?? b.span });
    else known.items.push(...(dynamic ? dynamicBlocks(b.body, name, s.at ?? b.span, s) : [bodyValue(b.body, s)]));
    byType.set(name, known);
  }
  for (const [key, { items, keySpan, span }] of byType) entries.push({ key, keySpan, value: { kind: 'list', items, span } });
  return { kind: 'map', entries, span: s.at ?? body.span };
}

function dynamicBlocks(body: HclBody, name: string, span: Span, s: Scope): readonly Value[] {
  const over = body.attributes.find(a => a.name === 'for_each')?.value;
  const content = body.blocks.find(b => b.type === 'content')?.body;
  const iterator = body.attributes.find(a => a.name === 'iterator')?.value;
  const items = over ? itemsOf(valueOf(over, s)) : null;
  if (!items || !content) return [{ kind: 'unknown', span }];
  const named = iterator?.kind === 'path' ? iterator.names[0]! : name;
  return items.map(i => bodyValue(content, withNames(s, [[named, pairValue(i, span)]])));
}

/** What `each` or an iterator is: `key` and `value`. */
export function pairValue(item: { readonly key: Value; readonly value: Value }, span: Span): Value {
  return { kind: 'map', entries: [{ key: 'key', keySpan: span, value: item.key }, { key: 'value', keySpan: span, value: item.value }], span };
}

/** Items of a list, set or map with their keys; null if it is not known which there are. */
export function itemsOf(v: Value): readonly { readonly key: Value; readonly value: Value }[] | null {
  if (v.kind === 'list') {
    // A set's key is the item itself, a list's its number: which it is matters only to those who ask for the key.
    return v.items.slice(0, MOST_ITEMS).map((value, i): { key: Value; value: Value } => ({ key: v.set === true ? value : { kind: 'known', value: i, span: value.span, content: value.span }, value }));
  }
  if (v.kind === 'map') return byKey(v).slice(0, MOST_ITEMS).map(e => ({ key: { kind: 'known' as const, value: e.key, span: e.keySpan, content: e.keySpan }, value: e.value }));
  return null;
}

export function withNames(s: Scope, names: readonly (readonly [string, Value])[]): Scope {
  return { ...s, names: new Map([...s.names, ...names]) };
}

function template(e: Extract<HclExpression, { kind: 'template' }>, s: Scope): Value {
  let text = '';
  let known = true;
  let assumed = false;
  const span = s.at ?? e.span;
  for (const part of e.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    let value = valueOf(part, s);
    // `"${aws_s3_bucket.lake.bucket}"` is the bucket's name where its block tells it; what is taken of an ARN stays a symbol.
    if (value.kind === 'resource') value = s.attribute(value.address, value.attribute) ?? value;
    if (value.kind === 'known' && value.value !== null) {
      text += String(value.value);
      assumed ||= value.assumed === true;
    } else {
      known = false;
      text += value.kind === 'symbolic' ? value.text : value.kind === 'resource' ? `\${${value.address}.${value.attribute}}` : `\${${symbol(part)}}`;
    }
    if (text.length > MOST_TEXT) return { kind: 'unknown', span };
  }
  return known ? { kind: 'known', value: text, span, content: s.at ?? e.content, ...(assumed ? { assumed: true as const } : {}) } : { kind: 'symbolic', text, span };
}

function symbol(e: HclExpression): string {
  return e.kind === 'path' ? e.names.join('.') : '';
}

/** The names of a path with its indices: what only the scope knows (`each.key`) is worked out. */
function stepsOf(e: Extract<HclExpression, { kind: 'path' }>, s: Scope): readonly string[] {
  if (!e.indexes) return e.names;
  return e.names.map((n, i) => {
    const index = e.indexes![i];
    if (!index || index.kind === 'literal') return n;
    const value = valueOf(index, s);
    return value.kind === 'known' && value.value !== null ? String(value.value) : '*';
  });
}

function pathValue(e: Extract<HclExpression, { kind: 'path' }>, s: Scope): Value {
  const span = s.at ?? e.span;
  const names = stepsOf(e, s);
  const [first, second] = names as [string, string | undefined];
  const named = s.names.get(first);
  if (named !== undefined) return taken(named, names.slice(1), span, s);
  if (second === undefined) return { kind: 'unknown', span };
  if (first === 'var') return taken(s.variable(second, span), names.slice(2), span, s);
  if (first === 'local') return taken(s.local(second, span), names.slice(2), span, s);
  if (first === 'module') {
    const indexed = e.indexes?.[2] !== undefined;
    const output = names[indexed ? 3 : 2];
    if (output === undefined || names[2] === '*') return { kind: 'unknown', span };
    return taken(s.output(second, indexed ? names[2]! : null, output, span), names.slice(indexed ? 4 : 3), span, s);
  }
  if (NOT_RESOURCES.has(first)) return { kind: 'unknown', span };
  const instance = e.indexes?.[2] === undefined || names[2] === '*' ? '' : `["${names[2]}"]`;
  const attribute = names.slice(instance === '' ? 2 : 3).filter(n => n !== '*' && !/^\d+$/.test(n)).at(-1) ?? '';
  const address = `${s.prefix}${first}.${second}${instance}`;
  // What its block says of itself is a plain value; an ARN or id stands for the resource.
  const said = /^(|id|arn|self_link)$|_arn$/.test(attribute) ? undefined : s.attribute(address, attribute);
  return said?.kind === 'known' ? movedTo(said, span) : { kind: 'resource', address, attribute, span };
}

/** What names and indices take of a value. */
function taken(value: Value, names: readonly string[], span: Span, s: Scope): Value {
  let here = value;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    if (here.kind === 'list' && name === '*') return { kind: 'list', items: here.items.map(item => taken(item, names.slice(i + 1), span, s)), span: here.span };
    const inner: Value | undefined = here.kind === 'list' ? here.items[Number(name)] : here.kind === 'map' ? here.entries.findLast(x => x.key === name)?.value : undefined;
    if (here.kind === 'resource') return { ...here, attribute: /^\d+$/.test(name) ? here.attribute : name };
    if (inner === undefined) return { kind: 'unknown', span };
    here = inner;
  }
  return here;
}

function formValue(form: HclForm, span: Span, s: Scope): Value {
  switch (form.op) {
    case 'if': {
      const condition = valueOf(form.condition, s);
      const yes = flag(condition);
      if (yes !== null) return assumedFrom(valueOf(yes ? form.yes : form.no, s), condition);
      // Whichever it is: if both ways give one text, that is it.
      const [a, b] = [valueOf(form.yes, s), valueOf(form.no, s)];
      return a.kind === 'known' && b.kind === 'known' && a.value === b.value ? { ...a, span } : { kind: 'unknown', span };
    }
    case 'unary': {
      const value = valueOf(form.of, s);
      if (value.kind !== 'known') return { kind: 'unknown', span };
      if (form.operator === '!') return typeof value.value === 'boolean' ? { ...value, value: !value.value, span, content: span } : { kind: 'unknown', span };
      return typeof value.value === 'number' ? { ...value, value: -value.value, span, content: span } : { kind: 'unknown', span };
    }
    case 'binary': return binary(form.operator, valueOf(form.left, s), valueOf(form.right, s), span);
    case 'for': return loop(form, span, s);
    case 'take': return taken(valueOf(form.of, s), form.steps.map(x => (typeof x === 'string' ? x : stepName(valueOf(x, s)))), span, s);
  }
}

function stepName(v: Value): string {
  return v.kind === 'known' && v.value !== null ? String(v.value) : '?';
}

function flag(v: Value): boolean | null {
  if (v.kind !== 'known') return null;
  return v.value === true || v.value === 'true' ? true : v.value === false || v.value === 'false' ? false : null;
}

function assumedFrom(value: Value, from: Value): Value {
  return value.kind === 'known' && from.kind === 'known' && from.assumed ? { ...value, assumed: true } : value;
}

function binary(operator: string, a: Value, b: Value, span: Span): Value {
  const unknown: Value = { kind: 'unknown', span };
  const lengths = operator === '==' || operator === '!=';
  if (a.kind !== 'known' || b.kind !== 'known') {
    // `and` and `or` may be decided by one side.
    const one = operator === '&&' ? [a, b].find(v => flag(v) === false) : operator === '||' ? [a, b].find(v => flag(v) === true) : undefined;
    return one?.kind === 'known' ? { ...one, span, content: span } : lengths && nullTest(a, b) ? { kind: 'known', value: operator === '!=', span, content: span } : unknown;
  }
  const value = compute(operator, a.value, b.value);
  return value === null ? unknown : { kind: 'known', value, span, content: span, ...(a.assumed || b.assumed ? { assumed: true as const } : {}) };
}

/** A list or map is surely not null. */
function nullTest(a: Value, b: Value): boolean {
  const isNull = (v: Value): boolean => v.kind === 'known' && v.value === null;
  return (isNull(a) && (b.kind === 'list' || b.kind === 'map')) || (isNull(b) && (a.kind === 'list' || a.kind === 'map'));
}

function compute(operator: string, a: null | boolean | number | string, b: null | boolean | number | string): null | boolean | number {
  switch (operator) {
    case '==': return a === b;
    case '!=': return a !== b;
    case '&&': return typeof a === 'boolean' && typeof b === 'boolean' ? a && b : null;
    case '||': return typeof a === 'boolean' && typeof b === 'boolean' ? a || b : null;
    default:
  }
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  switch (operator) {
    case '<': return a < b;
    case '>': return a > b;
    case '<=': return a <= b;
    case '>=': return a >= b;
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? null : a / b;
    case '%': return b === 0 ? null : a % b;
    default: return null;
  }
}

function loop(form: Extract<HclForm, { op: 'for' }>, span: Span, s: Scope): Value {
  const items = itemsOf(valueOf(form.over, s));
  if (!items) return { kind: 'unknown', span };
  const out: Value[] = [];
  const entries: { key: string; keySpan: Span; value: Value }[] = [];
  for (const item of items) {
    const [a, b] = form.names as [string, string | undefined];
    const inner = withNames(s, b === undefined ? [[a, item.value]] : [[a, item.key], [b, item.value]]);
    if (form.condition) {
      const keep = flag(valueOf(form.condition, inner));
      if (keep === null) return { kind: 'unknown', span };
      if (!keep) continue;
    }
    const value = valueOf(form.value, inner);
    if (form.key === null) {
      out.push(value);
      continue;
    }
    const key = valueOf(form.key, inner);
    if (key.kind !== 'known' || key.value === null || form.grouped) return { kind: 'unknown', span };
    entries.push({ key: String(key.value), keySpan: key.span, value });
  }
  return form.key === null ? { kind: 'list', items: out, span } : { kind: 'map', entries: entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)), span };
}

/** The same value with every place in it at `span`: for what another file says. */
export function movedTo(value: Value, span: Span): Value {
  switch (value.kind) {
    case 'known': return { ...value, span, content: span };
    case 'list': return { ...value, items: value.items.map(i => movedTo(i, span)), span };
    case 'map': return { kind: 'map', entries: value.entries.map(e => ({ key: e.key, keySpan: span, value: movedTo(e.value, span) })), span };
    default: return { ...value, span };
  }
}

/** The same value as one that another file or a run may replace. */
export function asAssumed(value: Value): Value {
  switch (value.kind) {
    case 'known': return { ...value, assumed: true };
    case 'list': return { ...value, items: value.items.map(asAssumed) };
    case 'map': return { ...value, entries: value.entries.map(e => ({ ...e, value: asAssumed(e.value) })) };
    default: return value;
  }
}

