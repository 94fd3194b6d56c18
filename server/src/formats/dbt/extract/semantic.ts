import type { Path } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlNode, type YamlScalar } from './yaml';
import { lookupKeys, resourceId, searchTargets, type LookupKind } from '../names';
import { asTexts, type JsonMap, lookupOf } from '../project/data';
import { implyColumn } from './constraints';
import type { Source } from './draft';
import { closest } from '../../../text/fuzzy';
import { spaced } from './sources';
import { attributesOf, configOf, entriesOf, type Entry, headOf } from './yamlEntry';
import { referBare } from './yamlJinja';
import { referGroup } from './nodeReferences';

const COLUMN = /^[A-Za-z_]\w*$/;

/** Entries of `semantic_models`: the model, its columns as mentions, its measures as symbols that metrics name. */
export function extractSemanticModels(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf('semantic_models', node, ['semantic_models'])) {
    const id = resourceId(scope, 'semantic_model', pkg, entry.name);
    const model = referBare(source, valueOf(entry.node, 'model'), { from: id, place: 'semantic_model', role: 'reads', path: [...entry.path, 'model'] });
    const config = configOf(source, entry);
    const members: { [list: string]: Json } = {};
    for (const list of ['entities', 'dimensions', 'measures']) {
      const names: string[] = [];
      for (const member of entriesOf(list, valueOf(entry.node, list), [...entry.path, list])) {
        names.push(member.name);
        mentionMember(source, model, member);
        if (list === 'measures') declareMeasure(source, id, member, config);
      }
      members[list] = names;
    }
    checkSemanticModel(source, entry);
    if (entry.name.includes(' ')) spaced(source, entry, 'semantic model');
    declareSymbol(source, entry, id, 'dbt.semantic_model', 'semanticModel', { members, model: model === null ? null : source.draft.references[model]!.name });
    referGroup(source, entry, id);
  }
}

/** What the semantic validator refuses about one model. */
function checkSemanticModel(source: Source, entry: Entry): void {
  const types = (list: string): { readonly item: YamlNode; readonly type: string | null; readonly name: string | null }[] =>
    itemsOf(valueOf(entry.node, list)).map(item => ({ item, type: textOf(valueOf(item, 'type')), name: textOf(valueOf(item, 'name')) }));
  const bad = (node: YamlNode, message: string, path: Path, data: { readonly [name: string]: Json } = {}): void => source.draft.problem('semantic-model-invalid', headOf(node), message, [...entry.path, ...path], data);
  const dimensions = types('dimensions');
  const primary = types('entities').filter(e => e.type === 'primary');
  if (primary.length > 1) bad(primary[1]!.item, 'A semantic model has one primary entity', ['entities']);
  if (primary.length === 0 && dimensions.length > 0 && !valueOf(entry.node, 'primary_entity')) bad(entry.nameNode, `Semantic model '${entry.name}' has dimensions but no primary entity`, []);
  for (const d of dimensions) {
    if (d.type === 'time' && !valueOf(valueOf(d.item, 'type_params'), 'time_granularity')) source.draft.problem('semantic-legacy-spec', headOf(d.item), `Time dimension '${d.name ?? ''}' needs a 'time_granularity'`, [...entry.path, 'dimensions'], { code: 'TimeDimensionsRequireGranularityDeprecation (dbt D041)', severity: 'warning' });
  }
  const standard = valueOf(valueOf(entry.node, 'defaults'), 'agg_time_dimension');
  if (standard?.kind === 'scalar' && !dimensions.some(d => d.name === standard.text)) bad(standard, `'${standard.text}' is no dimension of '${entry.name}'`, ['defaults', 'agg_time_dimension'], { near: closest(standard.text, dimensions.flatMap(d => d.name ?? []), 1)[0] ?? null });
  const measures = itemsOf(valueOf(entry.node, 'measures'));
  const open = measures.find(m => !valueOf(m, 'agg_time_dimension'));
  if (open && !standard) bad(open, "A measure needs 'agg_time_dimension', here or in the model's defaults", ['measures']);
}

/** The column a member stands for: its `expr` if that is a bare name, else its own name. */
function mentionMember(source: Source, model: number | null, member: Entry): void {
  const expr = valueOf(member.node, 'expr');
  if (expr && !(expr.kind === 'scalar' && COLUMN.test(expr.text))) return;
  const scalar = expr?.kind === 'scalar' ? expr : member.nameNode;
  implyColumn(source, model, scalar, [...member.path, expr ? 'expr' : 'name']);
}

