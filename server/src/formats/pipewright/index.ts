import { NO_FACTS, type Facts, type Problem, type Reference } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { validate } from '../../syntax/jsonSchema';
import { readYaml, valueOf, yamlEdits, type YamlDocument } from '../../syntax/yaml';
import { minutesIn } from '../../text/duration';
import { expectYaml, explainYaml } from '../shared/structured';
import { datasetKey, ruleKey } from './names';

const SCHEMA = 'pipewright';

/** `pipewright.yml`: our own settings, held to the same standard as everyone else's files. */
export const pipewright: Format = {
  id: 'pipewright',
  version: 2,
  extensions: ['yml', 'yaml'],
  recognises: path => /(^|\/)pipewright\.ya?ml$/.test(path),
  extract,
  expect: (document, _project, offset) => expectYaml(document, SCHEMA, offset),
  explain: (document, _project, offset) => explainYaml(document, SCHEMA, offset),
  edit: (document, operations) => yamlEdits(document.text, operations),
};

function extract({ text }: Document): Facts {
  const yaml = readYaml(text);
  const problems: Problem[] = yaml.problems.map(p => ({ rule: p.rule, span: p.span, message: p.message, ...(p.data ? { data: p.data } : {}) }));
  const freshness = valueOf(yaml.root, 'freshness');
  for (const pair of freshness?.kind === 'map' ? freshness.pairs : []) {
    if (pair.value?.kind === 'scalar' && minutesIn(pair.value.text) === null) problems.push({ rule: 'invalid-setting', span: pair.value.span, message: `'${pair.value.text}' is no span of time, such as '6 hours' or 'P1D'`, path: ['freshness', pair.key.text] });
  }
  for (const p of validate(SCHEMA, yaml.root)) if (!isOff(text, p)) problems.push({ rule: 'invalid-setting', span: p.span, message: p.message, path: p.path, data: p.data });
  return { ...NO_FACTS, problems, references: references(yaml), suppressions: readSuppressions(text, yaml.comments) };
}

/** Whether a problem is about a severity `off` without quotes, which YAML 1.1 takes for false and the settings for `off`. */
function isOff(text: string, { path, span }: { readonly path: Problem['path']; readonly span: Problem['span'] }): boolean {
  return path?.[0] === 'rules' && path.length === 2 && /^(off|false|no)$/i.test(text.slice(span.start, span.end));
}

/** Names of rules, which a rule checks, and of datasets in aliases and edges. */
function references(yaml: YamlDocument): Reference[] {
  const out: Reference[] = [];
  const add = (type: string, name: string, span: Reference['span'], targets: readonly string[]) =>
    out.push({ targets, type, name, span, fullSpan: span, from: null, role: 'names', certainty: 'likely' });
  const rules = valueOf(yaml.root, 'rules');
  if (rules?.kind === 'map') for (const pair of rules.pairs) add('pipewright.rule', pair.key.text, pair.key.content, [ruleKey(pair.key.text)]);
  const edges = valueOf(yaml.root, 'lineage.edges') ?? valueOf(valueOf(yaml.root, 'lineage'), 'edges');
  if (edges?.kind === 'seq')
    for (const item of edges.items)
      for (const end of ['from', 'to']) {
        const name = valueOf(item.value, end);
        if (name?.kind === 'scalar') add('dataset', name.text, name.content, datasetKey(name.text));
      }
  const aliases = valueOf(yaml.root, 'datasets.aliases') ?? valueOf(valueOf(yaml.root, 'datasets'), 'aliases');
  if (aliases?.kind === 'map') for (const pair of aliases.pairs) add('dataset', pair.key.text, pair.key.content, datasetKey(pair.key.text));
  const freshness = valueOf(yaml.root, 'freshness');
  for (const pair of freshness?.kind === 'map' ? freshness.pairs : []) {
    const minutes = pair.value?.kind === 'scalar' ? minutesIn(pair.value.text) : null;
    const name = pair.key.text;
    const at = { name, span: pair.key.content, fullSpan: pair.key.content, from: null, role: 'names', certainty: 'likely' } as const;
    if (minutes !== null && pair.value) out.push({ ...at, targets: /[*?]/.test(name) ? [] : datasetKey(name), type: 'promise', data: { minutes, ...(/[*?]/.test(name) ? { pattern: name } : {}) } });
  }
  return out;
}
