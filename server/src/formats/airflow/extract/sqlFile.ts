import type { Facts } from '../../../model/facts';
import type { Document } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { readJinja } from '../../../syntax/jinja';
import { sqlFileKey } from '../../shared/names';
import { Draft } from '../../shared/draft';
import { extractJobSql } from '../../shared/jobSql';

/** A templated SQL file among DAGs: a job by itself, until a task that runs it takes it over. */
export function extractSqlFile(document: Document): Facts {
  const draft = new Draft();
  const id = sqlFileKey(document.path);
  const span = { start: 0, end: document.text.length };
  const name = document.path.slice(document.path.lastIndexOf('/') + 1);
  draft.declare({ id, kind: 'job', type: 'airflow.sql', role: 'describes', name, keys: [], nameSpan: null, span, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  extractJobSql(draft, document.text, { job: id, text: document.text, origin: span, at: span, dialect: null, place: 'airflow', schema: null, known: {} });
  const comments = readJinja(document.text).segments.filter(s => s.kind === 'comment').map(s => s.span);
  for (const match of document.text.matchAll(/--[^\n]*/g)) comments.push({ start: match.index, end: match.index + match[0].length });
  draft.suppressions = readSuppressions(document.text, comments.sort((a, b) => a.start - b.start));
  return draft.facts();
}
