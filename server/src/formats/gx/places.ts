import type { Facts, Reference } from '../../model/facts';
import { readSuppressions } from '../../model/suppression';
import { foldsOf, itemsOf, pairOf, textOf, valueOf, type YamlDocument, type YamlNode } from '../../syntax/yaml';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { checkedDataset, mentionDataset, wordOf } from '../shared/quality';
import { type GxKind, gxKey } from './names';

/** `great_expectations.yml`: data sources with their assets and batch definitions. */
export function extractContext(text: string, tree: YamlDocument): Facts {
  const draft = begun(text, tree);
  const sources = valueOf(tree.root, 'fluent_datasources');
  if (sources?.kind === 'map') for (const source of sources.pairs) {
    const name = source.key.text;
    declare(draft, 'datasource', [name], source.key.content, source.span);
    const assets = valueOf(source.value, 'assets');
    const entries = assets?.kind === 'map' ? assets.pairs.map(p => ({ name: p.key, node: p.value, span: p.span })) : itemsOf(assets).flatMap(node => {
      const named = wordOf(valueOf(node, 'name'));
      return named ? [{ name: named, node, span: node.span }] : [];
    });
    for (const asset of entries) {
      declare(draft, 'asset', [name, asset.name.text], asset.name.content, asset.span);
      if (textOf(valueOf(asset.node, 'type')) === 'table') {
        const table = wordOf(valueOf(asset.node, 'table_name')) ?? asset.name;
        const schema = textOf(valueOf(asset.node, 'schema_name'));
        mentionDataset(draft, checkedDataset(schema ? `${schema}.${table.text}` : table.text), table.content, null, 'gx.dataset');
      }
      const definitions = valueOf(asset.node, 'batch_definitions');
      if (definitions?.kind === 'map') for (const d of definitions.pairs) declare(draft, 'batch_definition', [name, asset.name.text, d.key.text], d.key.content, d.span);
      for (const d of itemsOf(definitions)) {
        const named = wordOf(valueOf(d, 'name'));
        if (named) declare(draft, 'batch_definition', [name, asset.name.text, named.text], named.content, d.span);
      }
    }
  }
  const former = valueOf(tree.root, 'datasources');
  if (former?.kind === 'map') for (const source of former.pairs) declare(draft, 'datasource', [source.key.text], source.key.content, source.span);
  for (const [key, to] of LEGACY_CONTEXT) {
    const pair = pairOf(tree.root, key);
    if (pair) draft.problems.push({ rule: 'gx-legacy-format', span: pair.key.span, message: to ? `'${key}' is '${to}' since Great Expectations 1` : `'${key}' is gone since Great Expectations 1`, path: [key], data: to ? { to } : { remove: true } });
  }
  return draft.facts();
}

const LEGACY_CONTEXT: readonly (readonly [string, string | null])[] = [
  ['validations_store_name', 'validation_results_store_name'], ['evaluation_parameter_store_name', null], ['notebooks', null], ['include_rendered_content', null], ['profiler_store_name', null],
];

/** A validation definition or checkpoint of release 1: what it names. */
export function extractDefinition(text: string, tree: YamlDocument, kind: 'validation_definition' | 'checkpoint'): Facts {
  const draft = begun(text, tree);
  const root = tree.root;
  if (root?.kind !== 'map') return draft.facts();
  const named = wordOf(valueOf(root, 'name'));
  const own = named?.text ?? '';
  if (named) declare(draft, kind, [own], named.content, root.span);
  const from = named ? gxKey(kind, own) : null;
  if (kind === 'validation_definition') definition(draft, root, from);
  else for (const item of itemsOf(valueOf(root, 'validation_definitions'))) refer(draft, 'validation_definition', item, from);
  for (const item of itemsOf(valueOf(root, 'validations'))) {
    const suite = wordOf(valueOf(item, 'expectation_suite_name'));
    if (suite) referTo(draft, 'suite', [suite.text], suite.content, from);
    const asset = wordOf(valueOf(valueOf(item, 'batch_request'), 'data_asset_name'));
    const source = wordOf(valueOf(valueOf(item, 'batch_request'), 'datasource_name'));
    if (source) referTo(draft, 'datasource', [source.text], source.content, from);
    if (asset && source) referTo(draft, 'asset', [source.text, asset.text], asset.content, from);
  }
  const validations = pairOf(root, 'validations');
  if (validations && kind === 'checkpoint') draft.problems.push({ rule: 'gx-legacy-format', span: validations.key.span, message: "Since Great Expectations 1 a checkpoint lists 'validation_definitions', each in a file of its own", path: ['validations'], data: {} });
  return draft.facts();
}

function definition(draft: Draft, root: YamlNode, from: string | null): void {
  refer(draft, 'suite', valueOf(root, 'suite'), from);
  const data = valueOf(root, 'data');
  const [source, asset, batch] = ['datasource', 'asset', 'batch_definition'].map(k => wordOf(valueOf(valueOf(data, k), 'name')));
  if (source) referTo(draft, 'datasource', [source.text], source.content, from);
  if (source && asset) referTo(draft, 'asset', [source.text, asset.text], asset.content, from);
  if (source && asset && batch) referTo(draft, 'batch_definition', [source.text, asset.text, batch.text], batch.content, from);
}

/** `{"name": "orders", "id": "…"}`. */
function refer(draft: Draft, kind: GxKind, node: YamlNode | null, from: string | null): void {
  const named = wordOf(valueOf(node, 'name'));
  if (named) referTo(draft, kind, [named.text], named.content, from);
}

function referTo(draft: Draft, kind: GxKind, names: readonly string[], span: Span, from: string | null): void {
  const reference: Reference = { targets: [gxKey(kind, ...names)], type: `gx.${kind}`, name: names[names.length - 1]!, span, fullSpan: span, from, role: 'uses', certainty: 'likely' };
  draft.refer(reference);
}

function declare(draft: Draft, kind: GxKind, names: readonly string[], nameSpan: Span, span: Span): void {
  const [name] = names.slice(-1);
  draft.declare({ id: gxKey(kind, ...names), kind: 'symbol', type: `gx.${kind}`, role: 'defines', name: name!, keys: [], nameSpan, span, parent: names.length > 1 ? gxKey(kind === 'asset' ? 'datasource' : 'asset', ...names.slice(0, -1)) : null, path: null, attributes: {}, columns: [], columnsComplete: false });
}

function begun(text: string, tree: YamlDocument): Draft {
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, text));
  return draft;
}
