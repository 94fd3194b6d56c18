import type { Key } from '../../model/key';
import type { Note, Workspace } from '../../model/workspace';
import { LineIndex } from '../../text/lines';
import type { Span } from '../../text/span';
import type { Compared } from './compare';
import type { Change } from './model';

const RULES = { breaking: 'breaking-change', risky: 'risky-change' } as const;
const SCHEMA_RULE = 'schema-incompatible';

/** The changes that matter as notes on the files as they are now. What is gone is noted where its dataset or job is declared. */
export function impactNotes(ws: Workspace, { impact, keys, spans }: Compared): ReadonlyMap<string, readonly Note[]> {
  const out = new Map<string, Note[]>();
  const indexes = new Map<string, LineIndex>();
  // A type that can't follow the old one is told once, with the graver reason.
  const told = new Set(impact.changes.flatMap(c => (c.aspect === 'schema' && c.verdict === 'breaking' ? [lineOf(c)] : [])));
  for (const c of impact.changes) {
    if (c.verdict === 'safe' || (c.verdict === 'risky' && told.has(lineOf(c)))) continue;
    const at = placeNow(ws, c, keys);
    const text = at ? ws.document(at.file)?.text : undefined;
    if (!at || text === undefined) continue;
    let index = indexes.get(at.file);
    if (!index) indexes.set(at.file, (index = new LineIndex(text)));
    const span = spans.get(c) ?? at.span ?? wordOn(text, index, at.line, [c.to, c.column, c.subject.name.slice(c.subject.name.lastIndexOf('.') + 1)]);
    const note = { rule: c.aspect === 'schema' ? SCHEMA_RULE : RULES[c.verdict], message: `${capital(c.title)}: ${c.reason}`, span, anchor: text.slice(span.start, span.end) };
    const list = out.get(at.file);
    if (list) list.push(note);
    else out.set(at.file, [note]);
  }
  return out;
}

function placeNow(ws: Workspace, c: Change, keys: ReadonlyMap<string, Key>): { readonly file: string; readonly line: number; readonly span: Span | null } | null {
  if (c.place.side === 'new') return { file: c.place.file, line: c.place.line, span: null };
  const key = keys.get(c.subject.id);
  const places = key === undefined ? [] : ws.places(key);
  const first = places.find(p => p.file === c.place.file) ?? places[0];
  return first ? { file: first.file, line: 1, span: first.declaration.nameSpan } : null;
}

/** The first of the words that stands on the line; else what stands there. `line` is 1-based. */
function wordOn(text: string, index: LineIndex, line: number, words: readonly (string | null)[]): Span {
  const start = index.lineStart(line - 1);
  const end = index.lineEnd(line - 1);
  const lower = text.slice(start, end).toLowerCase();
  for (const word of words) {
    const at = word ? lower.indexOf(word.toLowerCase()) : -1;
    if (word && at >= 0) return { start: start + at, end: start + at + word.length };
  }
  const blank = lower.length - lower.trimStart().length;
  return { start: start + blank, end: Math.min(start + lower.trimEnd().length, start + blank + 80) };
}

function lineOf({ place }: Change): string {
  return `${place.side} ${place.file}:${place.line}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
