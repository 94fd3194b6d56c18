import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Finding, Fix } from '../../model/rule';
import type { DocumentView } from '../../model/workspace';
import type { Span } from '../../text/span';

/** One fix that edits the file itself. */
export function edit(document: DocumentView, title: string, operations: readonly EditOperation[], safe = false, preferred = true): Fix {
  return { title, safe, preferred, changes: [{ kind: 'edit', file: document.path, operations }] };
}

/** One fix that replaces characters of the file. */
export function replaceText(document: DocumentView, title: string, span: Span, text: string, safe = false): Fix {
  return edit(document, title, [{ op: 'text', span, text }], safe);
}

/** The fix that puts in what the reading of the file has made ready, at the place that it found; none if it found no place. `title` gets the text. */
export function insertTold(finding: Finding, document: DocumentView, title: (text: string) => string): readonly Fix[] {
  const { at, text } = (finding.data ?? {}) as { readonly at?: unknown; readonly text?: unknown };
  return typeof at === 'number' && typeof text === 'string' ? [replaceText(document, title(text.replace(/^, /, '')), { start: at, end: at }, text)] : [];
}

/** The fix that replaces what is marked by the text that the reading of the file has made ready. */
export function replaceTold(finding: Finding, document: DocumentView): readonly Fix[] {
  const { text } = (finding.data ?? {}) as { readonly text?: unknown };
  return typeof text === 'string' ? [replaceText(document, `Change to ${text}`, finding.span, text)] : [];
}

/** A fix for each value, the first preferred if it is the only one or a close guess. */
export function setTo(document: DocumentView, path: Path | null, span: Span, values: readonly (string | number | boolean)[], preferFirst: boolean): readonly Fix[] {
  return values.map((value, i) => {
    const operation: EditOperation = path ? { op: 'set', path, value } : { op: 'text', span, text: quotedLike(document.text, span, String(value)) };
    return edit(document, `Change to '${String(value)}'`, [operation], false, i === 0 && (preferFirst || values.length === 1));
  });
}

/** A text in the quotes that the characters at `span` are in, or without if they are in none. */
function quotedLike(text: string, span: Span, value: string): string {
  const quote = text[span.start];
  return (quote === "'" || quote === '"') && text[span.end - 1] === quote && span.end > span.start + 1 ? quote + value + quote : value;
}

/** How the lines of a document end. */
export function lineEnd(document: DocumentView): string {
  return document.text.includes('\r\n') ? '\r\n' : '\n';
}

/** A YAML scalar's text in quotes, whichever need the least escaping. */
export function inQuotes(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replace(/'/g, "''")}'`;
}

/** The marker file of the document's project, for edits of flags there; null if the document is in none. */
export function projectFile(document: DocumentView): string | null {
  if (!document.project) return null;
  return document.project.root === '' ? 'dbt_project.yml' : `${document.project.root}/dbt_project.yml`;
}
