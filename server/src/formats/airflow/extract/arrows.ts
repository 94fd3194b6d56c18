import { type Expression, type Statement, statementsIn, blocksOf } from '../../../syntax/python';
import type { Trouble } from '../follow/state';
import type { Extraction } from './dags';

/** What a fix of an arrow needs to know: the statement that a doubled arrow is, or what one with arrows both ways becomes. */
export function arrowData(x: Extraction, t: Trouble): Trouble['data'] {
  const { text } = x.file;
  const statement = statementAt(x.file.body, t.span.start);
  if (statement?.own.kind !== 'expression' || statement.own.expression.kind !== 'binary') return t.data;
  const e = statement.own.expression;
  const named = (of: Expression): boolean => of.kind === 'name' && of.name !== '';
  if (t.rule === 'duplicate-task-dependency') {
    if (!named(e.left) || !named(e.right) || statement.siblings < 2) return t.data;
    const start = text.lastIndexOf('\n', e.span.start - 1) + 1;
    const end = text.indexOf('\n', e.span.end);
    const whole = /^[ \t]*$/.test(text.slice(start, e.span.start)) && /^[ \t]*(#.*)?\r?$/.test(text.slice(e.span.end, end < 0 ? text.length : end));
    return whole ? { ...t.data, start, end: end < 0 ? text.length : end + 1 } : t.data;
  }
  const { left } = e;
  if (left.kind !== 'binary' || !named(left.left) || !named(left.right) || !named(e.right)) return t.data;
  const [a, b, c] = [left.left, left.right, e.right].map(n => text.slice(n.span.start, n.span.end));
  return { ...t.data, start: e.span.start, end: e.span.end, to: left.operator === '>>' ? `[${a}, ${c}] >> ${b}` : `${b} >> [${a}, ${c}]` };
}

/** The innermost statement around an offset, with how many stand in its block. */
function statementAt(body: readonly Statement[], offset: number): { readonly own: Statement; readonly siblings: number } | null {
  let found: { own: Statement; siblings: number } | null = null;
  const holds = (s: Statement): boolean => s.span.start <= offset && offset < s.span.end;
  const top = body.find(holds);
  if (!top) return null;
  found = { own: top, siblings: body.length };
  for (const s of statementsIn([top], holds)) for (const block of blocksOf(s)) for (const inner of block) if (holds(inner)) found = { own: inner, siblings: block.length };
  return found;
}
