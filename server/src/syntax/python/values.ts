import type { Span } from '../../text/span';
import type { ClassDefinition, Expression, FunctionDefinition, LambdaExpression } from './tree';

/** What is known of a value without running anything. */
export type Value =
  | ConstantValue
  | TextValue
  | SequenceValue
  | MappingValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ExternalValue
  | MadeValue
  | MethodValue
  | HostValue
  | EitherValue
  | UnknownValue;

export interface ConstantValue {
  readonly kind: 'constant';
  readonly value: null | boolean | number;
}

export interface TextValue {
  readonly kind: 'text';
  /** What only a run knows stands in it as `{name}`. */
  readonly text: string;
  /** False if parts of it are only symbols. */
  readonly known: boolean;
  /** The characters between the quotes of the one literal that the whole text comes from, null if it was put together. */
  readonly origin: Span | null;
}

export interface SequenceValue {
  readonly kind: 'list' | 'tuple' | 'set';
  /** Changed by `append` and the like. */
  readonly items: Value[];
  /** True if there may be further items. */
  open: boolean;
}

export interface MappingValue {
  readonly kind: 'dict';
  readonly entries: { key: Value; value: Value; /** Where the key is written. */ span: Span | null; keySpan: Span | null }[];
  open: boolean;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly definition: FunctionDefinition | LambdaExpression;
  readonly scope: Scope;
  readonly self: Value | null;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly definition: ClassDefinition;
  readonly members: Scope;
  readonly bases: readonly Value[];
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly of: ClassValue;
  readonly attributes: Map<string, Value>;
}

/** Something another module defines, by its dotted path: `airflow.sdk.DAG`, `builtins.print`. */
export interface ExternalValue {
  readonly kind: 'external';
  readonly path: string;
}

/** What a call of something from elsewhere gives: `timedelta(days=1)`. */
export interface MadeValue {
  readonly kind: 'made';
  readonly path: string;
  readonly args: CallArguments;
  readonly span: Span;
}

export interface MethodValue {
  readonly kind: 'method';
  readonly object: Value;
  readonly name: string;
}

/** A value that the reader of a framework gives meaning to. */
export interface HostValue {
  readonly kind: 'host';
  readonly object: HostObject;
}

export interface HostObject {
  readonly is: string;
}

/** One of several values; which one only a run knows. */
export interface EitherValue {
  readonly kind: 'either';
  readonly values: readonly Value[];
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** What the code calls it, for symbols. */
  readonly name: string | null;
}

export interface CallArguments {
  readonly positional: readonly { readonly value: Value; readonly expression: Expression }[];
  readonly keywords: readonly KeywordValue[];
  /** True if `*args` or `**kwargs` that are not known may add to them. */
  readonly open: boolean;
}

export interface KeywordValue {
  readonly name: string;
  readonly value: Value;
  /** What is written in the place of the value. */
  readonly span: Span;
  readonly nameSpan: Span | null;
  /** With the name. */
  readonly full: Span;
}

/** Names with their values, and what they were before the changes since a mark: to go several ways from one state without copying it. */
export class Names extends Map<string, Value> {
  private journal: Map<string, Value | undefined> | null = null;

  override set(name: string, value: Value): this {
    if (this.journal && !this.journal.has(name)) this.journal.set(name, this.get(name));
    return super.set(name, value);
  }

  /** Does some work and gives, by name, the values before and behind it of those names that it bound. */
  changes(work: () => void): Map<string, { readonly before: Value | undefined; readonly after: Value }> {
    const outer = this.journal;
    const own = new Map<string, Value | undefined>();
    this.journal = own;
    try {
      work();
    } finally {
      this.journal = outer;
    }
    const out = new Map<string, { before: Value | undefined; after: Value }>();
    for (const [name, before] of own) {
      out.set(name, { before, after: this.get(name)! });
      if (outer && !outer.has(name)) outer.set(name, before);
    }
    return out;
  }

  /** Gives a name the value it had; undefined takes the name away. */
  restore(name: string, value: Value | undefined): void {
    if (value === undefined) super.delete(name);
    else super.set(name, value);
  }
}

