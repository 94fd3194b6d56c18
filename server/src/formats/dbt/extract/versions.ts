import type { Attributes, ColumnDeclaration } from '../../../model/facts';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { lookupKey, lookupKeys, resourceId, versionedName, versionId } from '../names';
import { asText, type JsonMap } from '../project/data';
import { extractColumns, versionSelection } from './columns';
import type { Source } from './draft';
import { checkDate } from './nodes';
import { extractTests, type Tested, type VersionedTest } from './tests';
import { attributesOf, configOf, headOf, type Entry } from './yamlEntry';

/** What the entry says for all versions. */
interface Base {
  readonly attributes: Attributes;
  readonly columns: readonly ColumnDeclaration[];
  readonly config: JsonMap;
  readonly tests: readonly VersionedTest[];
}

/**
 * The versions of a model: each is an entity of its own that takes over the model of its file (`<name>_v<v>`, `defined_in`, for the
 * latest also `<name>`) and answers to `name.v<v>`; the latest to the bare name too.
 */
export function extractVersions(source: Source, entry: Entry, base: Base): void {
  const node = valueOf(entry.node, 'versions');
  const items = itemsOf(node);
  const read = items.map(item => ({ item, version: versionText(item), node: valueOf(item, 'v') }));
  const known = read.flatMap(r => r.version ?? []);
  const declared = asText(toJson(valueOf(entry.node, 'latest_version')));
  const latest = declared ?? latestOf(known);
  checkVersions(source, entry, read, known, declared);
  read.forEach(({ item, version }, index) => {
    if (version === null || item.kind !== 'map') return;
    declareVersion(source, entry, base, item, [...entry.path, 'versions', index], version, version === latest, latest);
  });
}

function declareVersion(source: Source, entry: Entry, base: Base, item: YamlNode & { kind: 'map' }, path: (string | number)[], version: string, isLatest: boolean, latest: string | null): void {
  const { scope, name: pkg } = source.project;
  const id = versionId(scope, pkg, entry.name, version);
  const own: Entry = { section: 'versions', node: item, path, name: entry.name, nameNode: entry.nameNode };
  const tested: Tested = { id, targets: [id, lookupKey('ref', scope, pkg, versionedName(entry.name, version))], name: `${entry.name}_v${version}`, isSource: false, expression: `ref('${entry.name}', version='${version}')` };
  const selection = versionSelection(valueOf(item, 'columns'));
  const extra = extractColumns(source, { id, tested, what: `version ${version}` }, valueOf(item, 'columns'), [...path, 'columns']);
  extractTests(source, tested, own, null);
  const kept = base.columns.filter(c => (selection.include === 'all' || selection.include.includes(c.name)) && !selection.exclude.includes(c.name));
  const named = new Set(extra.map(c => c.name.toLowerCase()));
  const ownTests = ['tests', 'data_tests'].some(k => pairOf(item, k) !== null);
  for (const { column, checkOf } of base.tests) {
    if (column === null ? !ownTests : kept.some(c => c.name === column)) source.draft.checks.push(checkOf(tested));
  }
  const config = configOf(source, own);
  const file = textOf(valueOf(item, 'defined_in'));
  const stems = file !== null ? [file] : [`${entry.name}_v${version}`, ...(isLatest ? [entry.name] : [])];
  const deprecation = textOf(valueOf(item, 'deprecation_date'));
  checkDate(source, valueOf(item, 'deprecation_date'), [...path, 'deprecation_date']);
  source.draft.declare({
    id, kind: 'dataset', type: 'dbt.model', role: 'describes', name: entry.name,
    keys: [...lookupKeys('ref', scope, pkg, versionedName(entry.name, version)), ...(isLatest ? lookupKeys('ref', scope, pkg, entry.name) : [])],
    nameSpan: entry.nameNode.content, span: item.span, parent: null, path,
    attributes: {
      ...base.attributes, ...withoutEmpty(attributesOf(source, own, id, config)), config: { ...base.config, ...config }, version,
      ...(latest !== null ? { latestVersion: latest } : {}), ...(deprecation !== null ? { deprecationDate: deprecation } : {}),
      more: { ...base.attributes.more, place: 'yaml', base: entry.name, stems },
    },
    columns: [...kept.filter(c => !named.has(c.name.toLowerCase())), ...extra], columnsComplete: false,
    adopts: stems.map(stem => resourceId(scope, 'model', pkg, stem)),
  });
}

function withoutEmpty(attributes: Attributes): Attributes {
  const { meta, ...rest } = attributes;
  return meta && Object.keys(meta).length > 0 ? { ...rest, meta } : rest;
}

function checkVersions(source: Source, entry: Entry, read: readonly { item: YamlNode; version: string | null; node: YamlNode | null }[], known: readonly string[], declared: string | null): void {
  const seen = new Set<string>();
  read.forEach(({ item, version, node }, index) => {
    const path = [...entry.path, 'versions', index];
    if (version === null) source.draft.problem('model-version-invalid', headOf(item), "A version needs 'v'", path, { missing: 'v' });
    else if (seen.has(version)) source.draft.problem('model-version-invalid', node?.span ?? headOf(item), `Version ${version} of '${entry.name}' is listed twice`, path, { version });
    else seen.add(version);
    const { elements } = versionSelection(valueOf(item, 'columns'));
    if (elements.length > 1) source.draft.problem('model-version-invalid', headOf(elements[1]!), "Only one element with 'include' or 'exclude' is allowed", [...path, 'columns'], {});
  });
  const node = valueOf(entry.node, 'latest_version');
  if (node && declared !== null && !known.includes(declared) && !declared.includes('{{')) {
    source.draft.problem('model-version-invalid', node.span, `latest_version ${declared} is not one of ${known.join(', ')}`, [...entry.path, 'latest_version'], { known: [...known], latest: latestOf(known) });
  }
}

function versionText(item: YamlNode): string | null {
  return asText(toJson(valueOf(item, 'v')));
}

/** The highest version: by number if all are numbers, else by text. */
export function latestOf(versions: readonly string[]): string | null {
  if (versions.length === 0) return null;
  const numbers = versions.map(Number);
  if (numbers.every(n => !Number.isNaN(n))) return versions[numbers.indexOf(Math.max(...numbers))]!;
  return [...versions].sort().at(-1)!;
}
