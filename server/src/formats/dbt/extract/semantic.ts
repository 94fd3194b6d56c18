import type { Path } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { itemsOf, textOf, toJson, valueOf, type YamlNode, type YamlScalar } from '../../../syntax/yaml/tree';
import { lookupKeys, resourceId, searchTargets, type LookupKind } from '../names';
import { asTexts, lookupOf } from '../project/data';
import { implyColumn } from './constraints';
import type { Source } from './draft';
import { ENTRY_KEYS } from './keys';
import { attributesOf, checkKeys, configOf, entriesOf, type Entry } from './yamlEntry';
import { referBare } from './yamlJinja';
import { referGroup } from './nodeReferences';

const COLUMN = /^[A-Za-z_]\w*$/;

/** Entries of `semantic_models`: the model, its columns as mentions, its measures as symbols that metrics name. */
export function extractSemanticModels(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf(source, 'semantic_models', node, ['semantic_models'])) {
    const id = resourceId(scope, 'semantic_model', pkg, entry.name);
    checkKeys(source, entry, ENTRY_KEYS['semantic_models']!, 'semantic model');
    const model = referBare(source, valueOf(entry.node, 'model'), { from: id, place: 'semantic_model', role: 'reads', path: [...entry.path, 'model'] });
    const members: { [list: string]: Json } = {};
    for (const list of ['entities', 'dimensions', 'measures']) {
      const names: string[] = [];
      for (const member of entriesOf(source, list, valueOf(entry.node, list), [...entry.path, list])) {
        names.push(member.name);
        mentionMember(source, model, member);
        if (list === 'measures') declareMeasure(source, id, member);
      }
      members[list] = names;
    }
    declareSymbol(source, entry, id, 'dbt.semantic_model', 'semanticModel', { members, model: model === null ? null : source.draft.references[model]!.name });
    referGroup(source, entry, id);
  }
}

/** The column a member stands for: its `expr` if that is a bare name, else its own name. */
function mentionMember(source: Source, model: number | null, member: Entry): void {
  const expr = valueOf(member.node, 'expr');
  if (expr && !(expr.kind === 'scalar' && COLUMN.test(expr.text))) return;
  const scalar = expr?.kind === 'scalar' ? expr : member.nameNode;
  implyColumn(source, model, scalar, [...member.path, expr ? 'expr' : 'name']);
}

function declareMeasure(source: Source, parent: Key, member: Entry): void {
  const { scope, name: pkg } = source.project;
  source.draft.declare({
    id: resourceId(scope, 'measure', pkg, member.name), kind: 'symbol', type: 'dbt.measure', role: 'defines', name: member.name, keys: lookupKeys('measure', scope, pkg, member.name),
    nameSpan: member.nameNode.content, span: member.node.span, parent, path: member.path,
    attributes: { ...attributesOf(source, member, parent, {}), more: { agg: textOf(valueOf(member.node, 'agg')), createsMetric: toJson(valueOf(member.node, 'create_metric')) } }, columns: [], columnsComplete: false,
  });
}

function declareSymbol(source: Source, entry: Entry, id: Key, type: string, kind: LookupKind, more: { [name: string]: Json }): void {
  const { scope, name: pkg } = source.project;
  const config = configOf(source, entry);
  source.draft.declare({
    id, kind: 'symbol', type, role: 'defines', name: entry.name, keys: lookupKeys(kind, scope, pkg, entry.name), nameSpan: entry.nameNode.content, span: entry.node.span, parent: null, path: entry.path,
    attributes: { ...attributesOf(source, entry, id, config), tags: asTexts(config['tags']), more: { label: textOf(valueOf(entry.node, 'label')), ...more } }, columns: [], columnsComplete: false,
  });
}

const METRIC_NAME = /^[A-Za-z]\w*$/;

