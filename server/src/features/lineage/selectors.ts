import { type Classifier, classifier, ownClass } from '../../model/classification';
import { type Key, nameOf, namespaceOf } from '../../model/key';
import type { Entity, Workspace } from '../../model/workspace';
import { closest } from '../../text/fuzzy';
import { isExternal, isLocation, kindOf } from './identity';
import type { GraphReader } from './reader';

/**
 * A selector as typed: `NAME`, `+NAME`, `NAME+`, `2+NAME+1`, `column:NAME.COLUMN`, `file:PATH`, `system:NAME`, `tag:NAME`.
 * `up` and `down` are how many steps to walk: 0 for none, Infinity for a plus sign without a number.
 * The plus signs may stand around the whole (`+column:orders.id`) or around the value (`column:+orders.id`).
 */
export interface Selector {
  readonly text: string;
  readonly method: 'name' | 'column' | 'file' | 'system' | 'tag';
  readonly value: string;
  readonly up: number;
  readonly down: number;
}

export function parseSelector(text: string): Selector {
  const outer = plusSigns(text.trim());
  const method = /^(column|file|system|tag):/.exec(outer.value)?.[1] as Selector['method'] | undefined;
  if (method === undefined) return { text, method: 'name', value: outer.value, up: outer.up, down: outer.down };
  const inner = plusSigns(outer.value.slice(method.length + 1));
  return { text, method, value: inner.value, up: Math.max(outer.up, inner.up), down: Math.max(outer.down, inner.down) };
}

function plusSigns(text: string): { value: string; up: number; down: number } {
  const before = /^(\d*)\+/.exec(text);
  const rest = before === null ? text : text.slice(before[0].length);
  const after = /\+(\d*)$/.exec(rest);
  const steps = (m: RegExpExecArray | null): number => (m === null ? 0 : m[1] === '' ? Number.POSITIVE_INFINITY : Number(m[1]));
  return { value: after === null ? rest : rest.slice(0, after.index), up: steps(before), down: steps(after) };
}

/** What a selector names: the nodes to start from, and the column of the only one if it names a column; or why it names nothing. */
export type Named = { readonly seeds: readonly Key[]; readonly column: string | null } | { readonly problem: string };

/** Finds what selectors name. The index of names is made when first needed and serves all selectors. */
export function nameFinder(ws: Workspace, reader: GraphReader): (selector: Selector) => Named {
  let index: NameIndex | undefined;
  const classes = classifier(ws);
  const names = (): NameIndex => (index ??= indexNames(reader));
  return selector => {
    if (selector.value === '') return { problem: `'${selector.text}' names nothing` };
    switch (selector.method) {
      case 'name':
        return seedOf(names(), selector.value, reader);
      case 'column':
        return columnOf(ws, names(), selector.value, reader);
      case 'file':
        return inFile(ws, reader, selector.value);
      case 'system':
        return withValue(reader, selector.value, 'system', e => [reader.identity(e).system, e.type.split('.')[0]!]);
      case 'tag':
        return withValue(reader, selector.value, 'tag', e => tagsOf(classes, e));
    }
  };
}

/** Tags of a dataset and its columns; classifications by meta or contract count as tags, and a personal one as `pii` too. */
function tagsOf(classes: Classifier, e: Entity): readonly string[] {
  const own = e.attributes.tags ?? [];
  if (e.kind !== 'dataset') return own;
  return [...own, ...classes.ws.columns(e.id).columns.flatMap(c => {
    const found = ownClass(classes, e.id, c.name);
    return found && !found.open ? [...c.tags, found.label, ...(PERSONAL.test(found.key ?? found.label) || PERSONAL.test(found.label) ? ['pii'] : [])] : c.tags;
  })];
}

/** Labels and keys that mean personal data, whatever a project calls it. */
const PERSONAL = /^(pii|contains_pii|is_pii|personal.*|gdpr|sensitive|restricted|confidential|masking_policy|phi)$/i;

/** Names from the most to the least telling: ids, the name people use, other names, and all of them in lower case. */
interface NameIndex {
  readonly levels: readonly Map<string, Entity[]>[];
  readonly labels: readonly string[];
}

function indexNames(reader: GraphReader): NameIndex {
  const levels = [new Map<string, Entity[]>(), new Map<string, Entity[]>(), new Map<string, Entity[]>(), new Map<string, Entity[]>()];
  const labels = new Set<string>();
  const add = (level: number, name: string, entity: Entity): void => {
    const list = levels[level]!.get(name);
    if (list === undefined) levels[level]!.set(name, [entity]);
    else if (!list.includes(entity)) list.push(entity);
  };
  for (const entity of reader.nodes()) {
    const { id, name, names } = reader.identity(entity);
    const own = nameOf(entity.id);
    for (const text of [id, entity.id]) add(0, text, entity);
    // A table's own name says little; a tool's own id (`model.shop.orders`) says all.
    add(isLocation(namespaceOf(entity.id)) ? 2 : 0, own, entity);
    add(1, entity.name, entity);
    for (const text of [name, ...names]) add(2, text, entity);
    for (const text of [id, own, entity.name, name, ...names]) add(3, text.toLowerCase(), entity);
    labels.add(entity.name);
    labels.add(own);
  }
  return { levels, labels: [...labels] };
}

