import type { Json } from '../../../model/key';
import type { Span } from '../../../text/span';
import { type Expr, readJinja, rootsOf, visit } from '../../../syntax/jinja';
import type { TemplateArg, TemplateCall } from './template';

/** How deep calls within arguments are read. */
const MAX_DEPTH = 20;

/** The calls in the Jinja of a text, outer before inner. */
export function templateCalls(text: string, start: number, end: number): TemplateCall[] {
  return readJinja(text, start, end).segments.flatMap(s => rootsOf(s).flatMap(e => exprCalls(e)));
}

/** The calls of a bare expression such as `ref('orders')`. Spans are offsets into `text`. */
export function expressionCalls(text: string, start: number, end: number): TemplateCall[] {
  const template = readJinja(`{{${text.slice(start, end)}}}`);
  const by = start - 2;
  const calls = template.segments.flatMap(s => (s.kind === 'output' ? exprCalls(s.expr, by) : []));
  // A text without its closing quote takes the braces in that were put around it.
  return calls.some(c => c.span.end > end) ? calls.map(c => clipped(c, end)) : calls;
}

function clipped(call: TemplateCall, end: number): TemplateCall {
  const clip = <T extends Span | null>(span: T): T => (span && span.end > end ? ({ start: Math.min(span.start, end), end } as T) : span);
  const args = call.args.map((a): TemplateArg => ({ ...a, span: clip(a.span), nameSpan: clip(a.nameSpan), content: clip(a.content), call: a.call ? clipped(a.call, end) : null }));
  return { ...call, pathSpans: call.pathSpans.map(clip), span: clip(call.span), args };
}

/** The calls in an expression, outer before inner. `by` is added to every offset. */
export function exprCalls(expr: Expr, by = 0): TemplateCall[] {
  const out: TemplateCall[] = [];
  visit(expr, e => {
    const call = e.kind === 'call' ? callOf(e, by) : null;
    if (call) out.push(call);
  });
  return out;
}

/** A call by its dotted name; null where what is called is no name: `adapter.dispatch('x')(y)`, `list[0](y)`. */
export function callOf(expr: Expr & { kind: 'call' }, by = 0, depth = 0): TemplateCall | null {
  const path = pathOf(expr.callee);
  if (!path) return null;
  return {
    path: path.map(p => p.text), pathSpans: path.map(p => moved(p.span, by)), span: moved(expr.span, by),
    args: expr.args.flatMap((a): TemplateArg[] => (a.kind === 'splat' || a.kind === 'keywordSplat' ? [] : [argOf(a.value, a.name, a.span, by, depth)])),
  };
}

function argOf(value: Expr, name: { readonly text: string; readonly span: Span } | null, span: Span, by: number, depth: number): TemplateArg {
  const literal = literalOf(value);
  const only = value.kind === 'string' && value.parts.length === 1 ? value.parts[0]! : null;
  return {
    name: name?.text ?? null, nameSpan: name ? moved(name.span, by) : null, span: moved(span, by), ...(literal === undefined ? {} : { value: literal }),
    content: only ? moved(only.content, by) : null, call: value.kind === 'call' && depth < MAX_DEPTH ? callOf(value, by, depth + 1) : null,
  };
}

/** The names of `a.b.c`, null for anything else. */
export function pathOf(expr: Expr): { readonly text: string; readonly span: Span }[] | null {
  const out: { text: string; span: Span }[] = [];
  let at = expr;
  while (at.kind === 'attribute') {
    out.push({ text: at.name.text, span: at.name.span });
    at = at.base;
  }
  if (at.kind !== 'name') return null;
  out.push({ text: at.name, span: at.span });
  return out.reverse();
}

/** The value of a literal, lists and dictionaries of literals included; undefined for anything else. */
export function literalOf(expr: Expr, depth = 0): Json | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (expr.kind) {
    case 'string': case 'number': case 'bool': return expr.value;
    case 'none': return null;
    case 'unary': {
      const inner = expr.op === '-' ? literalOf(expr.operand, depth + 1) : undefined;
      return typeof inner === 'number' ? -inner : undefined;
    }
    case 'list': case 'tuple': {
      const items = expr.items.map(i => literalOf(i, depth + 1));
      return items.includes(undefined) ? undefined : (items as Json[]);
    }
    case 'dict': {
      const out: { [name: string]: Json } = Object.create(null);
      for (const entry of expr.entries) {
        const name = literalOf(entry.key, depth + 1);
        const value = literalOf(entry.value, depth + 1);
        if (typeof name !== 'string' || value === undefined) return undefined;
        out[name] = value;
      }
      return out;
    }
    default: return undefined;
  }
}

function moved(span: Span, by: number): Span {
  return by === 0 ? span : { start: span.start + by, end: span.end + by };
}
