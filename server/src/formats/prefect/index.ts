import { NO_FACTS } from '../../model/facts';
import type { Format } from '../../model/format';
import { yamlEdits } from '../../syntax/yaml';
import { expectYaml, explainYaml } from '../shared/structured';
import { expectSqlInPython } from '../shared/pythonSqlEditing';
import { expectPrefect } from './expect';
import { extractPython } from './extract';
import { extractYaml } from './extract/yaml';

const YAML = /\.ya?ml$/i;

/** Prefect 3: flows and tasks in Python, deployments in `prefect.yaml`. */
export const prefect: Format = {
  id: 'prefect',
  version: 2,
  beside: true,
  extensions: ['py', 'yml', 'yaml'],
  recognises(path, head) {
    // A manifest of Kubernetes may have the name too.
    if (YAML.test(path)) return /(^|\/)prefect(\.[\w-]+)?\.ya?ml$/.test(path) && !/^(apiVersion|kind):/m.test(head());
    return /^[ \t]*(from|import)[ \t]+prefect\b/m.test(head()) || (head().length >= 4_000 && /\bprefect\b/.test(head()));
  },
  extract: (document, _project, files) => (YAML.test(document.path) ? extractYaml(document) : /\.py$/i.test(document.path) ? extractPython(document, files ?? null) : NO_FACTS),
  expect: (document, _project, offset) => (YAML.test(document.path) ? expectYaml(document, 'prefect/prefect', offset) : (expectPrefect(document, offset) ?? expectSqlInPython(document, offset))),
  explain: (document, _project, offset) => (YAML.test(document.path) ? explainYaml(document, 'prefect/prefect', offset) : null),
  edit: (document, operations) => (YAML.test(document.path) ? yamlEdits(document.text, operations) : operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []))),
};
