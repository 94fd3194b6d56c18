import { expandedStar } from '../model/star';
import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';
import { refactoring } from './edits';
import { starColumns } from './stars';
import { count } from './words';

/** Puts the columns in the place of the stars that the span touches. Offered where all of them are known and need no quotes. */
export function expandStar(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  return document.facts.queries.flatMap(query =>
    query.query.scopes.flatMap((scope, index) =>
      scope.outputs.flatMap((output, i) => {
        if (!output.star || output.span.end <= output.span.start || output.span.start > span.end || span.start > output.span.end) return [];
        const text = expandedStar(document, ws, query, index, output);
        if (text === null) return [];
        const { columns } = starColumns(ws, path, query, index, i);
        return [refactoring(path, `List the ${count(columns.length, 'column')} of this star`, [{ span: output.span, text }])];
      }),
    ),
  );
}
