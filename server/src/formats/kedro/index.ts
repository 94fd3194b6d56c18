import type { Format } from '../../model/format';
import { yamlEdits } from '../../syntax/yaml';
import { extractCatalog, extractParameters } from './catalog';
import { extractPipelines } from './pipeline';

const CATALOG = /(^|\/)conf\/(.*\/)?catalog[\w-]*\.ya?ml$|(^|\/)conf\/(.*\/)?catalog\/.*\.ya?ml$/;
const PARAMETERS = /(^|\/)conf\/(.*\/)?parameters[\w-]*\.ya?ml$|(^|\/)conf\/(.*\/)?parameters\/.*\.ya?ml$/;
const YAML = /\.ya?ml$/;

/** Kedro: catalogs and parameters in `conf`, nodes of pipelines in Python. */
export const kedro: Format = {
  id: 'kedro',
  version: 1,
  beside: true,
  extensions: ['py', 'yml', 'yaml'],
  recognises(path, head) {
    if (YAML.test(path)) return PARAMETERS.test(path) || (CATALOG.test(path) && /^\s+type:\s/m.test(head()));
    return /^[ \t]*(from|import)[ \t]+kedro\b/m.test(head());
  },
  extract: document => (!YAML.test(document.path) ? extractPipelines(document) : CATALOG.test(document.path) ? extractCatalog(document) : extractParameters(document)),
  edit: (document, operations) => (YAML.test(document.path) ? yamlEdits(document.text, operations) : operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []))),
};
