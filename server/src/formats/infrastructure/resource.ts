import type { Json } from '../../model/key';
import type { Span } from '../../text/span';

/** A value of infrastructure code, as far as the files tell. */
export type Value =
  /** `assumed`: it is the default of a variable, which another file or a run may replace. */
  | { readonly kind: 'known'; readonly value: null | boolean | number | string; readonly span: Span; readonly content: Span; readonly assumed?: true }
  /** A text with parts that only a run knows, written `${var.env}`. */
  | { readonly kind: 'symbolic'; readonly text: string; readonly span: Span }
  /** Another resource of the same module or template: `address` is its Terraform address or logical id. */
  | { readonly kind: 'resource'; readonly address: string; readonly attribute: string; readonly span: Span }
  /** `set`: it was made by `toset`, whose keys are the items. */
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly span: Span; readonly set?: true }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: string; readonly keySpan: Span; readonly value: Value }[]; readonly span: Span }
  | { readonly kind: 'unknown'; readonly span: Span };

/** One resource, whichever language declares it. Types and attribute names are those of the Terraform provider. */
export interface Resource {
  /** `aws_kinesis_stream`. */
  readonly type: string;
  /** `aws_kinesis_stream.orders`, or a logical id. */
  readonly address: string;
  readonly label: string;
  readonly labelSpan: Span;
  /** Where a finding about something absent is shown: the head of the resource. */
  readonly head: Span;
  readonly span: Span;
  readonly body: Value & { readonly kind: 'map' };
  /** True if it stands for several or none (`count`, `for_each`, a condition). */
  readonly many: boolean;
}

/** What stands at a path (`server_side_encryption.enabled`); of lists on the way the first item counts. Undefined if nothing does. */
export function at(value: Value | undefined, path: string): Value | undefined {
  let here = value;
  for (const name of path.split('.')) {
    while (here?.kind === 'list') here = here.items[0];
    if (here === undefined || here.kind === 'unknown' || here.kind === 'resource' || here.kind === 'symbolic') return here;
    if (here.kind !== 'map') return undefined;
    here = here.entries.findLast(e => e.key === name)?.value;
  }
  return here;
}

/** Everything at a path, through all items of lists. */
export function all(value: Value | undefined, path: string): readonly Value[] {
  const walk = (v: Value | undefined, names: readonly string[]): readonly Value[] => {
    if (v === undefined) return [];
    if (v.kind === 'list') return v.items.flatMap(i => walk(i, names));
    if (names.length === 0) return [v];
    return v.kind === 'map' ? v.entries.filter(e => e.key === names[0]).flatMap(e => walk(e.value, names.slice(1))) : [];
  };
  return walk(value, path.split('.'));
}

/** Text that is known whole. */
export function textOf(value: Value | undefined): string | null {
  return value?.kind === 'known' && typeof value.value === 'string' ? value.value : value?.kind === 'known' && typeof value.value === 'number' ? String(value.value) : null;
}

/** Text with its unknown parts as symbols; null if nothing of it is text. */
export function symbolicOf(value: Value | undefined): string | null {
  return value?.kind === 'symbolic' ? value.text : textOf(value);
}

export function numberOf(value: Value | undefined): number | null {
  if (value?.kind !== 'known') return null;
  if (typeof value.value === 'number') return value.value;
  return typeof value.value === 'string' && /^-?\d+(\.\d+)?$/.test(value.value.trim()) ? Number(value.value) : null;
}

/** `true`, `false`, or null where it is not known or no such thing. */
export function flagOf(value: Value | undefined): boolean | null {
  if (value?.kind !== 'known') return null;
  if (typeof value.value === 'boolean') return value.value;
  return value.value === 'true' ? true : value.value === 'false' ? false : null;
}

/** Whether something is surely not there, or surely null: an unknown value may be anything. */
export function isAbsent(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'known' && value.value === null);
}

/** As plain JSON; unknown parts are null. For `attributes.config`. */
export function jsonOf(value: Value): Json {
  switch (value.kind) {
    case 'known': return value.value;
    case 'symbolic': return value.text;
    case 'list': return value.items.map(jsonOf);
    case 'map': return Object.fromEntries(value.entries.map(e => [e.key, jsonOf(e.value)]));
    default: return null;
  }
}

/** Whether the value is written here as it is: only then may a rule call it wrong. */
export function isSure(value: Value | undefined): boolean {
  return value?.kind === 'known' && value.assumed !== true;
}
