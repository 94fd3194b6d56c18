import type { Format } from '../../model/format';
import { expectSqlInPython } from '../shared/pythonSqlEditing';
import { expectAirflow, explainAirflow } from './editor';
import { extractPython } from './extract';
import { extractExported, extractSettings } from './extract/settings';
import { extractDagYaml } from './extract/yaml';
import { jsonEdits } from '../../syntax/json';
import { yamlEdits } from '../../syntax/yaml';

const SETTINGS = /(^|\/)airflow_settings\.ya?ml$/i;
/** What `airflow variables export` and its kin write; other tools have files of these names too. */
const EXPORTED = /(^|\/)(airflow[\w.-]*\/|dags\/|include\/|config\/)?(airflow[_-])?(variables|connections|pools)\.json$/i;
const YAML = /\.ya?ml$/i;

/** Airflow DAGs. SQL files beside them are read as plain SQL; a task that runs one takes it over. */
export const airflow: Format = {
  id: 'airflow',
  version: 3,
  beside: true,
  extensions: ['py', 'yml', 'yaml', 'json'],
  recognises(path, head) {
    if (/\.json$/i.test(path)) return isExported(path);
    const text = head();
    if (YAML.test(path)) return SETTINGS.test(path) || isDagYaml(path, text);
    if (/^[ \t]*(from|import)[ \t]+(airflow|cosmos)\b/m.test(text)) return true;
    // A long licence or docstring may push the imports out of sight.
    return text.length >= 4_000 && /\bairflow\b/i.test(text) && !/^(from|import)[ \t]+(dagster|prefect|pyspark)\b/m.test(text);
  },
  extract: (document, _project, files) => (SETTINGS.test(document.path) ? extractSettings(document) : YAML.test(document.path) ? extractDagYaml(document) : /\.json$/i.test(document.path) ? extractExported(document) : extractPython(document, files ?? null)),
  expect: (document, _project, offset) => (/\.py$/i.test(document.path) ? (expectAirflow(document, offset) ?? expectSqlInPython(document, offset)) : null),
  explain: (document, _project, offset) => (/\.py$/i.test(document.path) ? explainAirflow(document, offset) : null),
  edit: (document, operations) => YAML.test(document.path) ? yamlEdits(document.text, operations) : /\.json$/i.test(document.path) ? jsonEdits(document.text, operations) : operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};

/** Some folder or the name itself must speak of Airflow. */
function isExported(path: string): boolean {
  return EXPORTED.test(path) && /(^|[/_-])(airflow|dags)/i.test(path);
}

/** Tasks of dag-factory below a DAG's key, or a task of its own in a folder of DAGs. */
function isDagYaml(path: string, head: string): boolean {
  if (/(^|\/)dags\/.*\/METADATA\.ya?ml$/.test(path)) return true;
  if (/^[ ]{2,}tasks:\s*$/m.test(head)) return /^[ ]+(?:- )?(?:operator|decorator):\s*["']?[\w.]*(?:airflow|Operator|Sensor|operators)/m.test(head);
  return /(^|\/)dags\//.test(path) && /^operator:\s*["']?[\w.]+/m.test(head);
}
