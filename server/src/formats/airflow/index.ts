import type { Format } from '../../model/format';
import { extractPython } from './extract';

/** Airflow DAGs. SQL files beside them are read as plain SQL; a task that runs one takes it over. */
export const airflow: Format = {
  id: 'airflow',
  version: 2,
  beside: true,
  extensions: ['py'],
  recognises(_path, head) {
    const text = head();
    if (/^[ \t]*(from|import)[ \t]+(airflow|cosmos)\b/m.test(text)) return true;
    // A long licence or docstring may push the imports out of sight.
    return text.length >= 4_000 && /\bairflow\b/i.test(text) && !/^(from|import)[ \t]+(dagster|prefect|pyspark)\b/m.test(text);
  },
  extract: extractPython,
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
