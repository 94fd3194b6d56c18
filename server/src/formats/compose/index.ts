import type { Facts } from '../../model/facts';
import type { Document, Format, OtherFiles, ProjectContext } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { mergedPairs, readYaml, type YamlNode, yamlEdits } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { airflowKey, topicKey } from '../shared/names';
import { checkServices } from './checks';
import { expectCompose, explainCompose } from './editing';
import { networkKey, serviceKey, volumeKey } from './names';
import { type Service, servicesOf, systemOf, valueOf } from './services';
import { topicsOf } from './topics';

/** Compose files with data services: which there are, which topics they make, and what keeps them from working together. */
export const compose: Format = {
  id: 'compose',
  version: 2,
  extensions: ['yml', 'yaml'],
  recognises(path, head) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!/compose/i.test(name) && !/^stack/.test(name)) return false;
    const text = head();
    return /^services\s*:/m.test(text) && (text.length >= 4_000 || [...text.matchAll(/^\s+image:\s*["']?([^\s"'#]+)/gm)].some(m => systemOf(m[1]!) !== null));
  },
  extract,
  expect: (document, _project, offset) => expectCompose(document, offset),
  explain: (document, _project, offset) => explainCompose(document, offset),
  edit: (document, operations) => yamlEdits(document.text, operations),
};

function extract({ path, text }: Document, _project: ProjectContext | null, files?: OtherFiles): Facts {
  const yaml = readYaml(text);
  const draft = new Draft();
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  draft.suppressions = readSuppressions(text, yaml.comments);
  const services = servicesOf(yaml.root);
  declareForAirflow(draft, services);
  for (const s of services) {
    declareService(draft, folder, s);
    for (const t of topicsOf(text, s)) {
      draft.declare({
        id: topicKey(t.name), kind: 'dataset', type: 'kafka.topic', role: 'defines', name: t.name, keys: [], nameSpan: t.span, span: t.span, parent: null, path: null,
        attributes: { config: { ...(t.partitions === null ? {} : { partitions: t.partitions }), ...(t.replicas === null ? {} : { replicas: t.replicas }) } }, columns: [], columnsComplete: false,
      });
    }
  }
  for (const [section, of] of [['volumes', volumeKey], ['networks', networkKey]] as const) declareAll(draft, folder, yaml.root, section, of);
  const whole = isWhole(path, yaml.root, services);
  if (whole) for (const s of services) refer(draft, folder, s);
  checkServices(draft, services, yaml.root, whole && !hasOverlay(path, files));
  return draft.facts();
}

/** `AIRFLOW_CONN_DWH` is the connection `dwh`, `AIRFLOW_VAR_REGION` the variable `region`: Airflow writes the ids in capitals there. Values are not kept. */
function declareForAirflow(draft: Draft, services: readonly Service[]): void {
  const seen = new Set<number>();
  for (const v of services.flatMap(s => s.environment)) {
    const match = /^AIRFLOW_(CONN|VAR)_(\w+)$/.exec(v.name);
    if (!match || seen.has(v.nameSpan.start)) continue;
    // Services share their environment by an anchor: it is written once.
    seen.add(v.nameSpan.start);
    const kind = match[1] === 'CONN' ? 'connection' : 'variable';
    const id = match[2]!.toLowerCase();
    const at = { start: v.nameSpan.start, end: v.nameSpan.start };
    draft.declare({ id: airflowKey(kind, id), kind: 'symbol', type: `airflow.${kind}`, role: 'defines', name: id, keys: id === match[2] ? [] : [airflowKey(kind, match[2]!)], nameSpan: at, span: v.nameSpan, parent: null, path: null, attributes: { more: { facts: [`set by ${v.name}`] } }, columns: [], columnsComplete: false });
  }
}

function declareService(draft: Draft, folder: string, s: Service): void {
  draft.declare({
    id: serviceKey(folder, s.name), kind: 'symbol', type: 'compose.service', role: 'defines', name: s.name, keys: [], nameSpan: s.pair.key.content, span: s.pair.span, parent: null, path: ['services', s.name],
    attributes: { more: { facts: [...(s.system ? [s.system] : []), ...(s.image ? [s.image.text] : [])], ...(s.system ? { system: s.system } : {}) } }, columns: [], columnsComplete: false,
  });
  draft.folds.push(s.pair.span);
}

function declareAll(draft: Draft, folder: string, root: YamlNode | null, section: 'volumes' | 'networks', of: (folder: string, name: string) => Key): void {
  const node = valueOf(root, section);
  if (node?.kind !== 'map') return;
  for (const p of node.pairs) draft.declare({ id: of(folder, p.key.text), kind: 'symbol', type: `compose.${section.slice(0, -1)}`, role: 'defines', name: p.key.text, keys: [], nameSpan: p.key.content, span: p.span, parent: null, path: [section, p.key.text], attributes: {}, columns: [], columnsComplete: false });
}

/** Whether the file stands for itself: others are laid over one that holds what they name. */
function isWhole(path: string, root: YamlNode | null, services: readonly Service[]): boolean {
  // A service that says neither what it runs nor how to build it changes one of another file.
  const partial = services.some(s => ['image', 'build', 'extends'].every(name => valueOf(s.node, name) === null));
  return !partial && /(^|\/)(docker-)?compose\.ya?ml$/.test(path) && valueOf(root, 'include') === null;
}

/** Whether another compose file of the folder may be laid over this one, with brokers of its own. */
function hasOverlay(path: string, files: OtherFiles | undefined): boolean {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  return (files?.list?.(folder) ?? []).some(name => /compose.*\.ya?ml$/i.test(name) && name !== path.slice(path.lastIndexOf('/') + 1));
}

/** Names of services, volumes and networks of the same project. */
function refer(draft: Draft, folder: string, s: Service): void {
  const from = serviceKey(folder, s.name);
  const add = (node: YamlNode | null, targets: (name: string) => Key, type: string, take: (text: string) => string | null = t => t): void => {
    const items: readonly { readonly text: string; readonly content: { readonly start: number; readonly end: number } }[] =
      node?.kind === 'seq' ? node.items.flatMap(i => (i.value?.kind === 'scalar' ? [i.value] : [])) : node?.kind === 'map' ? mergedPairs(node).map(p => p.key) : [];
    for (const item of items) {
      const name = take(item.text);
      if (name === null || /\$/.test(name)) continue;
      const span = { start: item.content.start, end: Math.min(item.content.end, item.content.start + name.length) };
      draft.refer({ targets: [targets(name)], type, name, span, fullSpan: item.content, from, role: 'uses', certainty: 'certain' });
    }
  };
  const extended = valueOf(s.node, 'extends') !== null;
  if (extended) return;
  add(valueOf(s.node, 'depends_on'), n => serviceKey(folder, n), 'compose.service');
  add(valueOf(s.node, 'networks'), n => (n === 'default' ? from : networkKey(folder, n)), 'compose.network');
  // `data:/var/lib` names a volume, `./data:/var/lib` a folder.
  const volumes = valueOf(s.node, 'volumes');
  if (volumes?.kind === 'seq') add(volumes, n => volumeKey(folder, n), 'compose.volume', t => /^([a-zA-Z0-9][\w.-]*):/.exec(t.replace(/^[A-Za-z]:[\\/].*/, ''))?.[1] ?? null);
}