/** Of several things with one name, data that is made here goes first, then data from outside, exposures and metrics, jobs. */
function rank(entity: Entity): number {
  if (entity.kind === 'dataset') return isExternal(entity) ? 1 : 0;
  return entity.kind === 'symbol' ? 2 : 3;
}

function lookUp(index: NameIndex, name: string): readonly Entity[] {
  for (const [level, map] of index.levels.entries()) {
    const hits = map.get(level === 3 ? name.toLowerCase() : name);
    if (hits === undefined) continue;
    const best = Math.min(...hits.map(rank));
    return hits.filter(e => rank(e) === best);
  }
  return [];
}

function seedOf(index: NameIndex, name: string, reader: GraphReader): Named {
  const hits = lookUp(index, name);
  if (hits.length === 1) return { seeds: [hits[0]!.id], column: null };
  if (hits.length > 1) return { problem: ambiguous(name, hits, reader) };
  return { problem: `nothing is named '${name}'${didYouMean(closest(name, index.labels))}` };
}

function ambiguous(name: string, hits: readonly Entity[], reader: GraphReader): string {
  const shown = hits.map(e => `  ${reader.identity(e).id}  (${kindOf(e)})`).sort().slice(0, 8);
  const more = hits.length > shown.length ? [`  and ${hits.length - shown.length} more`] : [];
  return [`'${name}' names ${hits.length} things; use one of these:`, ...shown, ...more].join('\n');
}

/** The last dot that leaves a known dataset before it parts dataset from column, since both may hold dots. */
function columnOf(ws: Workspace, index: NameIndex, value: string, reader: GraphReader): Named {
  let dataset: Entity | undefined;
  let problem: string | undefined;
  for (let dot = value.lastIndexOf('.'); dot > 0; dot = value.lastIndexOf('.', dot - 1)) {
    const name = value.slice(0, dot);
    const hits = lookUp(index, name).filter(e => e.kind !== 'job');
    if (hits.length > 1) problem ??= ambiguous(name, hits, reader);
    if (hits.length !== 1) continue;
    const column = ws.column(hits[0]!.id, value.slice(dot + 1));
    if (column !== undefined) return { seeds: [hits[0]!.id], column: column.name };
    dataset ??= hits[0]!;
  }
  if (problem !== undefined) return { problem };
  if (dataset !== undefined) {
    const column = value.slice(value.lastIndexOf('.') + 1);
    const near = closest(column, ws.columns(dataset.id).columns.map(c => c.name));
    return { problem: `${dataset.name} has no column '${column}' that is known${didYouMean(near)}` };
  }
  if (!value.includes('.')) return { problem: `'column:${value}' names no column: write column:DATASET.COLUMN` };
  const name = value.slice(0, value.lastIndexOf('.'));
  return { problem: `nothing is named '${name}'${didYouMean(closest(name, index.labels))}` };
}

/** All nodes that a file, or the files of a folder, declare. */
function inFile(ws: Workspace, reader: GraphReader, value: string): Named {
  const path = value.replace(/\\/g, '/').replace(/^(\.\/)+/, '').replace(/\/+$/, '');
  const inside = (file: string): boolean => file === path || file.startsWith(`${path}/`) || path === '.';
  const seeds = reader.nodes().filter(e => e.roles.some(r => inside(r.file))).map(e => e.id);
  if (seeds.length > 0) return { seeds, column: null };
  const paths = [...ws.paths()];
  if (paths.some(inside)) return { problem: `'${path}' declares no dataset and no job` };
  const base = path.slice(path.lastIndexOf('/') + 1);
  const near = closest(path, paths);
  return { problem: `no pipeline file '${path}'${didYouMean(near.length > 0 ? near : paths.filter(p => p.endsWith(`/${base}`)).sort().slice(0, 3))}` };
}

function withValue(reader: GraphReader, value: string, what: string, of: (e: Entity) => readonly string[]): Named {
  const known = new Set<string>();
  const seeds: Key[] = [];
  const wanted = value.toLowerCase();
  for (const entity of reader.nodes()) {
    const values = of(entity);
    for (const v of values) known.add(v);
    if (values.some(v => v.toLowerCase() === wanted)) seeds.push(entity.id);
  }
  if (seeds.length > 0) return { seeds, column: null };
  const all = [...known].sort();
  const near = closest(value, all);
  if (near.length > 0) return { problem: `no ${what} '${value}'${didYouMean(near)}` };
  if (all.length === 0) return { problem: `no ${what} '${value}': there are none` };
  return { problem: `no ${what} '${value}'; there ${all.length === 1 ? 'is' : 'are'} ${all.slice(0, 8).join(', ')}${all.length > 8 ? ` and ${all.length - 8} more` : ''}` };
}

function didYouMean(near: readonly string[]): string {
  return near.length === 0 ? '' : `; did you mean ${near.map(n => `'${n}'`).join(' or ')}?`;
}
