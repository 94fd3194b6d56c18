import type { Json } from '../../model/key';
import type { HclBody, HclExpression } from '../../syntax/hcl';
import type { Span } from '../../text/span';
import type { Value } from './resource';

/** What the variables and locals of a module are, as far as its files tell: only literals. */
export interface ModuleValues {
  readonly variables: { readonly [name: string]: Json };
  readonly locals: { readonly [name: string]: Json };
}

/** The first names of addresses that are no resource. */
const NOT_RESOURCES: ReadonlySet<string> = new Set(['var', 'local', 'module', 'data', 'each', 'count', 'self', 'path', 'terraform', 'provider']);

/** The value of an expression without running anything. */
export function valueOf(e: HclExpression, module: ModuleValues): Value {
  switch (e.kind) {
    case 'literal': return { kind: 'known', value: e.value, span: e.span, content: e.content };
    case 'template': return template(e, module);
    case 'list': return { kind: 'list', items: e.items.map(i => valueOf(i, module)), span: e.span };
    case 'object': return { kind: 'map', entries: e.entries.flatMap(x => (x.key === null ? [] : [{ key: x.key, keySpan: x.keySpan, value: valueOf(x.value, module) }])), span: e.span };
    case 'path': return pathValue(e.names, e.span, module);
    case 'call': return call(e, module);
    case 'other': return { kind: 'unknown', span: e.span };
  }
}

/** Attributes and blocks of a body as a map; blocks of one type become a list, those that `dynamic` makes are unknown. */
export function bodyValue(body: HclBody, module: ModuleValues): Value & { readonly kind: 'map' } {
  const entries: { key: string; keySpan: Span; value: Value }[] = body.attributes.map(a => ({ key: a.name, keySpan: a.nameSpan, value: valueOf(a.value, module) }));
  const byType = new Map<string, { items: Value[]; keySpan: Span; span: Span }>();
  for (const b of body.blocks) {
    const dynamic = b.type === 'dynamic';
    const name = dynamic ? (b.labels[0]?.text ?? '') : b.type;
    const known = byType.get(name) ?? { items: [], keySpan: b.typeSpan, span: b.span };
    known.items.push(dynamic ? { kind: 'unknown', span: b.span } : bodyValue(b.body, module));
    byType.set(name, known);
  }
  for (const [key, { items, keySpan, span }] of byType) entries.push({ key, keySpan, value: { kind: 'list', items, span } });
  return { kind: 'map', entries, span: body.span };
}

function template(e: Extract<HclExpression, { kind: 'template' }>, module: ModuleValues): Value {
  let text = '';
  let known = true;
  let assumed = false;
  for (const part of e.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = valueOf(part, module);
    if (value.kind === 'known' && value.value !== null) {
      text += String(value.value);
      assumed ||= value.assumed === true;
    }
    else {
      known = false;
      text += value.kind === 'symbolic' ? value.text : `\${${symbol(part)}}`;
    }
  }
  return known ? { kind: 'known', value: text, span: e.span, content: e.content, ...(assumed ? { assumed: true as const } : {}) } : { kind: 'symbolic', text, span: e.span };
}

function symbol(e: HclExpression): string {
  return e.kind === 'path' ? e.names.join('.') : '';
}

function pathValue(names: readonly string[], span: Span, module: ModuleValues): Value {
  const [first, second] = names;
  if ((first === 'var' || first === 'local') && second !== undefined) {
    const known = (first === 'var' ? module.variables : module.locals)[second];
    if (names.length === 2 && (typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean')) return { kind: 'known', value: known, span, content: span, assumed: true };
    return { kind: 'unknown', span };
  }
  if (first === undefined || second === undefined || NOT_RESOURCES.has(first)) return { kind: 'unknown', span };
  // `aws_s3_bucket.lake[0].arn`: which of several does not matter here.
  const attribute = names.slice(2).filter(n => n !== '*' && !/^\d+$/.test(n)).at(-1) ?? '';
  return { kind: 'resource', address: `${first}.${second}`, attribute, span };
}

/** Functions whose result is what they are given, as far as we need to know it. */
function call(e: Extract<HclExpression, { kind: 'call' }>, module: ModuleValues): Value {
  const [first] = e.args;
  if (first && (e.name === 'jsonencode' || e.name === 'tostring' || e.name === 'tolist' || e.name === 'toset' || e.name === 'sensitive' || e.name === 'nonsensitive' || e.name === 'trimspace')) return valueOf(first, module);
  if (first && e.name === 'lower') {
    const value = valueOf(first, module);
    if (value.kind === 'known' && typeof value.value === 'string') return { ...value, value: value.value.toLowerCase() };
  }
  return { kind: 'unknown', span: e.span };
}
