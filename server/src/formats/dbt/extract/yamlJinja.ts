import type { Span } from '../../../text/span';
import type { YamlNode, YamlScalar } from './yaml';
import type { Source } from './draft';
import { expressionCalls, templateCalls } from './jinjaCalls';
import { referMacro } from './macroCalls';
import { type CallPlace, referCall } from './refer';
import type { TemplateArg, TemplateCall } from './template';

/** The calls in the Jinja of a scalar; those of escaped text (where places can't be told) stand for the whole content. */
export function callsInScalar(source: Source, scalar: YamlScalar, bare = false): TemplateCall[] {
  if (!bare && !scalar.text.includes('{{') && !scalar.text.includes('{%')) return [];
  const read = bare ? expressionCalls : templateCalls;
  const raw = source.text.slice(scalar.content.start, scalar.content.end);
  const escaped = (scalar.style === 'double' && raw.includes('\\')) || (scalar.style === 'single' && raw.includes("''"));
  if (!escaped) return read(source.text, scalar.content.start, scalar.content.end);
  return read(scalar.text, 0, scalar.text.length).map(call => placed(call, scalar.content));
}

function placed(call: TemplateCall, span: Span): TemplateCall {
  const args = call.args.map((a): TemplateArg => ({ ...a, span, nameSpan: a.nameSpan ? span : null, content: a.content ? span : null, call: a.call ? placed(a.call, span) : null }));
  return { path: call.path, pathSpans: call.pathSpans.map(() => span), span, args };
}

/** References of the Jinja in a text value: docs, variables, macros, refs. */
export function referScalar(source: Source, node: YamlNode | null, place: CallPlace): void {
  if (node?.kind !== 'scalar') return;
  for (const call of callsInScalar(source, node)) if (referCall(source, call, place) === null) referMacro(source, call, place);
}

/** Reference of a value that is one bare call, `ref('orders')`, with or without braces; null if it is none. */
export function referBare(source: Source, node: YamlNode | null, place: CallPlace): number | null {
  if (node?.kind !== 'scalar') return null;
  const braces = node.text.includes('{{');
  for (const call of callsInScalar(source, node, !braces)) {
    const found = referCall(source, call, place);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a text is one call of `ref` or `source`, as dbt tells it: braces are optional. */
export function looksLikeRef(text: string): boolean {
  return /^\s*(?:\{\{-?\s*)?(?:ref|source)\s*\(/.test(text);
}
