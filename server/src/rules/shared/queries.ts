import type { QueryFact } from '../../model/facts';
import type { Output } from '../../model/query';
import type { DocumentView } from '../../model/workspace';

/** The queries of a file that are written in SQL; chains of data frames are queries too, of which rules about SQL know nothing. */
export function sqlQueries(document: DocumentView): readonly QueryFact[] {
  return document.facts.queries.filter(q => q.dialect !== 'frame');
}

/** The stars through which columns of tables come into the result. */
export function starsOverTables(query: QueryFact): readonly { readonly scope: number; readonly output: Output }[] {
  const out: { scope: number; output: Output }[] = [];
  const seen = new Set<number>();
  const visit = (index: number): void => {
    const scope = query.query.scopes[index];
    if (!scope || seen.has(index)) return;
    seen.add(index);
    for (const branch of scope.branches) visit(branch);
    for (const output of scope.outputs) {
      if (!output.star || output.span.end <= output.span.start) continue;
      const wanted = output.star.qualifier?.at(-1)?.toLowerCase();
      for (const input of scope.inputs) {
        if (wanted !== undefined && input.name?.toLowerCase() !== wanted) continue;
        if (input.source.kind === 'scope') visit(input.source.scope);
        else if (input.source.kind === 'table' && !out.some(o => o.output === output)) out.push({ scope: index, output });
      }
    }
  };
  visit(query.query.root);
  return out;
}
