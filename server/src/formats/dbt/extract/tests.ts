import type { Check, Path } from '../../../model/facts';
import type { Json, Key } from '../../../model/key';
import { closest } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import { pairOf, toJson, valueOf, type YamlMap, type YamlNode, type YamlScalar } from './yaml';
import { genericTestTargets, nodeId } from '../names';
import { asMap, flag, type JsonMap, lookupOf } from '../project/data';
import { atLeast, readVersionRange } from '../project/version';
import { projectConfigs } from '../hierarchy';
import { switchState } from '../values';
import { entry } from '../../../text/entry';
import { deprecation } from './deprecation';
import type { Source } from './draft';
import { TEST_CONFIG, TEST_KEYS } from './keys';
import { testArguments } from './testArguments';
import { testHash, testNames } from './testNames';
import { headOf, isNull, pairsOf, type Entry } from './yamlEntry';
import { callsInScalar } from './yamlJinja';
import { macroOf } from './macroCalls';
import { referCall } from './refer';

/** What tests of an entry run on. */
export interface Tested {
  readonly id: Key;
  /** Keys of the dataset, as a reference has them. */
  readonly targets: readonly Key[];
  /** As in generated names: `orders`, `raw_orders` for a source table. */
  readonly name: string;
  readonly isSource: boolean;
  /** The expression that the test's `model` argument is: part of the id's hash. */
  readonly expression: string;
  /** Set for a model with versions: its tests are not checks of their own but are collected here, to be made for each version. */
  readonly forVersions?: VersionedTest[];
}

/** A test that an entry lists for all versions of its model. */
export interface VersionedTest {
  /** The column that lists it, null for a test of the model. */
  readonly column: string | null;
  readonly checkOf: (tested: Tested) => Check;
}

/** A generic test as read from one item of `data_tests`. */
export interface TestItem {
  readonly name: string;
  readonly nameSpan: Span;
  /** Holds arguments and configs; null if the item is only a name. */
  readonly body: YamlMap | null;
  readonly bodyPath: Path;
  readonly node: YamlNode;
  readonly path: Path;
}

export const BUILT_IN_TESTS = ['unique', 'not_null', 'accepted_values', 'relationships'];

const NAME = /^(?:([A-Za-z_][\w]*)\.)?([A-Za-z_][\w]*)$/;

/** Tests under `tests` and `data_tests` of an entry: checks, the macros they call, what their arguments name. */
export function extractTests(source: Source, tested: Tested, entry: Entry, column: { readonly name: string; readonly span: Span } | null): void {
  const older = pairOf(entry.node, 'tests');
  const newer = pairOf(entry.node, 'data_tests');
  if (older && newer) source.draft.problem('tests-and-data-tests', older.key.span, "Use either 'tests' or 'data_tests', not both", [...entry.path, 'tests'], { into: [...entry.path, 'data_tests'], items: toJson(older.value) });
  else if (older && atLeast(readVersionRange(source.project.main.requires), [1, 8, 0]) !== false) {
    source.draft.problem('tests-key-renamed', older.key.span, "'tests' is the old name of 'data_tests'", [...entry.path, 'tests'], { to: 'data_tests', sure: atLeast(readVersionRange(source.project.main.requires), [1, 8, 0]) === true });
  }
  for (const pair of [newer, older]) {
    if (!pair || isNull(pair.value)) continue;
    const path = [...entry.path, pair.key.text];
    if (pair.value?.kind !== 'seq') {
      source.draft.problem('test-entry-malformed', pair.value ? headOf(pair.value) : pair.key.span, `'${pair.key.text}' must be a list of tests`, path, { expected: 'list' });
      continue;
    }
    pair.value.items.forEach((item, index) => {
      const read = readItem(source, item.value, item.span, [...path, index]);
      if (read) extractTest(source, tested, read, column);
    });
  }
}

