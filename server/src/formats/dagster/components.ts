import type { Facts } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { itemsOf, readYamlDocuments, textOf, valueOf, type YamlNode } from '../../syntax/yaml';
import { cronFault, cronWords } from '../../text/cron';
import { Draft } from '../shared/draft';
import { dbtModelTargets } from '../shared/names';
import { pythonTargets } from '../shared/pythonModules';
import { assetKey, componentKey } from './names';

/** Whether a path is that of a component: `defs.yaml`, or `component.yaml`, as it was called before. */
export function isComponent(path: string): boolean {
  return /(^|\/)(defs|component)\.ya?ml$/.test(path);
}

/** The components of a file, a YAML document each. What they make, only a run of Dagster knows; the keys they name are read. */
export function extractComponents({ path, text }: Document): Facts {
  const draft = new Draft();
  const comments: { start: number; end: number }[] = [];
  readYamlDocuments(text).forEach((yaml, index) => {
    for (const p of yaml.problems) draft.problem(p.rule, p.span, p.message, p.data);
    comments.push(...yaml.comments);
    if (yaml.root?.kind === 'map') extractComponent(draft, path, yaml.root, index);
  });
  draft.suppressions = readSuppressions(text, comments);
  return draft.facts();
}

function extractComponent(draft: Draft, path: string, root: YamlNode, index: number): void {
  const type = valueOf(root, 'type');
  if (type?.kind !== 'scalar' || type.text === '') return;
  const attributes = valueOf(root, 'attributes');
  const id = componentKey(path, index);
  const at = { start: type.content.start, end: type.content.start };
  const cron = valueOf(attributes, 'cron_schedule') ?? valueOf(attributes, 'cron');
  const schedule = cron?.kind === 'scalar' && !cron.text.includes('{{') && !cron.text.startsWith('@') && cron.text !== '' ? cron : null;
  const name = textOf(valueOf(attributes, 'name')) ?? textOf(valueOf(attributes, 'job_name'));
  draft.declare({
    id, kind: 'symbol', type: 'dagster.component', role: 'defines', name: name ?? type.text.slice(type.text.lastIndexOf('.') + 1), keys: [], nameSpan: at, span: root.span, parent: null, path: null,
    attributes: { ...(schedule ? { schedule: schedule.text } : {}), more: { facts: [type.text, ...(schedule ? [`runs ${cronWords(schedule.text) ?? schedule.text}`] : [])] as Json } }, columns: [], columnsComplete: false,
  });
  // A component of the project leads to its class; those of packages have no place here.
  const targets = pythonTargets(path, type.text);
  if (targets.length > 0) draft.refer({ targets, type: 'python.name', name: type.text, span: type.content, fullSpan: type.span, from: id, role: 'names', certainty: 'likely', implied: true });
  if (schedule && cronFault(schedule.text)) draft.problem('invalid-schedule', schedule.content, cronFault(schedule.text)!, { severity: 'warning' });
  if (/(^|\/)component\.ya?ml$/.test(path) && index === 0) draft.problem('legacy-component-file', type.content, 'A component is kept in defs.yaml since Dagster 1.10.18; component.yaml is the old name, which is still read');
  keysIn(draft, id, attributes, 0);
}

/** Keys of assets under `deps`, at any depth. */
function keysIn(draft: Draft, from: string, node: YamlNode | null, depth: number): void {
  if (depth > 8 || node === null || node.kind === 'scalar') return;
  if (node.kind === 'seq') {
    for (const item of itemsOf(node)) keysIn(draft, from, item, depth + 1);
    return;
  }
  for (const pair of node.pairs) {
    if (pair.key.text !== 'deps') {
      keysIn(draft, from, pair.value, depth + 1);
      continue;
    }
    for (const item of itemsOf(pair.value)) {
      if (item.kind !== 'scalar' || item.text === '' || item.text.includes('{{')) continue;
      const last = item.text.slice(item.text.lastIndexOf('/') + 1);
      const whole = item.content.end - item.content.start === item.text.length;
      const span = whole ? { start: item.content.end - last.length, end: item.content.end } : item.content;
      draft.refer({ targets: [assetKey(item.text), ...dbtModelTargets(last)], type: 'dagster.asset', name: last, span, fullSpan: item.span, from, role: 'names', certainty: 'likely', data: { key: item.text, parameter: false, sure: false }, ...(whole ? {} : { implied: true }) });
    }
  }
}