/** Entries of `metrics`: measures and other metrics they are made of. */
export function extractMetrics(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf(source, 'metrics', node, ['metrics'])) {
    const id = resourceId(scope, 'metric', pkg, entry.name);
    checkKeys(source, entry, ENTRY_KEYS['metrics']!, 'metric');
    if (!METRIC_NAME.test(entry.name) || entry.name.length > 250) source.draft.problem('resource-name-invalid', entry.nameNode.span, 'A metric name starts with a letter and has letters, digits and _ only, at most 250', [...entry.path, 'name'], { to: entry.name.replace(/\W+/g, '_').replace(/^[^A-Za-z]+/, '') });
    const params = valueOf(entry.node, 'type_params');
    const at = [...entry.path, 'type_params'];
    referInput(source, id, valueOf(params, 'measure'), [...at, 'measure'], 'measure');
    for (const item of ['numerator', 'denominator']) referInput(source, id, valueOf(params, item), [...at, item], 'metric');
    itemsOf(valueOf(params, 'metrics')).forEach((item, i) => {
      referInput(source, id, item, [...at, 'metrics', i], 'metric');
    });
    for (const item of ['base_measure', 'conversion_measure']) referInput(source, id, valueOf(valueOf(params, 'conversion_type_params'), item), [...at, 'conversion_type_params', item], 'measure');
    checkTypeParams(source, entry, params, at);
    declareSymbol(source, entry, id, 'dbt.metric', 'metric', { metricType: textOf(valueOf(entry.node, 'type')), filter: toJson(valueOf(entry.node, 'filter')) });
    referGroup(source, entry, id);
  }
}

const NEEDED: { readonly [type: string]: readonly string[] } = { ratio: ['numerator', 'denominator'], derived: ['expr', 'metrics'], simple: ['measure'], cumulative: [], conversion: ['conversion_type_params'] };

function checkTypeParams(source: Source, entry: Entry, params: YamlNode | null, path: Path): void {
  const type = valueOf(entry.node, 'type');
  if (type?.kind !== 'scalar') return;
  const needed = NEEDED[type.text];
  if (!needed) {
    if (!type.text.includes('{{')) source.draft.problem('invalid-enum-value', type.span, `'${type.text}' is no type of metric (${Object.keys(NEEDED).join(', ')})`, [...entry.path, 'type'], { allowed: Object.keys(NEEDED) });
    return;
  }
  if (params?.kind === 'map') for (const key of needed) if (!valueOf(params, key)) source.draft.problem('metric-incomplete', type.span, `A ${type.text} metric needs '${key}' in type_params`, path, { missing: key });
  for (const key of ['window', 'grain_to_date']) {
    if (type.text === 'cumulative' && valueOf(params, key)) source.draft.problem('semantic-legacy-spec', valueOf(params, key)!.span, `Nest '${key}' under cumulative_type_params`, [...path, key], { into: [...path, 'cumulative_type_params'], code: 'MFCumulativeTypeParamsDeprecation (dbt D019)' });
  }
}

/** A measure or metric by name, bare or as mapping with `name`. */
function referInput(source: Source, from: Key, node: YamlNode | null, path: Path, kind: 'measure' | 'metric'): void {
  const named = node?.kind === 'map' ? valueOf(node, 'name') : node;
  if (named?.kind !== 'scalar' || named.text === '' || named.text.includes('{{')) return;
  referSymbol(source, from, named, node?.kind === 'map' ? [...path, 'name'] : path, kind, 'reads');
}

function referSymbol(source: Source, from: Key, named: YamlScalar, path: Path, kind: LookupKind, role: 'reads' | 'uses'): void {
  const span: Span = named.content;
  source.draft.refer({
    targets: searchTargets(kind, lookupOf(source.project), null, named.text), type: `dbt.${kind}`, name: named.text, span, fullSpan: named.span, from, role, certainty: 'certain', path, data: { kind, place: 'semantic' },
  });
}

/** Entries of `saved_queries`: the metrics they ask for. */
export function extractSavedQueries(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf(source, 'saved_queries', node, ['saved_queries'])) {
    const id = resourceId(scope, 'saved_query', pkg, entry.name);
    checkKeys(source, entry, ENTRY_KEYS['saved_queries']!, 'saved query');
    const params = valueOf(entry.node, 'query_params');
    itemsOf(valueOf(params, 'metrics')).forEach((item, i) => {
      if (item.kind === 'scalar') referSymbol(source, id, item, [...entry.path, 'query_params', 'metrics', i], 'metric', 'reads');
    });
    declareSymbol(source, entry, id, 'dbt.saved_query', 'savedQuery', { exports: toJson(valueOf(entry.node, 'exports')) });
  }
}
