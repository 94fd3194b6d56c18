import type { QueryFact } from '../model/facts';
import type { Use } from '../model/query';
import { usesIn } from '../model/uses';
import type { DocumentView, Workspace } from '../model/workspace';
import type { Span, TextEdit } from '../text/span';
import type { Action } from './codeActions';
import { refactoring } from './edits';

/** Writes the table before a column's name, and before all columns of the same select that lack one. Offered where it is certain whose column it is. */
export function qualifyColumn(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  for (const query of document.facts.queries) {
    const uses = [...usesIn(query)];
    const at = uses.find(u => u.span.start <= span.end && span.start <= u.span.end);
    const owner = at ? ownerOf(document, ws, query, at) : null;
    if (!at || owner === null) continue;
    const all = unique(uses.filter(u => u.scope === at.scope).flatMap(u => {
      const name = ownerOf(document, ws, query, u);
      return name === null ? [] : [before(u, name)];
    }));
    const name = document.text.slice(at.span.start, at.span.end);
    const one = refactoring(path, `Write ${owner}.${name}`, [before(at, owner)]);
    return all.length > 1 ? [one, refactoring(path, `Write the table before all ${all.length} columns of this select`, all)] : [one];
  }
  return [];
}

function before(use: Use, name: string): TextEdit {
  return { span: { start: use.span.start, end: use.span.start }, text: `${name}.` };
}

/** The name of the input that an unqualified column is surely of; null if it has a qualifier, is an alias, or is not certain. */
function ownerOf(document: DocumentView, ws: Workspace, query: QueryFact, use: Use): string | null {
  const scope = query.query.scopes[use.scope];
  const column = use.column.toLowerCase();
  if (use.qualifier.length > 0 || scope?.kind !== 'select' || scope.incomplete || use.span.end <= use.span.start) return null;
  // A name in ORDER BY and the like may be meant as the alias it is.
  if (use.kind !== 'identity' && use.kind !== 'transformation' && use.kind !== 'aggregation' && scope.outputs.some(o => o.aliased && o.name?.toLowerCase() === column)) return null;
  if (scope.inputs.some(i => i.natural || i.using.some(u => u.name.toLowerCase() === column))) return null;
  const target = ws.resolveUse(document.path, query, use);
  if (target.kind !== 'column' && !(target.kind === 'output' && target.scope !== use.scope)) return null;
  const holders = scope.inputs.flatMap((input, i) => {
    const set = ws.inputColumns(document.path, query, use.scope, i);
    const has = set.columns.some(c => c.name.toLowerCase() === column);
    return has || !set.complete ? [{ name: input.name, has }] : [];
  });
  const [only, more] = holders;
  if (!only || more || !only.has || only.name === null || !/^[A-Za-z_]\w*$/.test(only.name)) return null;
  return document.text.slice(use.span.start, use.span.end).includes('{') ? null : only.name;
}

function unique(edits: readonly TextEdit[]): readonly TextEdit[] {
  const seen = new Set<number>();
  return edits.filter(e => !seen.has(e.span.start) && seen.add(e.span.start));
}
