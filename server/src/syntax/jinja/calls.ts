import type { Json } from '../../model/key';
import { encloses, type Span } from '../../text/span';
import type { CallExpr, Expr, JinjaTemplate, Name, Segment } from './tree';
import { literalValue, type Outside, type Values, valuesOf } from './values';
import { enclosing, isDefinition, rootsOf, visit } from './walk';

export interface JinjaArgument {
  readonly kind: 'positional' | 'keyword' | 'splat' | 'keywordSplat';
  /** The keyword, null for positional ones. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  /** With the keyword. */
  readonly span: Span;
  readonly expr: Expr;
  /** The value if the argument is a literal by itself, else undefined. */
  readonly value: Json | undefined;
  /** Of a single string literal, the characters between its quotes: what a rename replaces. */
  readonly content: Span | null;
}

/** A call in an expression, wherever it stands: output, statement, argument, macro. Calls in `{# #}` and `{% raw %}` are none. */
export interface JinjaCall {
  /** Position in the list that `callsIn` gives for the whole template. */
  readonly index: number;
  readonly expr: CallExpr;
  readonly span: Span;
  /** `ref`, `dbt_utils.star`, `adapter.dispatch`; empty if what is called is no name (`f()()`, `x[0]()`); of `ref('a').b()` it is empty too. */
  readonly callee: string;
  readonly parts: readonly Name[];
  /** From the first to the last part of the name; the place before the bracket where there is none. */
  readonly calleeSpan: Span;
  readonly args: readonly JinjaArgument[];
  /** Index of the segment it stands in. */
  readonly segment: number;
  /** Indices of the blocks around it, outermost first. */
  readonly blocks: readonly number[];
  /** Index of the innermost macro, test or materialization around it, -1 if none. */
  readonly definition: number;
  readonly conditional: boolean;
  readonly loop: boolean;
  /** Index of the innermost call in whose arguments or callee it stands, -1 if none. */
  readonly parent: number;
  /** The call is all that a `{{ }}` holds. */
  readonly output: boolean;
}

/** Every call of a template in reading order, outer before inner. Computed once for a template. */
export function callsIn(template: JinjaTemplate): readonly JinjaCall[] {
  template.memo.calls ??= collect(template);
  return template.memo.calls;
}

/** The calls of an expression of the template: those that lie within its span. */
export function callsWithin(template: JinjaTemplate, span: Span): readonly JinjaCall[] {
  const calls = callsIn(template);
  let low = 0;
  let high = calls.length;
  // Spans of calls are not sorted by start (`a(b).c(d)`), but their segments are.
  while (low < high) {
    const middle = (low + high) >> 1;
    if (template.segments[calls[middle]!.segment]!.span.end <= span.start) low = middle + 1;
    else high = middle;
  }
  const found: JinjaCall[] = [];
  for (let i = low; i < calls.length; i++) {
    const call = calls[i]!;
    if (template.segments[call.segment]!.span.start >= span.end) break;
    if (span.start <= call.span.start && call.span.end <= span.end) found.push(call);
  }
  return found;
}

/** The values an argument can have, its variables followed; see `valuesOf`. */
export function argumentValues(template: JinjaTemplate, argument: JinjaArgument, outside?: Outside): Values {
  return argument.value === undefined ? valuesOf(template, argument.expr, outside) : { values: [argument.value], complete: true };
}

/** The names of a dotted expression (`adapter.dispatch`), null if it is anything else. */
export function dottedName(expr: Expr): readonly Name[] | null {
  const parts: Name[] = [];
  let e = expr;
  while (e.kind === 'attribute') {
    parts.push(e.name);
    e = e.base;
  }
  if (e.kind !== 'name') return null;
  parts.push({ text: e.name, span: e.span });
  return parts.reverse();
}

function collect(template: JinjaTemplate): readonly JinjaCall[] {
  const calls: JinjaCall[] = [];
  let place: Place | null = null;
  for (const segment of template.segments) {
    for (const root of rootsOf(segment)) {
      const open: { index: number; end: number; start: number }[] = [];
      visit(root, e => {
        if (e.kind !== 'call') return;
        place = place?.segment === segment ? place : placeOf(template, segment);
        while (open.length > 0 && !encloses(open[open.length - 1]!, e.span)) open.pop();
        const parent = open[open.length - 1]?.index ?? -1;
        const index = calls.length;
        calls.push(callAt(index, e, place, parent, segment.kind === 'output' && e === root));
        open.push({ index, start: e.span.start, end: e.span.end });
      });
    }
  }
  return calls;
}

interface Place {
  readonly segment: Segment;
  readonly blocks: readonly number[];
  readonly definition: number;
  readonly conditional: boolean;
  readonly loop: boolean;
}

function placeOf(template: JinjaTemplate, segment: Segment): Place {
  const blocks = enclosing(template, segment);
  const kinds = blocks.map(b => template.blocks[b]!.kind);
  const definition = blocks[kinds.findLastIndex(isDefinition)] ?? -1;
  return { segment, blocks, definition, conditional: kinds.includes('if'), loop: kinds.includes('for') };
}

function callAt(index: number, expr: CallExpr, place: Place, parent: number, output: boolean): JinjaCall {
  const parts = dottedName(expr.callee) ?? [];
  const first = parts[0];
  const last = parts[parts.length - 1];
  const calleeSpan = first === undefined || last === undefined ? { start: expr.parens.start, end: expr.parens.start } : { start: first.span.start, end: last.span.end };
  return {
    index,
    expr,
    span: expr.span,
    callee: parts.map(p => p.text).join('.'),
    parts,
    calleeSpan,
    args: expr.args.map(a => ({
      kind: a.kind,
      name: a.name?.text ?? null,
      nameSpan: a.name?.span ?? null,
      span: a.span,
      expr: a.value,
      value: literalValue(a.value),
      content: a.value.kind === 'string' && a.value.parts.length === 1 ? a.value.parts[0]!.content : null,
    })),
    segment: place.segment.index,
    blocks: place.blocks,
    definition: place.definition,
    conditional: place.conditional,
    loop: place.loop,
    parent,
    output,
  };
}
