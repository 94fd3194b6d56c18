import type { Call, Check, ColumnDeclaration, Declaration, Problem, Reference, Suppression } from '../../../model/facts';
import type { Span } from '../../../text/span';

// Facts as they are when the text before them has become longer by `by` characters. All but the places is shared with the facts before.

export function movedSpan(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

export function movedDeclaration(d: Declaration, by: number): Declaration {
  return { ...d, nameSpan: d.nameSpan && movedSpan(d.nameSpan, by), span: movedSpan(d.span, by), columns: d.columns.map(c => movedColumn(c, by)) };
}

function movedColumn(c: ColumnDeclaration, by: number): ColumnDeclaration {
  const out: { -readonly [name in keyof ColumnDeclaration]: ColumnDeclaration[name] } = { ...c };
  out.nameSpan = movedSpan(c.nameSpan, by);
  out.span = movedSpan(c.span, by);
  if (c.typeSpan) out.typeSpan = movedSpan(c.typeSpan, by);
  if (c.descriptionSpan) out.descriptionSpan = movedSpan(c.descriptionSpan, by);
  return out;
}

export function movedReference(r: Reference, by: number): Reference {
  const out: { -readonly [name in keyof Reference]: Reference[name] } = { ...r };
  out.span = movedSpan(r.span, by);
  out.fullSpan = movedSpan(r.fullSpan, by);
  if (r.column) out.column = { ...r.column, span: movedSpan(r.column.span, by) };
  return out;
}

export function movedCheck(c: Check, by: number): Check {
  return { ...c, span: movedSpan(c.span, by), testSpan: movedSpan(c.testSpan, by) };
}

/** `more` is how many references come before its own beyond those that did. */
export function movedCall(c: Call, by: number, more: number): Call {
  return {
    ...c,
    reference: c.reference + more,
    span: movedSpan(c.span, by),
    arguments: c.arguments.map(a => ({ ...a, span: movedSpan(a.span, by), ...(a.reference === undefined ? {} : { reference: a.reference + more }) })),
  };
}

export function movedProblem(p: Problem, by: number): Problem {
  return { ...p, span: movedSpan(p.span, by) };
}

export function movedSuppression(s: Suppression, by: number): Suppression {
  return { ...s, span: movedSpan(s.span, by), rules: s.rules.map(r => ({ ...r, span: movedSpan(r.span, by) })) };
}
