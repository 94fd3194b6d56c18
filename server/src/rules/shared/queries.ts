import type { QueryFact } from '../../model/facts';
import type { DocumentView } from '../../model/workspace';

/** The queries of a file that are written in SQL; chains of data frames are queries too, of which rules about SQL know nothing. */
export function sqlQueries(document: DocumentView): readonly QueryFact[] {
  return document.facts.queries.filter(q => q.dialect !== 'frame');
}
