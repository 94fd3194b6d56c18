import type { Path } from '../../../model/facts';
import type { Key } from '../../../model/key';
import { itemsOf, pairOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { lookupKey, lookupKeys, refTargets, unitTestId, versionId } from '../names';
import { asText, asTexts, lookupOf } from '../project/data';
import { implyColumn } from './constraints';
import type { Source } from './draft';
import { checkBraces } from './nodes';
import { attributesOf, configOf, entriesOf, headOf, isNull, pairsOf, type Entry } from './yamlEntry';
import { looksLikeRef, referBare } from './yamlJinja';

const FORMATS = ['dict', 'csv', 'sql'];

/** Entries of `unit_tests`: the model tested, its inputs, and the columns of the rows as mentions. */
export function extractUnitTests(source: Source, node: YamlNode | null, root: YamlNode | null): void {
  const { scope, name: pkg } = source.project;
  for (const entry of entriesOf('unit_tests', node, ['unit_tests'])) {
    const model = valueOf(entry.node, 'model');
    if (model?.kind !== 'scalar' || model.text === '') {
      source.draft.problem('unit-test-invalid', entry.nameNode.span, `Unit test '${entry.name}' names no model`, entry.path, { missing: 'model' });
      continue;
    }
    const [modelName, version] = splitVersion(model.text);
    const id = unitTestId(scope, pkg, modelName, entry.name);
    const targets = refTargets(lookupOf(source.project), null, modelName, version);
    const modelIndex = source.draft.refer({
      targets, type: 'dbt.ref', name: modelName, span: { start: model.content.start, end: model.content.start + modelName.length }, fullSpan: model.span, from: id, role: 'uses', certainty: 'certain',
      path: [...entry.path, 'model'], data: { kind: 'ref', place: 'unit_test', package: null, version },
    });
    const inputs = extractGiven(source, entry, id);
    checkRows(source, valueOf(entry.node, 'expect'), [...entry.path, 'expect'], modelIndex, true);
    const overrides = valueOf(entry.node, 'overrides');
    const incremental = valueOf(valueOf(overrides, 'macros'), 'is_incremental');
    const isIncremental = incremental?.kind === 'scalar' && typeof incremental.value === 'boolean' ? incremental.value : null;
    if (incremental?.kind === 'scalar' && isIncremental === null) source.draft.problem('unit-test-invalid', incremental.span, "The override of 'is_incremental' must be true or false", [...entry.path, 'overrides', 'macros', 'is_incremental'], {});
    if (isIncremental === true && !inputs.includes('this')) {
      source.draft.problem('unit-test-invalid', incremental!.span, "With is_incremental true the test needs an input 'this'", [...entry.path, 'given'], { missing: 'this', given: [...entry.path, 'given'] });
    }
    const attributes = attributesOf(source, entry, id, configOf(source, entry));
    const versions = versionsOf(root, entry, modelName, version);
    for (const v of versions.length > 0 ? versions : [null]) {
      // Each version of the model has a test of its own, named after it.
      const name = v === null ? entry.name : `${entry.name}_v${v}`;
      source.draft.declare({
        id: v === null ? id : unitTestId(scope, pkg, model.text, name), kind: 'symbol', type: 'dbt.unit_test', role: 'defines', name: entry.name, keys: lookupKeys('unitTest', scope, pkg, `${modelName}.${name}`),
        nameSpan: entry.nameNode.content, span: entry.node.span, parent: v === null ? source.draft.references[modelIndex]!.targets[0]! : versionId(scope, pkg, modelName, v), path: entry.path,
        attributes: { ...attributes, more: { model: modelName, version: v ?? version, inputs, isIncremental, overrides: toJson(overrides), versions: toJson(valueOf(entry.node, 'versions')) } },
        columns: [], columnsComplete: false,
      });
    }
  }
}

/** The versions of the model that a unit test runs on: those it names, or those that this file lists for the model; [] if the file doesn't tell. */
function versionsOf(root: YamlNode | null, entry: Entry, model: string, version: string | null): string[] {
  const wanted = valueOf(entry.node, 'versions');
  const include = asTexts(toJson(valueOf(wanted, 'include')));
  const exclude = asTexts(toJson(valueOf(wanted, 'exclude')));
  if (include.length > 0 && exclude.length === 0) return include;
  if (version !== null) return [];
  const described = entriesOf('models', valueOf(root, 'models'), ['models']).find(m => m.name === model);
  const listed = itemsOf(valueOf(described?.node ?? null, 'versions')).flatMap(item => asText(toJson(valueOf(item, 'v'))) ?? []);
  return listed.filter(v => !exclude.includes(v));
}

/** `orders v2` is version 2 of `orders`; `orders.v2` is taken too. */
function splitVersion(text: string): [string, string | null] {
  const match = /^(\S+?)(?:\s+|\.)v(\w[\w.]*)$/.exec(text.trim());
  return match ? [match[1]!, match[2]!] : [text.trim(), null];
}

/** The inputs of a unit test as texts: `ref.orders`, `source.raw.orders`, `this`. */
function extractGiven(source: Source, entry: Entry, id: Key): string[] {
  const given = valueOf(entry.node, 'given');
  const out: string[] = [];
  itemsOf(given).forEach((item, index) => {
    const path = [...entry.path, 'given', index];
    const input = valueOf(item, 'input');
    if (input?.kind !== 'scalar') {
      source.draft.problem('unit-test-invalid', headOf(item), "An input needs 'input'", path, { missing: 'input' });
      return;
    }
    if (/^\s*(\{\{-?\s*)?this\b/.test(input.text)) {
      out.push('this');
      checkRows(source, item, path, null, false);
      return;
    }
    const found = referBare(source, input, { from: id, place: 'given', role: 'uses', path: [...path, 'input'] });
    if (found === null && !looksLikeRef(input.text)) source.draft.problem('unit-test-invalid', input.span, "An input is ref('…'), source('…', '…') or this", [...path, 'input'], { text: input.text });
    if (found !== null) checkBraces(source, input, [...path, 'input']);
    const reference = found === null ? null : source.draft.references[found]!;
    if (reference) out.push(`${reference.type === 'dbt.source' ? 'source' : 'ref'}.${reference.name}`);
    const seedLike = reference?.type === 'dbt.ref';
    if (reference && found !== null && (pairOf(item, 'rows') || pairOf(item, 'fixture'))) source.draft.references[found] = { ...reference, data: { ...reference.data, rows: true } };
    if (!pairOf(item, 'rows') && !pairOf(item, 'fixture') && !seedLike) source.draft.problem('unit-test-invalid', input.span, "This input has no 'rows'", path, { missing: 'rows' });
    checkRows(source, item, path, found, false);
  });
  return out;
}

/** Rows and format of an input or of `expect`: dbt refuses other shapes. Names of columns are mentions of columns of `of`. */
function checkRows(source: Source, node: YamlNode | null, path: Path, of: number | null, expected: boolean): void {
  if (node?.kind !== 'map') return;
  const rows = valueOf(node, 'rows');
  const formatNode = valueOf(node, 'format');
  const format = textOf(formatNode) ?? 'dict';
  const fixture = valueOf(node, 'fixture');
  if (formatNode && !FORMATS.includes(format)) return;
  if (fixture?.kind === 'scalar') {
    const { scope, name: pkg } = source.project;
    source.draft.refer({
      targets: [lookupKey('fixture', scope, pkg, fixture.text), lookupKey('fixture', scope, null, fixture.text)], type: 'dbt.fixture', name: fixture.text, span: fixture.content, fullSpan: fixture.span,
      from: null, role: 'uses', certainty: 'certain', path: [...path, 'fixture'], data: { kind: 'fixture', format },
    });
  }
  if (!rows || isNull(rows)) {
    if (expected && !fixture && !pairOf(node, 'rows')) source.draft.problem('unit-test-invalid', headOf(node), "'expect' has no 'rows'", path, { missing: 'rows' });
    return;
  }
  if (format === 'dict' && rows.kind !== 'seq') source.draft.problem('unit-test-invalid', headOf(rows), "With format dict, 'rows' is a list of mappings", [...path, 'rows'], { format });
  else if (format !== 'dict' && rows.kind !== 'scalar') source.draft.problem('unit-test-invalid', headOf(rows), `With format ${format}, 'rows' is a text`, [...path, 'rows'], { format });
  else if (rows.kind === 'seq') mentionRowKeys(source, rows, path, of);
}

function mentionRowKeys(source: Source, rows: YamlNode, path: Path, of: number | null): void {
  itemsOf(rows).forEach((row, index) => {
    for (const pair of pairsOf(row)) implyColumn(source, of, pair.key, [...path, 'rows', index, pair.key.text]);
  });
}
