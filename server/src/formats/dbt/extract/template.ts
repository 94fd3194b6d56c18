import type { Json } from '../../../model/key';
import type { Span } from '../../../text/span';

/** A call in a Jinja expression, whatever reader found it: `ref('orders')`, `dbt_utils.star(from=ref('orders'))`. */
export interface TemplateCall {
  /** The dotted name: `['dbt_utils', 'star']`. */
  readonly path: readonly string[];
  readonly pathSpans: readonly Span[];
  /** From the first character of the name to the closing bracket. */
  readonly span: Span;
  readonly args: readonly TemplateArg[];
}

export interface TemplateArg {
  /** Name of a keyword argument. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly span: Span;
  /** The literal value; absent if the argument is none. */
  readonly value?: Json;
  /** Of a text literal the characters between the quotes. */
  readonly content: Span | null;
  /** The call that makes up the whole argument. */
  readonly call: TemplateCall | null;
}

export function positional(call: TemplateCall): readonly TemplateArg[] {
  return call.args.filter(a => a.name === null);
}

export function keyword(call: TemplateCall, ...names: readonly string[]): TemplateArg | null {
  return call.args.find(a => a.name !== null && names.includes(a.name)) ?? null;
}

/** The argument by name, else by its place among the positional ones. */
export function argument(call: TemplateCall, index: number, name: string): TemplateArg | null {
  return keyword(call, name) ?? positional(call)[index] ?? null;
}
