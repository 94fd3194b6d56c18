import type { Document, Expectation } from '../../model/format';
import { cursorIn } from './pythonCursor';
import { expectSql } from './sqlEditing';

const SQL = /^\s*(?:--[^\n]*\n\s*)*(?:select|with|insert|update|delete|merge|create|replace)\b/i;

/** So long a text of Python is looked at. */
const MOST = 500_000;

/** What may stand at the cursor of SQL in a string of Python; null outside of such a string. Offsets are those of the file. */
export function expectSqlInPython(document: Document, offset: number): Expectation | null {
  const { text } = document;
  if (text.length > MOST) return null;
  const { string } = cursorIn(text, offset);
  if (string === null) return null;
  const inside = text.slice(string.start, string.end);
  if (!SQL.test(inside.replace(/^["']{2}/, ''))) return null;
  // Quotes and what a run fills in are no SQL; everything keeps its place.
  const plain = inside.replace(/^["']{2}|["']{2}$/g, '  ').replace(/\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g, t => 'x'.repeat(t.length));
  return expectSql(' '.repeat(string.start) + plain, offset, null);
}
