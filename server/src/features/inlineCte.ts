import type { QueryFact } from '../model/facts';
import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';
import { refactoring } from './edits';
import { cteNameSpan } from './target';

/** Puts a common table expression as a subquery where it is read. Offered on its name, where just one FROM item reads it and it does not read itself. */
export function inlineCte(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  const { text } = document;
  for (const query of document.facts.queries) {
    const index = query.query.scopes.findIndex(s => s.cte && s.nameSpan && touches(s.nameSpan, span));
    const at = index >= 0 ? index : readAt(query, span);
    const cte = query.query.scopes[at];
    if (!cte?.cte || !cte.nameSpan || cte.name === null) continue;
    const readers = query.query.scopes.flatMap(s => s.inputs.filter(i => i.source.kind === 'scope' && i.source.scope === at));
    const [reader, more] = readers;
    const name = reader ? cteNameSpan(query, reader) : null;
    const close = /^\s*\)/.exec(text.slice(cte.span.end));
    const open = /\(\s*$/.exec(text.slice(cte.nameSpan.end, cte.span.start));
    if (!reader || !name || more || !close || !open || reader.span.start < cte.span.end || reader.columnAliases) return [];
    // A list of columns behind the name would be lost.
    if (!/^\s+as\s+(?:(?:not\s+)?materialized\s+)?\(\s*$/i.test(text.slice(cte.nameSpan.end, cte.span.start))) return [];
    const removed = removal(text, cte.nameSpan.start, cte.span.end + close[0].length);
    if (!removed) return [];
    const body = text.slice(cte.span.start, cte.span.end).trim();
    const written = text.slice(name.start, name.end);
    const alias = reader.alias ? '' : ` as ${written}`;
    return [refactoring(path, `Put the CTE '${cte.name}' where it is read`, [{ span: removed, text: '' }, { span: name, text: `(${body})${alias}` }])];
  }
  return [];
}

function readAt(query: QueryFact, span: Span): number {
  for (const scope of query.query.scopes)
    for (const input of scope.inputs) {
      const name = cteNameSpan(query, input);
      if (name && touches(name, span) && input.source.kind === 'scope') return input.source.scope;
    }
  return -1;
}

/** The CTE with its comma, and with the word WITH where it is the only one; null where its surroundings are not plain. */
function removal(text: string, start: number, end: number): Span | null {
  const after = /^\s*,\s*/.exec(text.slice(end));
  const before = /,\s*$/.exec(text.slice(0, start));
  const only = /\bwith\s+$/i.exec(text.slice(Math.max(0, start - 100), start));
  if (only && after) return { start, end: end + after[0].length };
  if (only) return { start: start - only[0].length, end: end + /^\s*/.exec(text.slice(end))![0].length };
  return before ? { start: before.index, end } : null;
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
