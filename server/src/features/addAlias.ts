import type { Reference } from '../model/facts';
import { type Key, nameOf, namespaceOf } from '../model/key';
import type { FileChange } from '../model/rule';
import type { Entity, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';

const SETTINGS = 'pipewright.yml';
const MOST = 3;

/** Names of topics, streams, collections and indexes, which are no tables: `type` of a reference. */
const STREAMS = /^(?:kafka|pulsar)\.topic$|^(?:kinesis|eventhub|pubsub|redis|sqs|sns|firehose)\.\w+$|^mongodb\.collection$|^(?:elasticsearch|opensearch)\.index$/;

/**
 * For a topic, stream or collection that nothing defines and nothing fills: those of the same kind whose name is almost that
 * (`prod.orders`, `orders-v2`), which something defines or fills. [] where nothing is alike, or the name is at home.
 */
export function likelyMeant(ws: Workspace, entity: Entity, type: string): readonly Entity[] {
  if (!STREAMS.test(type) || entity.type !== type || entity.definitions > 0 || ws.inputs(entity.id).length > 0 || writers(ws, entity.id)) return [];
  const found: Entity[] = [];
  for (const other of ws.entitiesOf(type)) {
    if (other.id === entity.id || !other.enabled || !isAlike(entity.name, other.name)) continue;
    if (other.definitions > 0 || ws.inputs(other.id).length > 0 || writers(ws, other.id)) found.push(other);
  }
  return found.sort((a, b) => b.definitions - a.definitions || (a.id < b.id ? -1 : 1));
}

function writers(ws: Workspace, id: Key): boolean {
  return ws.referrers(id).some(r => r.role === 'writes');
}

/** Whether one name is the other with a part before or behind it, or differs in its separators only. */
function isAlike(a: string, b: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/[-_.:/]+/g, '.');
  const [short, long] = [plain(a), plain(b)].sort((x, y) => x.length - y.length) as [string, string];
  return short.length >= 3 && (short === long || long.endsWith(`.${short}`) || long.startsWith(`${short}.`));
}

/**
 * For a name of a table that leads nowhere, or only to its own mentions: ways to say in `pipewright.yml` that it is a dataset
 * of almost the same name that some file defines. [] where nothing is alike.
 */
export function addAlias(ws: Workspace, path: string, span: Span): readonly Action[] {
  const stream = ws.document(path)?.facts.references.find(r => STREAMS.test(r.type) && (r.role === 'reads' || r.role === 'writes') && r.span.start <= span.end && span.start <= r.span.end);
  if (stream) return streamAlias(ws, path, stream);
  const reference = ws.document(path)?.facts.references.find(r => r.type === 'sql.table' && (r.role === 'reads' || r.role === 'writes') && r.span.start <= span.end && span.start <= r.span.end);
  if (!reference) return [];
  const resolution = ws.resolve(reference, path);
  if (resolution.kind === 'one' && (resolution.entity.definitions > 0 || resolution.entity.type !== 'sql.table')) return [];
  const candidates = resolution.kind === 'many' ? resolution.entities : alike(ws, reference);
  return candidates.slice(0, MOST).map((entity): Action => {
    const name = tableName(entity);
    return { title: `'${reference.name}' is '${name}': write it to ${SETTINGS}`, kind: 'refactor', preferred: false, finding: null, changes: changes(ws, name, reference.name.toLowerCase()) };
  });
}

function streamAlias(ws: Workspace, path: string, reference: Reference): readonly Action[] {
  const resolution = ws.resolve(reference, path);
  if (resolution.kind !== 'one') return [];
  return likelyMeant(ws, resolution.entity, reference.type).slice(0, MOST).map((entity): Action =>
    ({ title: `'${reference.name}' is '${entity.name}': write it to ${SETTINGS}`, kind: 'refactor', preferred: false, finding: null, changes: changes(ws, entity.name, reference.name) }));
}

/** Datasets whose table is called the same, in another schema, database or tool; those that something defines first. */
function alike(ws: Workspace, reference: Reference): readonly Entity[] {
  const last = lastPart(reference.name);
  const found: Entity[] = [];
  for (const type of ws.types()) {
    if (!/\.(model|source|seed|snapshot|table|view)$/.test(type) || type === 'sql.table') continue;
    for (const e of ws.entitiesOf(type)) if (e.enabled && e.kind === 'dataset' && lastPart(tableName(e)) === last && !reference.targets.some(t => e.keys.includes(t))) found.push(e);
  }
  return found.sort((a, b) => b.definitions - a.definitions || (a.id < b.id ? -1 : 1));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** The longest name of its table, else its own. */
function tableName(entity: Entity): string {
  const names = entity.keys.filter(k => namespaceOf(k) === 'table').map(nameOf).sort((a, b) => b.length - a.length);
  return names[0] ?? entity.name;
}

function changes(ws: Workspace, dataset: string, alias: string): readonly FileChange[] {
  const document = ws.document(SETTINGS);
  if (!document) return [{ kind: 'create', file: SETTINGS, text: `datasets.aliases:\n  ${dataset}: [${alias}]\n` }];
  const holder = /^datasets\s*:/m.test(document.text) ? ['datasets', 'aliases'] : ['datasets.aliases'];
  return [{ kind: 'edit', file: SETTINGS, operations: [{ op: 'append', path: [...holder, dataset], value: alias }] }];
}