/** One item of a list of tests; null (with a problem) if dbt cannot read it. */
function readItem(source: Source, node: YamlNode | null, span: Span, path: Path): TestItem | null {
  const bad = (at: Span, message: string, data: { [k: string]: Json } = {}): null => {
    source.draft.problem('test-entry-malformed', at, message, path, data);
    return null;
  };
  if (!node || isNull(node)) return bad(span, 'This test is empty');
  if (node.kind === 'seq') return bad(headOf(node), 'A test is a name or a mapping, not a list');
  if (node.kind === 'scalar') {
    if (typeof node.value !== 'string') return bad(node.span, 'The name of a test must be a text');
    return { name: node.text, nameSpan: node.content, body: null, bodyPath: path, node, path };
  }
  const named = valueOf(node, 'test_name');
  if (named) {
    if (named.kind !== 'scalar') return bad(headOf(named), "'test_name' must be a text");
    return { name: named.text, nameSpan: named.content, body: node, bodyPath: path, node, path };
  }
  const pairs = pairsOf(node);
  const first = pairs[0];
  if (!first) return bad(headOf(node), 'This test is empty');
  if (pairs.length > 1) {
    const second = pairs[1]!.key;
    return bad(second.span, `'${second.text}' must be indented under '${first.key.text}'`, { test: first.key.text, keys: pairs.slice(1).map(p => p.key.text), nullBody: isNull(first.value), nested: flag(source.project, 'require_generic_test_arguments_property') !== false });
  }
  if (!first.value || isNull(first.value)) return bad(first.key.span, `'${first.key.text}:' needs arguments behind it, or no colon`, { test: first.key.text, emptyBody: true });
  if (first.value.kind !== 'map') return bad(headOf(first.value), `The arguments of '${first.key.text}' must be a mapping`, { test: first.key.text });
  return { name: first.key.text, nameSpan: first.key.content, body: first.value, bodyPath: [...path, first.key.text], node, path };
}

function extractTest(source: Source, tested: Tested, item: TestItem, column: { readonly name: string; readonly span: Span } | null): void {
  const match = NAME.exec(item.name);
  if (!match) {
    source.draft.problem('test-entry-malformed', item.nameSpan, `'${item.name}' is no name of a test: it is 'name' or 'package.name'`, item.path, { name: item.name });
    return;
  }
  const namespace = match[1] ?? null;
  const test = match[2]!;
  const { args, config, argumentNodes } = readBody(source, item);
  const { scope, name: own } = source.project;
  const builtIn = (namespace === null || namespace === 'dbt') && BUILT_IN_TESTS.includes(test);
  source.draft.refer({
    targets: genericTestTargets(lookupOf(source.project), namespace, test),
    type: 'dbt.test', name: test, span: namespace ? { start: item.nameSpan.end - test.length, end: item.nameSpan.end } : item.nameSpan, fullSpan: item.nameSpan,
    from: tested.id, role: 'uses', certainty: builtIn ? 'likely' : 'certain', path: item.path,
    data: { kind: 'test', place: 'test', package: namespace, builtIn, arguments: Object.keys(args), column: column?.name ?? null },
  });
  const given = valueOf(item.body, 'name');
  const columnName = column?.name ?? (typeof args['column_name'] === 'string' ? args['column_name'] : null);
  const all: JsonMap = { ...args, ...(column ? { column_name: column.name } : {}) };
  const columns = checkedColumns(test, columnName, args);
  const off = projectConfigs(source.project, 'test', [own, ...source.role.folders, item.name]);
  const enabled = switchState(off.root['enabled'] ?? config['enabled'] ?? off.own['enabled'], source.project) !== 'off';
  const checkOf = (of: Tested): Check => {
    const kind = [...(namespace ? [namespace] : []), ...(of.isSource ? ['source'] : []), test].join('_');
    const names = testNames(kind, of.name, all);
    const name = given?.kind === 'scalar' ? given.text : names.name;
    return {
      id: nodeId(scope, `test.${own}.${name}.${testHash(name, test, namespace, { ...all, model: `{{ get_where_subquery(${of.expression}) }}` })}`),
      targets: of.targets, columns, assertion: assertionOf(namespace, test), test: namespace ? `${namespace}.${test}` : test, tool: 'dbt',
      name: given?.kind === 'scalar' ? given.text : null, arguments: args, config: { ...config, generatedName: names.name, alias: names.alias },
      span: item.node.span, testSpan: item.nameSpan, path: item.path, enabled,
    };
  };
  const check = checkOf(tested);
  if (tested.forVersions) tested.forVersions.push({ column: column?.name ?? null, checkOf });
  else source.draft.checks.push(check);
  testArguments(source, tested, { item, namespace, test, args, argumentNodes, check, column });
}

