import type { QueryFact } from '../model/facts';
import type { Output } from '../model/query';
import type { DocumentView, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';
import { refactoring } from './edits';

/**
 * Casts a column of the result to the type that is declared for it (a contract, a DDL, a schema): offered on an item of a select
 * list that fills a column with a declared type, unless its own type is known to be that one.
 */
export function addCast(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  for (const query of document.facts.queries) {
    if (query.dataset === null) continue;
    for (const [output, column] of filled(query)) {
      if (output.span.start > span.end || output.span.end < span.start) continue;
      const declared = ws.columns(query.dataset).columns.find(c => c.name.toLowerCase() === column.toLowerCase());
      const type = declared && declared.origin !== 'query' ? declared.type : null;
      if (type === null || type === undefined || plain(type) === plain(output.type ?? '') || !/^[\w ]{1,60}(?:\([\w ,]{0,40}\))?[\w ]{0,40}$/.test(type)) continue;
      const edit = cast(document, output, type);
      if (edit !== null) return [refactoring(path, `Cast to ${type}, as '${column}' is declared`, [{ span: output.span, text: edit }])];
    }
  }
  return [];
}

/** Items of the outermost select with the column that each fills. A set operation gives its columns by position: its first select is looked at. */
function filled(query: QueryFact): (readonly [Output, string])[] {
  let scope = query.query.scopes[query.query.root];
  for (let depth = 0; scope && scope.branches.length > 0 && depth < 50; depth++) scope = query.query.scopes[scope.branches[0]!];
  if (scope?.kind !== 'select' || scope.outputs.some(o => o.star && query.targetColumns)) return [];
  return scope.outputs.flatMap((o, i): (readonly [Output, string])[] => {
    const name = query.targetColumns ? query.targetColumns[i] : o.name;
    return o.star === null && !o.opaque && name !== null && name !== undefined && o.expression.end > o.expression.start ? [[o, name]] : [];
  });
}

/** The item with its expression in a cast; the name stays what it was. Null where an alias has to be guessed. */
function cast(document: DocumentView, output: Output, type: string): string | null {
  const { text } = document;
  const expression = text.slice(output.expression.start, output.expression.end);
  if (/\{[{%]/.test(expression)) return null;
  const rest = text.slice(output.expression.end, output.span.end);
  if (output.aliased) return output.span.start === output.expression.start ? `cast(${expression} as ${type})${rest}` : null;
  if (output.kind !== 'identity' || output.name === null || output.nameSpan === null) return null;
  return `cast(${expression} as ${type}) as ${text.slice(output.nameSpan.start, output.nameSpan.end)}`;
}

function plain(type: string): string {
  return type.toLowerCase().replace(/\s+/g, '');
}
