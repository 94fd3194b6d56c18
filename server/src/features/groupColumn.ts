import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';
import { refactoring } from './edits';

/** Adds the column under the cursor to GROUP BY, where the select has an aggregate and the column is in neither. */
export function groupColumn(ws: Workspace, path: string, span: Span): readonly Action[] {
  const document = ws.document(path);
  if (!document) return [];
  const { text } = document;
  for (const query of document.facts.queries)
    for (const scope of query.query.scopes) {
      if (scope.kind !== 'select' || scope.incomplete || scope.groupedOutputs !== undefined || !scope.outputs.some(o => o.kind === 'aggregation')) continue;
      const output = scope.outputs.find(o => o.kind === 'identity' && !o.star && o.uses.length === 1 && o.expression.start <= span.end && span.start <= o.expression.end);
      const use = output?.uses[0];
      if (!output || !use) continue;
      const grouped = scope.indirect.filter(u => u.kind === 'group_by');
      if (grouped.some(u => u.column.toLowerCase() === use.column.toLowerCase())) continue;
      const column = text.slice(output.expression.start, output.expression.end);
      const last = grouped.reduce((end, u) => Math.max(end, u.span.end), -1);
      const at = last >= 0 && /^\s*(?:$|[;),]|having\b|order\b|limit\b|qualify\b|window\b|union\b)/i.test(text.slice(last, last + 40)) ? last : -1;
      if (grouped.length > 0 && at < 0) continue;
      if (at >= 0) return [refactoring(path, `Add ${column} to GROUP BY`, [{ span: { start: at, end: at }, text: `, ${column}` }])];
      const end = placeFor(text, scope.span);
      const others = scope.outputs.filter(o => o.kind === 'identity' && !o.star && o.uses.length === 1).map(o => text.slice(o.expression.start, o.expression.end));
      return end === null ? [] : [refactoring(path, `Group by ${others.join(', ')}`, [{ span: { start: end, end }, text: `${text.includes('\r\n') ? '\r\n' : '\n'}group by ${others.join(', ')}` }])];
    }
  return [];
}

/** The end of a select that has nothing behind WHERE; null where clauses follow that GROUP BY must precede. */
function placeFor(text: string, span: Span): number | null {
  const body = text.slice(span.start, span.end);
  return /\b(?:having|order\s+by|limit|qualify|window|fetch|offset|over|group)\b/i.test(body) ? null : span.start + body.trimEnd().length;
}