/** A measure, and the metric of its name that `create_metric: true` makes of it. */
function declareMeasure(source: Source, parent: Key, member: Entry, config: JsonMap): void {
  const { scope, name: pkg } = source.project;
  if (toJson(valueOf(member.node, 'create_metric')) === true) {
    const metric = resourceId(scope, 'metric', pkg, member.name);
    source.draft.declare({
      id: metric, kind: 'symbol', type: 'dbt.metric', role: 'defines', name: member.name, keys: lookupKeys('metric', scope, pkg, member.name), nameSpan: member.nameNode.content, span: member.node.span,
      parent: null, path: member.path, attributes: { config, more: { label: textOf(valueOf(member.node, 'label')), metricType: 'simple' } }, columns: [], columnsComplete: false,
    });
    source.draft.refer({
      targets: searchTargets('measure', lookupOf(source.project), pkg, member.name), type: 'dbt.measure', name: member.name, span: member.nameNode.content, fullSpan: member.nameNode.span, from: metric, role: 'reads',
      certainty: 'likely', implied: true, path: member.path, data: { kind: 'measure', place: 'semantic' },
    });
  }
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

/** Entries of `metrics`: measures and other metrics they are made of. */
export function extractMetrics(source: Source, node: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf('metrics', node, ['metrics'])) {
    const id = resourceId(scope, 'metric', pkg, entry.name);
    const params = valueOf(entry.node, 'type_params');
    const at = [...entry.path, 'type_params'];
    referInput(source, id, valueOf(params, 'measure'), [...at, 'measure'], 'measure');
    for (const item of ['numerator', 'denominator']) referInput(source, id, valueOf(params, item), [...at, item], 'metric');
    itemsOf(valueOf(params, 'metrics')).forEach((item, i) => {
      referInput(source, id, item, [...at, 'metrics', i], 'metric');
    });
    for (const item of ['base_measure', 'conversion_measure']) referInput(source, id, valueOf(valueOf(params, 'conversion_type_params'), item), [...at, 'conversion_type_params', item], 'measure');
    olderForm(source, entry, params, at);
    checkSelf(source, entry, params, at);
    declareSymbol(source, entry, id, 'dbt.metric', 'metric', { metricType: textOf(valueOf(entry.node, 'type')), filter: toJson(valueOf(entry.node, 'filter')) });
    referGroup(source, entry, id);
  }
}

/** A metric can't be made of itself. */
function checkSelf(source: Source, entry: Entry, params: YamlNode | null, path: Path): void {
  itemsOf(valueOf(params, 'metrics')).forEach((item, i) => {
    const name = item.kind === 'map' ? valueOf(item, 'name') : item;
    if (name?.kind === 'scalar' && name.text === entry.name) source.draft.problem('semantic-model-invalid', name.span, `Metric '${entry.name}' is made of itself`, [...path, 'metrics', i], {});
  });
  for (const key of ['numerator', 'denominator']) {
    const part = valueOf(params, key);
    const name = part?.kind === 'map' ? valueOf(part, 'name') : part;
    if (name?.kind === 'scalar' && name.text === entry.name) source.draft.problem('semantic-model-invalid', name.span, `Metric '${entry.name}' is made of itself`, [...path, key], {});
  }
  const window = valueOf(valueOf(params, 'cumulative_type_params') ?? params, 'window');
  if (window?.kind === 'scalar' && typeof window.value === 'string' && !window.text.includes('{{') && !/^\s*\d+\s+[A-Za-z]\w*\s*$/.test(window.text)) source.draft.problem('semantic-model-invalid', window.span, "A window is a number and a granularity: '7 days'", [...path, 'window'], {});
}

/** Parts of a cumulative metric that newer versions keep in a mapping of their own. */
function olderForm(source: Source, entry: Entry, params: YamlNode | null, path: Path): void {
  if (textOf(valueOf(entry.node, 'type')) !== 'cumulative') return;
  for (const key of ['window', 'grain_to_date']) {
    const pair = pairOf(params, key);
    if (pair?.value) source.draft.problem('semantic-legacy-spec', pair.key.span, `Nest '${key}' under cumulative_type_params`, [...path, key], { into: [...path, 'cumulative_type_params'], code: 'MFCumulativeTypeParamsDeprecation (dbt D019)' });
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
  for (const entry of entriesOf('saved_queries', node, ['saved_queries'])) {
    const id = resourceId(scope, 'saved_query', pkg, entry.name);
    const params = valueOf(entry.node, 'query_params');
    itemsOf(valueOf(params, 'metrics')).forEach((item, i) => {
      if (item.kind === 'scalar') referSymbol(source, id, item, [...entry.path, 'query_params', 'metrics', i], 'metric', 'reads');
    });
    declareSymbol(source, entry, id, 'dbt.saved_query', 'savedQuery', { exports: toJson(valueOf(entry.node, 'exports')) });
  }
}