/** Arguments and configs of a test, wherever the file has them, with what dbt says about the places. */
function readBody(source: Source, item: TestItem): { args: { [name: string]: Json }; config: { [name: string]: Json }; argumentNodes: { name: string; node: YamlNode | null; path: Path; key: YamlScalar }[] } {
  const args: { [name: string]: Json } = Object.create(null);
  const config: { [name: string]: Json } = Object.create(null);
  const argumentNodes: { name: string; node: YamlNode | null; path: Path; key: YamlScalar }[] = [];
  if (!item.body) return { args, config, argumentNodes };
  const nested = pairOf(item.body, 'arguments');
  const wantsNested = flag(source.project, 'require_generic_test_arguments_property');
  const configNode = valueOf(item.body, 'config');
  if (configNode && !isNull(configNode) && configNode.kind !== 'map') source.draft.problem('test-entry-malformed', headOf(configNode), "'config' of a test must be a mapping", [...item.bodyPath, 'config']);
  const loose: string[] = [];
  for (const pair of pairsOf(item.body)) {
    const key = pair.key.text;
    const path = [...item.bodyPath, key];
    if (key === 'model') source.draft.problem('test-entry-malformed', pair.key.span, "'model' is given by dbt and can't be an argument", path, { key });
    if (TEST_CONFIG.has(key)) {
      config[key] = toJson(pair.value);
      placedConfig(source, item, pair.key, path, configNode, wantsNested);
      continue;
    }
    if (TEST_KEYS.has(key)) {
      if (key === 'column_name') args[key] = toJson(pair.value);
      continue;
    }
    loose.push(key);
    args[key] = toJson(pair.value);
    argumentNodes.push({ name: key, node: pair.value, path, key: pair.key });
  }
  for (const pair of pairsOf(nested?.value ?? null)) {
    const path = [...item.bodyPath, 'arguments', pair.key.text];
    if (TEST_CONFIG.has(pair.key.text) && wantsNested !== false) {
      source.draft.problem('test-config-as-argument', pair.key.span, `'${pair.key.text}' is a config, not an argument: it belongs under 'config'`, path, { key: pair.key.text, into: [...item.bodyPath, 'config'], sure: true, severity: 'information' });
      config[pair.key.text] = toJson(pair.value);
      continue;
    }
    if (wantsNested !== false && (pair.key.text === 'config' || pair.key.text === 'name' || pair.key.text === 'description')) {
      if (pair.key.text === 'config') Object.assign(config, asMap(toJson(pair.value)));
      continue;
    }
    if (pair.key.text === 'model') source.draft.problem('test-entry-malformed', pair.key.span, "'model' is given by dbt and can't be an argument", path, { key: 'model' });
    args[pair.key.text] = toJson(pair.value);
    argumentNodes.push({ name: pair.key.text, node: pair.value, path, key: pair.key });
  }
  style(source, item, nested?.key ?? null, loose, wantsNested);
  Object.assign(config, asMap(toJson(configNode ?? null)));
  checkTestConfig(source, item, config, configNode);
  for (const key of TEST_CONFIG) referLate(source, valueOf(configNode, key) ?? valueOf(item.body, key), item);
  return { args, config, argumentNodes };
}

function placedConfig(source: Source, item: TestItem, key: YamlScalar, path: Path, configNode: YamlNode | null, wantsNested: boolean | null): void {
  if (pairOf(configNode, key.text)) {
    source.draft.problem('key-both-places', key.span, `'${key.text}' is set here and under 'config'; dbt refuses both`, path, { key: key.text, outer: path, into: [...item.bodyPath, 'config'] });
    return;
  }
  if (wantsNested === false) return;
  deprecation(source, 'test-config-as-argument', 'PropertyMovedToConfigDeprecation (dbt D030)', [1, 10, 8], false, key.span, `'${key.text}' is a config of the test: move it under 'config'`, path, {
    key: key.text, into: [...item.bodyPath, 'config'], sure: wantsNested === true,
  });
}

/** Says where arguments belong, by the flag that decides it; silent if the flag isn't known. */
function style(source: Source, item: TestItem, nested: YamlScalar | null, loose: readonly string[], wantsNested: boolean | null): void {
  if (wantsNested !== false && loose.length > 0) {
    deprecation(source, 'test-arguments-style', 'MissingArgumentsPropertyInGenericTestDeprecation (dbt D039)', [1, 10, 5], false, item.nameSpan, `Nest ${quoted(loose)} under 'arguments'`, item.path, {
      keys: [...loose], body: [...item.bodyPath], into: [...item.bodyPath, 'arguments'], wrap: true, sure: wantsNested === true,
    });
  } else if (wantsNested === false && nested) {
    deprecation(source, 'test-arguments-style', 'ArgumentsPropertyInGenericTestDeprecation (dbt D038)', [1, 10, 5], false, nested.span, "dbt passes 'arguments' on as an argument here: set the flag require_generic_test_arguments_property, or unwrap it", item.path, {
      body: [...item.bodyPath], into: [...item.bodyPath], wrap: false, ...(BUILT_IN_TESTS.includes(item.name) ? { severity: 'error' } : {}),
    });
  }
}

