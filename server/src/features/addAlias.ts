import type { Reference } from '../model/facts';
import { nameOf, namespaceOf } from '../model/key';
import type { FileChange } from '../model/rule';
import type { Entity, Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import type { Action } from './codeActions';

const SETTINGS = 'pipewright.yml';
const MOST = 3;

/**
 * For a name of a table that leads nowhere, or only to its own mentions: ways to say in `pipewright.yml` that it is a dataset
 * of almost the same name that some file defines. [] where nothing is alike.
 */
export function addAlias(ws: Workspace, path: string, span: Span): readonly Action[] {
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
