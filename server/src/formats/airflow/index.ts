import type { Format } from '../../model/format';
import { expectAirflow, explainAirflow } from './editor';
import { extractPython } from './extract';
import { extractSqlFile } from './extract/sqlFile';

/** Airflow DAGs, and the SQL files beside them. */
export const airflow: Format = {
  id: 'airflow',
  version: 1,
  beside: true,
  extensions: ['py', 'sql'],
  recognises(path, head) {
    if (/\.sql$/i.test(path)) return /(^|\/)(dags|include)\//.test(path);
    const text = head();
    if (/^[ \t]*(from|import)[ \t]+(airflow|cosmos)\b/m.test(text)) return true;
    // A long licence or docstring may push the imports out of sight.
    return text.length >= 4_000 && /\bairflow\b/i.test(text) && !/^(from|import)[ \t]+(dagster|prefect|pyspark)\b/m.test(text);
  },
  extract: document => (/\.sql$/i.test(document.path) ? extractSqlFile(document) : extractPython(document)),
  expect: (document, _project, offset) => (/\.py$/i.test(document.path) ? expectAirflow(document, offset) : null),
  explain: (document, _project, offset) => (/\.py$/i.test(document.path) ? explainAirflow(document, offset) : null),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