function quoted(names: readonly string[]): string {
  return names.map(n => `'${n}'`).join(', ');
}

const COMPARISON = /^\s*(?:=|==|!=|<>|<|<=|>|>=|between\b|in\b|is\b|not\b)/i;

function checkTestConfig(source: Source, item: TestItem, config: JsonMap, configNode: YamlNode | null): void {
  const place = (name: string): { node: YamlNode | null; path: Path } =>
    pairOf(configNode, name) ? { node: valueOf(configNode, name), path: [...item.bodyPath, 'config', name] } : { node: valueOf(item.body, name), path: [...item.bodyPath, name] };
  const oneOf = (name: string, allowed: readonly string[], severity?: string): void => {
    const { node, path } = place(name);
    const value = config[name];
    if (!node || typeof value !== 'string' || value.includes('{{') || allowed.includes(value.toLowerCase())) return;
    source.draft.problem('invalid-enum-value', node.span, `'${value}' is no ${name} (${allowed.join(', ')})`, path, { allowed: [...allowed], near: closest(value, allowed, 1)[0] ?? null, ...(severity ? { severity } : {}) });
  };
  oneOf('severity', ['warn', 'error']);
  oneOf('store_failures_as', ['table', 'view', 'ephemeral'], 'warning');
  const wrong = (name: string, message: string): void => {
    const { node, path } = place(name);
    if (node) source.draft.problem('wrong-type', node.span, message, path, { key: name });
  };
  if (typeof config['fail_calc'] === 'number') wrong('fail_calc', "'fail_calc' must be a text");
  if (typeof config['materialized'] === 'string' && config['materialized'] !== 'test') wrong('materialized', "A test is always materialized as 'test'");
  const tags = config['tags'];
  if (tags !== undefined && tags !== null && !(Array.isArray(tags) ? tags : [tags]).every(t => typeof t === 'string')) wrong('tags', "'tags' must be a list of texts");
  for (const name of ['warn_if', 'error_if']) {
    const { node, path } = place(name);
    const value = config[name];
    if (node && typeof value === 'string' && !value.includes('{{') && !COMPARISON.test(value)) source.draft.problem('expression-syntax', node.span, `'${name}' must look like '>10'`, path, { value });
  }
}

/** Refs and variables in test configs such as `where`. */
function referLate(source: Source, node: YamlNode | null, item: TestItem): void {
  if (node?.kind !== 'scalar') return;
  for (const call of callsInScalar(source, node)) {
    if (referCall(source, call, { from: null, place: 'test_config', role: 'names', lenient: true, path: item.path }) !== null) continue;
    const macro = macroOf(call);
    if (macro) source.draft.problem('test-config-macro', call.span, `dbt knows no macros in a test's config: '${macro.name}' is undefined here`, item.path, { macro: macro.name });
  }
}

const COMBINATION: { readonly [test: string]: string } = {
  unique_combination_of_columns: 'combination_of_columns',
  expect_compound_columns_to_be_unique: 'column_list',
  expect_select_column_values_to_be_unique_within_record: 'column_list',
};

function checkedColumns(test: string, column: string | null, args: JsonMap): string[] {
  const list = entry(COMBINATION, test);
  const combined = list ? args[list] : undefined;
  if (Array.isArray(combined)) return combined.filter((c): c is string => typeof c === 'string');
  return column === null ? [] : [column];
}

const SAME: { readonly [test: string]: string } = {
  'dbt_utils.unique_combination_of_columns': 'unique_combination',
  'dbt_expectations.expect_compound_columns_to_be_unique': 'unique_combination',
  'dbt_expectations.expect_column_values_to_not_be_null': 'not_null',
  'dbt_expectations.expect_column_values_to_be_unique': 'unique',
  'dbt_expectations.expect_column_values_to_be_in_set': 'accepted_values',
  'dbt_utils.relationships_where': 'relationships',
};

function assertionOf(namespace: string | null, test: string): string {
  if (namespace === null || namespace === 'dbt') return test;
  return SAME[`${namespace}.${test}`] ?? `${namespace}.${test}`;
}
