import type { Token } from '../model/format';
import type { Workspace } from '../model/workspace';
import { LineIndex } from '../text/lines';
import type { Span } from '../text/span';

/** Places that can be folded: what the format says, and every declaration and CTE of more than one line. */
export function foldingRanges(ws: Workspace, path: string): readonly { readonly startLine: number; readonly endLine: number }[] {
  const document = ws.document(path);
  if (!document) return [];
  const lines = new LineIndex(document.text);
  const spans = [...document.facts.folds, ...document.facts.declarations.filter(d => d.span.end > d.span.start).map(d => d.span), ...document.facts.queries.flatMap(q => q.query.scopes.flatMap(s => (s.cte ? [s.span] : [])))];
  const out = new Map<string, { startLine: number; endLine: number }>();
  for (const s of spans) {
    const startLine = lines.position(s.start).line;
    const end = lines.position(s.end);
    const endLine = end.character === 0 && end.line > startLine ? end.line - 1 : end.line;
    if (endLine > startLine) out.set(`${startLine}-${endLine}`, { startLine, endLine });
  }
  return [...out.values()].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

/** Ever wider spans around an offset, the narrowest first. */
export function selectionSpans(ws: Workspace, path: string, offset: number): readonly Span[] {
  const document = ws.document(path);
  if (!document) return [];
  const { facts, text } = document;
  const spans: Span[] = [word(text, offset), { start: 0, end: text.length }];
  const add = (s: Span | null | undefined) => s && s.start <= offset && offset <= s.end && s.end > s.start && spans.push(s);
  for (const r of facts.references) {
    add(r.span);
    add(r.fullSpan);
  }
  for (const d of facts.declarations) {
    add(d.span);
    for (const c of d.columns) add(c.span);
  }
  for (const c of facts.checks) add(c.span);
  for (const q of facts.queries)
    for (const s of q.query.scopes) {
      add(s.span);
      for (const o of s.outputs) {
        add(o.expression);
        add(o.span);
      }
      for (const i of s.inputs) add(i.span);
    }
  spans.sort((a, b) => a.end - a.start - (b.end - b.start));
  const out: Span[] = [];
  for (const s of spans) {
    const last = out[out.length - 1];
    if (!last || (s.start <= last.start && s.end >= last.end && (s.start < last.start || s.end > last.end))) out.push(s);
  }
  return out;
}

function word(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && /[\w$]/.test(text[start - 1]!)) start--;
  while (end < text.length && /[\w$]/.test(text[end]!)) end++;
  return { start, end };
}

/** Tokens that a grammar can't tell, as the format gives them. */
export function semanticTokens(ws: Workspace, path: string): readonly Token[] {
  const document = ws.document(path);
  const format = ws.reader(path);
  if (!document || !format?.tokens) return [];
  return [...format.tokens({ path, text: document.text }, document.project)].sort((a, b) => a.span.start - b.span.start);
}

/** References as links to the file that defines what they name; only where there is just one such file. */
export function documentLinks(ws: Workspace, path: string): readonly { readonly span: Span; readonly file: string; readonly offset: number; readonly tooltip: string }[] {
  const document = ws.document(path);
  if (!document) return [];
  return document.facts.references.flatMap(r => {
    if (r.role !== 'reads' && r.role !== 'writes') return [];
    const resolution = ws.resolve(r, path);
    const place = resolution.kind === 'one' ? ws.places(resolution.entity.id)[0] : undefined;
    if (!place || resolution.kind !== 'one' || place.file === path) return [];
    return [{ span: r.span, file: place.file, offset: (place.declaration.nameSpan ?? place.declaration.span).start, tooltip: `Open ${resolution.entity.name}` }];
  });
}
