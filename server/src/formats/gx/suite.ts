import { entry } from '../../text/entry';
import type { Declaration, Facts, Path } from '../../model/facts';
import type { Document, ProjectContext } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { foldsOf, itemsOf, pairOf, textOf, toJson, valueOf, type YamlDocument, type YamlMap, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { Draft } from '../shared/draft';
import { type CheckedDataset, checkedDataset, datasetOfSuite, mentionColumn, mentionDataset, wordOf } from '../shared/quality';
import { checkExpectation, type Given, type GivenArgument } from '../shared/gx/arguments';
import { addExpectation, COLUMN_ARGUMENTS, texts } from './check';
import { assetOfSuite } from './context';
import { gxKey } from './names';

/** The suite of a JSON file: its name, its checks, the columns it names. `tree` is the file as read. */
export function extractSuite(document: Document, tree: YamlDocument, project: ProjectContext | null): Facts {
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, document.text));
  const root = tree.root;
  if (root?.kind !== 'map') return draft.facts();
  const legacy = isLegacySuite(root);
  const named = wordOf(valueOf(root, legacy ? 'expectation_suite_name' : 'name'));
  const name = named?.text ?? document.path.replace(/^.*\//, '').replace(/\.json$/, '');
  declareSuite(draft, root, name, named?.content ?? null);
  if (legacy) tellLegacy(draft, root);
  const dataset = datasetOf(root, name, project);
  if (dataset.span) mentionDataset(draft, dataset.dataset, dataset.span, gxKey('suite', name), 'gx.dataset');
  const list = pairOf(root, 'expectations')?.value;
  itemsOf(list).forEach((item, i) => expectation(draft, item, i, name, dataset.dataset, legacy));
  return draft.facts();
}

function declareSuite(draft: Draft, root: YamlMap, name: string, nameSpan: Declaration['nameSpan']): void {
  const notes = textOf(valueOf(root, 'notes')) ?? textOf(valueOf(valueOf(root, 'meta'), 'notes'));
  draft.declare({
    id: gxKey('suite', name), kind: 'symbol', type: 'gx.suite', role: 'defines', name, keys: [], nameSpan, span: root.span, parent: null, path: [],
    attributes: notes ? { description: notes } : {}, columns: [], columnsComplete: false,
  });
}

/** Whether a suite is in the form of releases 0.x. */
export function isLegacySuite(root: YamlNode | null): boolean {
  return pairOf(root, 'expectation_suite_name') !== null || pairOf(root, 'data_asset_type') !== null || itemsOf(valueOf(root, 'expectations')).some(e => pairOf(e, 'expectation_type') !== null);
}

/** Keys of suites that release 1 writes otherwise. */
const RENAMED: { readonly [key: string]: string } = { expectation_suite_name: 'name', ge_cloud_id: 'id', evaluation_parameters: 'suite_parameters' };

/** One problem for a whole suite of release 0.x, at its first old key: it holds the way to every key and its new name (null where it is gone). */
function tellLegacy(draft: Draft, root: YamlMap): void {
  const renames: { readonly path: Path; readonly to: string | null; readonly pair: YamlPair }[] = [];
  for (const pair of root.pairs) {
    const to = entry(RENAMED, pair.key.text);
    if (to) renames.push({ path: [pair.key.text], to, pair });
    else if (pair.key.text === 'data_asset_type') renames.push({ path: ['data_asset_type'], to: null, pair });
  }
  const list = pairOf(root, 'expectations')?.value;
  if (list?.kind === 'seq') list.items.forEach((item, i) => {
    const pair = pairOf(item.value, 'expectation_type');
    if (pair) renames.push({ path: ['expectations', i, 'expectation_type'], to: 'type', pair });
  });
  const first = renames.filter(r => r.to !== null).sort((a, b) => a.pair.span.start - b.pair.span.start)[0] ?? renames[0];
  if (!first) return;
  const more = renames.length > 1 ? `, and ${renames.length - 1} more ${renames.length === 2 ? 'key' : 'keys'} of this suite changed` : '';
  draft.problems.push({ rule: 'gx-legacy-format', span: first.pair.key.span, message: `'${first.pair.key.text}' is ${first.to === null ? 'gone' : `'${first.to}'`} since Great Expectations 1${more}`, data: { renames: renames.map(r => [r.path, r.to]) } });
}

/**
 * The dataset a suite is about: what its `meta` says (`dataset`, or the batch it was made from), a table of the project's data sources
 * that it is named after, else its own name.
 */
function datasetOf(root: YamlMap, name: string, project: ProjectContext | null): { readonly dataset: CheckedDataset; readonly span: { start: number; end: number } | null } {
  const stated = wordOf(valueOf(valueOf(root, 'meta'), 'dataset'));
  if (stated) return { dataset: checkedDataset(stated.text), span: stated.content };
  const asset = assetOfSuite(project, datasetOfSuite(name));
  if (asset) return { dataset: checkedDataset(asset, 'guessed'), span: null };
  for (const citation of itemsOf(valueOf(valueOf(root, 'meta'), 'citations'))) {
    const asset = wordOf(valueOf(valueOf(citation, 'batch_request'), 'data_asset_name'));
    if (asset && /^[\w.$-]+$/.test(asset.text)) return { dataset: checkedDataset(asset.text, 'guessed'), span: null };
  }
  return { dataset: checkedDataset(datasetOfSuite(name), 'guessed'), span: null };
}

function expectation(draft: Draft, item: YamlNode, index: number, suite: string, dataset: CheckedDataset, legacy: boolean): void {
  const type = wordOf(valueOf(item, 'type') ?? valueOf(item, 'expectation_type'));
  if (!type || item.kind !== 'map') return;
  const kwargs = valueOf(item, 'kwargs');
  const own = legacy || pairOf(item, 'expectation_type') !== null;
  const given: Given = { name: type.text, nameSpan: type.content, arguments: argumentsOf(kwargs), open: false, legacy: own };
  checkExpectation(draft, given);
  addExpectation(draft, suite, index, given, dataset, item.span, ['expectations', index]);
  const severity = wordOf(valueOf(item, 'severity'));
  if (severity && !['critical', 'warning', 'info'].includes(severity.text)) draft.problem('gx-expectation-invalid', severity.content, `'${severity.text}' is no severity: critical, warning or info`, { severity: 'error', near: ['critical', 'warning', 'info'] });
  for (const name of COLUMN_ARGUMENTS) {
    const value = valueOf(kwargs, name);
    for (const node of value?.kind === 'seq' ? itemsOf(value) : value ? [value] : []) {
      const word = wordOf(node);
      if (word && given.name !== 'expect_column_to_exist' && name !== 'column_set') mentionColumn(draft, dataset, word.text, word.content, 'gx');
    }
  }
}

function argumentsOf(kwargs: YamlNode | null): GivenArgument[] {
  if (kwargs?.kind !== 'map') return [];
  return kwargs.pairs.map(pair => ({ name: pair.key.text, nameSpan: pair.key.content, value: toJson(pair.value), span: pair.value?.span ?? pair.key.span }));
}

/** Names of columns in a value of arguments, for those who only need the text. */
export function columnsIn(value: Json | undefined): readonly string[] {
  return texts(value);
}
