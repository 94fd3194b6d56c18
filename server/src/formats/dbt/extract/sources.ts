import type { Attributes, Path } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import { pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { lookupKeys, relationKeys, sourceId, sourceTableId, sourceTableKey } from '../names';
import { asMap, asTexts, type JsonMap } from '../project/data';
import { entry } from '../../../text/entry';
import { extractColumns } from './columns';
import { deprecation } from './deprecation';
import type { Source } from './draft';
import { extractTests, type Tested } from './tests';
import { attributesOf, configOf, entriesOf, isNull, pairsOf, scalarsOf, type Entry } from './yamlEntry';
import { referScalar } from './yamlJinja';

/** Entries of `sources`: the source itself as a symbol, each of its tables as a dataset. */
export function extractSources(source: Source, node: YamlNode | null): void {
  for (const entry of entriesOf('sources', node, ['sources'], source.first)) extractSource(source, entry);
}

function extractSource(source: Source, entry: Entry): void {
  const { scope, name: pkg } = source.project;
  const id = sourceId(scope, pkg, entry.name);
  if (entry.name.includes(' ')) spaced(source, entry, 'source');
  const overrides = pairOf(entry.node, 'overrides');
  if (overrides) {
    deprecation(source, 'source-overrides', 'SourceOverrideDeprecation (dbt D035)', [1, 10, 4], true, overrides.key.span, "'overrides' is deprecated: disable the package's source instead", [...entry.path, 'overrides'], {
      package: textOf(overrides.value) ?? null, source: entry.name,
    });
  }
  const config = configOf(source, entry);
  const attributes = attributesOf(source, entry, id, config);
  referTexts(source, entry, id, ['database', 'schema', 'catalog', 'loader', 'config']);
  checkFreshness(source, entry.node, entry.path);
  const database = textOf(valueOf(entry.node, 'database')) ?? textOf(valueOf(entry.node, 'project')) ?? textOf(valueOf(entry.node, 'catalog'));
  const schema = textOf(valueOf(entry.node, 'schema')) ?? textOf(valueOf(entry.node, 'dataset')) ?? entry.name;
  const tables = entriesOf('tables', valueOf(entry.node, 'tables'), [...entry.path, 'tables']);
  source.draft.declare({
    id, kind: 'symbol', type: 'dbt.source_name', role: 'defines', name: entry.name, keys: lookupKeys('sourceName', scope, pkg, entry.name),
    nameSpan: entry.nameNode.content, span: entry.node.span, parent: null, path: entry.path,
    attributes: { ...attributes, database, schema, tags: asTexts(config['tags']), more: { tables: tables.map(t => t.name), loader: textOf(valueOf(entry.node, 'loader')) } },
    columns: [], columnsComplete: false,
  });
  for (const table of tables) extractTable(source, entry, id, table, { database, schema, config });
}

/** Names with spaces are deprecated. */
export function spaced(source: Source, entry: Entry, what: string): void {
  source.draft.problem('resource-name-invalid', entry.nameNode.span, `The name of ${what} '${entry.name}' has a space`, [...entry.path, 'name'], { to: entry.name.trim().replace(/ +/g, '_'), severity: 'warning', code: 'ResourceNamesWithSpacesDeprecation (dbt D015)' });
}

interface Inherited {
  readonly database: string | null;
  readonly schema: string;
  readonly config: JsonMap;
}

function extractTable(source: Source, entry: Entry, parent: Key, table: Entry, base: Inherited): void {
  const { scope, name: pkg } = source.project;
  const id = sourceTableId(scope, pkg, entry.name, table.name);
  const keys = [...lookupKeys('source', scope, pkg, `${entry.name}.${table.name}`), sourceTableKey(scope, entry.name, table.name)];
  const tested: Tested = { id, targets: [id], name: `${entry.name}_${table.name}`, isSource: true, expression: `source('${entry.name}', '${table.name}')` };
  const owner = { id, tested, what: `table '${table.name}'` };
  const columns = extractColumns(source, owner, valueOf(table.node, 'columns'), [...table.path, 'columns']);
  extractTests(source, tested, table, null);
  checkFreshness(source, table.node, table.path);
  referTexts(source, table, id, ['identifier', 'config', 'loader']);
  const config = configOf(source, table);
  const own = attributesOf(source, table, id, config);
  const identifier = textOf(valueOf(table.node, 'identifier')) ?? table.name;
  const attributes: Attributes = {
    ...own, database: base.database, schema: base.schema, identifier, config: { ...base.config, ...config, meta: { ...asMap(base.config['meta']), ...asMap(config['meta']) } },
    tags: [...new Set([...asTexts(base.config['tags']), ...asTexts(config['tags'])])],
    meta: { ...asMap(base.config['meta']), ...asMap(config['meta']) },
    more: { source: entry.name, folders: [...source.role.folders], loader: textOf(valueOf(table.node, 'loader')) ?? textOf(valueOf(entry.node, 'loader')), freshness: mergedFreshness(base.config, config), ...loadedAt(base.config, config) },
  };
  // The table itself, where DDL in the workspace makes it. A schema that is usual is no part of its name there.
  const named = [base.schema, identifier].every(p => p !== null && /^[\w$]+$/.test(p)) ? relationKeys(base.database !== null && /^[\w$]+$/.test(base.database) ? base.database : null, base.schema, identifier) : [];
  const adopts = /^(?:public|dbo)$/i.test(base.schema ?? '') ? named : named.slice(0, -1);
  source.draft.declare({
    id, kind: 'dataset', type: 'dbt.source', role: 'defines', name: table.name, keys, nameSpan: table.nameNode.content, span: table.node.span, parent, path: table.path,
    attributes, columns, columnsComplete: false, ...(adopts.length > 0 ? { adopts } : {}),
  });
}

/** Freshness of a table over that of its source: thresholds merge one by one; null switches off. */
function mergedFreshness(outer: JsonMap, inner: JsonMap): Json {
  if ('freshness' in inner) {
    const own = inner['freshness'];
    if (own === null || own === undefined) return null;
    return { ...asMap(outer['freshness']), ...asMap(own) };
  }
  return outer['freshness'] ?? null;
}

function loadedAt(outer: JsonMap, inner: JsonMap): { [k: string]: Json } {
  const out: { [k: string]: Json } = {};
  const where = 'loaded_at_field' in inner || 'loaded_at_query' in inner ? inner : outer;
  for (const [key, name] of [['loaded_at_field', 'loadedAtField'], ['loaded_at_query', 'loadedAtQuery']] as const) if (where[key]) out[name] = where[key]!;
  return out;
}

/** Refs and variables in texts of an entry. */
function referTexts(source: Source, entry: Entry, from: Key, names: readonly string[]): void {
  for (const name of names) {
    for (const { scalar, path } of scalarsOf(valueOf(entry.node, name), [...entry.path, name])) referScalar(source, scalar, { from, place: 'source', role: 'uses', path, lenient: true });
  }
}

const MINUTES: { readonly [period: string]: number } = { minute: 1, hour: 60, day: 1440 };

/** Freshness of a source or table, at its own place or in `config`. */
export function checkFreshness(source: Source, entry: YamlNode, path: Path): void {
  const config = valueOf(entry, 'config');
  for (const [holder, at] of [[entry, path], [config, [...path, 'config']]] as const) {
    const field = pairOf(holder, 'loaded_at_field');
    const query = pairOf(holder, 'loaded_at_query');
    if (field && query && !isNull(field.value) && !isNull(query.value)) source.draft.problem('freshness-malformed', query.key.span, "Either 'loaded_at_field' or 'loaded_at_query', not both", [...at, 'loaded_at_query'], { other: [...at, 'loaded_at_field'] });
    for (const name of ['warn_after', 'error_after', 'filter']) {
      const stray = pairOf(holder, name);
      if (stray) source.draft.problem('freshness-malformed', stray.key.span, `'${name}' belongs under 'freshness'`, [...at, name], { into: [...at, 'freshness'], severity: 'warning' });
    }
    const freshness = valueOf(holder, 'freshness');
    if (freshness?.kind === 'map') thresholds(source, freshness, [...at, 'freshness'], at);
  }
}

function thresholds(source: Source, freshness: YamlNode, path: Path, holder: Path): void {
  for (const pair of pairsOf(freshness)) {
    if (pair.key.text.startsWith('loaded_at_')) source.draft.problem('freshness-malformed', pair.key.span, `'${pair.key.text}' belongs beside 'freshness'`, [...path, pair.key.text], { into: [...holder], severity: 'warning' });
  }
  const warn = threshold(valueOf(freshness, 'warn_after'));
  const error = threshold(valueOf(freshness, 'error_after'));
  if (warn !== null && error !== null && warn > error) {
    const pair = pairOf(freshness, 'warn_after')!;
    source.draft.problem('freshness-thresholds-inverted', pair.key.span, 'This warns later than error_after fails', [...path, 'warn_after'], { warn: toJson(valueOf(freshness, 'warn_after')), error: toJson(valueOf(freshness, 'error_after')) });
  }
}

/** A threshold in minutes, null if it is absent or not literal. */
function threshold(node: YamlNode | null): number | null {
  if (node?.kind !== 'map') return null;
  const count = valueOf(node, 'count');
  const period = valueOf(node, 'period');
  if (count?.kind !== 'scalar' || period?.kind !== 'scalar' || typeof count.value !== 'number') return null;
  return count.value * (entry(MINUTES, period.text) ?? 0);
}