/** Names and their values. Names are looked up outwards; functions do not see the names of a class around them. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly names: Names;
  readonly parent: Scope | null;
}

export const NONE: ConstantValue = { kind: 'constant', value: null };
export const UNKNOWN: UnknownValue = { kind: 'unknown', name: null };

/** At most this many alternatives are kept apart. */
const MOST_ALTERNATIVES = 8;

export function unknownValue(name: string | null): UnknownValue {
  return name === null ? UNKNOWN : { kind: 'unknown', name };
}

/** Texts and lists that a program makes longer than this are cut off: their rest is not known. */
export const MAX_MADE_TEXT = 100_000;
export const MAX_ITEMS = 2_000;

export function textValue(text: string, known = true, origin: Span | null = null): TextValue {
  if (text.length > MAX_MADE_TEXT && origin === null) return { kind: 'text', text: text.slice(0, MAX_MADE_TEXT), known: false, origin: null };
  return { kind: 'text', text, known, origin };
}

export function numberValue(value: number): ConstantValue {
  return { kind: 'constant', value };
}

export function listValue(items: Value[], open = false, kind: SequenceValue['kind'] = 'list'): SequenceValue {
  return items.length > MAX_ITEMS ? { kind, items: items.slice(0, MAX_ITEMS), open: true } : { kind, items, open };
}

/** The value of one of several ways a program can go. */
export function eitherOf(values: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const v of values) for (const one of v.kind === 'either' ? v.values : [v]) if (!flat.some(f => sameKnown(f, one))) flat.push(one);
  const only = flat[0];
  if (flat.length === 1 && only) return only;
  return flat.length === 0 || flat.length > MOST_ALTERNATIVES ? UNKNOWN : { kind: 'either', values: flat };
}

/** Whether two values are surely the same. */
export function sameKnown(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'text' && b.kind === 'text') return a.known && b.known && a.text === b.text;
  if (a.kind === 'external' && b.kind === 'external') return a.path === b.path;
  if (a.kind === 'host' && b.kind === 'host') return a.object === b.object;
  return false;
}

/** Each of the values that a value may be. */
export function alternatives(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.values : [value];
}

/** The text a value has where it is put into another; `{name}` for what only a run knows. */
export function printedValue(value: Value): { readonly text: string; readonly known: boolean } {
  switch (value.kind) {
    case 'text': return value;
    case 'constant':
      if (value.value === null) return { text: 'None', known: true };
      return { text: typeof value.value === 'boolean' ? (value.value ? 'True' : 'False') : String(value.value), known: true };
    case 'unknown': return { text: `{${value.name ?? ''}}`, known: false };
    case 'external': return { text: `{${value.path.slice(value.path.lastIndexOf('.') + 1)}}`, known: false };
    default: return { text: '{}', known: false };
  }
}

/** Whether a condition holds; null if only a run knows. */
export function truthOf(value: Value): boolean | null {
  switch (value.kind) {
    case 'constant': return value.value !== null && value.value !== false && value.value !== 0;
    case 'text': return value.text !== '' ? (value.known || value.text.replace(/\{[^{}]*\}/g, '') !== '' ? true : null) : false;
    case 'list': case 'tuple': case 'set': return value.items.length > 0 ? (value.open ? null : true) : value.open ? null : false;
    case 'dict': return value.entries.length > 0 ? true : value.open ? null : false;
    case 'function': case 'class': case 'host': return true;
    default: return null;
  }
}

/** The entry of a dict by a text key; undefined if it has none that is known. */
export function entryOf(dict: MappingValue, name: string): MappingValue['entries'][number] | undefined {
  return dict.entries.findLast(e => e.key.kind === 'text' && e.key.known && e.key.text === name);
}

/** Keyword by name; undefined if it is not given. */
export function keyword(args: CallArguments, name: string): KeywordValue | undefined {
  return args.keywords.findLast(k => k.name === name);
}

/** Keyword by name, else the positional argument at `index`. */
export function argument(args: CallArguments, name: string, index: number): { readonly value: Value; readonly span: Span } | undefined {
  const named = keyword(args, name);
  if (named) return named;
  const at = args.positional[index];
  return at ? { value: at.value, span: at.expression.span } : undefined;
}

export const NO_ARGUMENTS: CallArguments = { positional: [], keywords: [], open: false };

/** The text of a value if it is one that is wholly known. */
export function knownText(value: Value | undefined): string | null {
  return value?.kind === 'text' && value.known ? value.text : null;
}
