import type { Finding } from '../../model/rule';
import type { DocumentView, Workspace } from '../../model/workspace';
import type { Span } from '../../text/span';

/** How far an edit may have moved the place of a note. */
const FAR = 20_000;

/** Findings of the notes that a rule has in a file, at their places as they are now. */
export function* noted(document: DocumentView, ws: Workspace, rule: string): Iterable<Finding> {
  for (const note of ws.notes(document.path)) if (note.rule === rule) yield { rule, span: placeOf(document.text, note.span, note.anchor), message: note.message };
}

/** Where the anchor stands now: the nearest place; the start of the file if it is gone. */
function placeOf(text: string, span: Span, anchor: string): Span {
  if (anchor === '') return { start: 0, end: 0 };
  if (text.startsWith(anchor, span.start)) return { start: span.start, end: span.start + anchor.length };
  const before = text.lastIndexOf(anchor, span.start);
  const after = text.indexOf(anchor, span.start);
  const near = [before, after].filter(at => at >= 0 && Math.abs(at - span.start) <= FAR).sort((a, b) => Math.abs(a - span.start) - Math.abs(b - span.start))[0];
  return near === undefined ? { start: 0, end: 0 } : { start: near, end: near + anchor.length };
}
