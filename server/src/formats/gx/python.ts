import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { type CallExpression, type Expression, readPython } from '../../syntax/python';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { callsIn, importedModules, type PythonNames, pythonNames } from '../shared/pythonNames';
import { type CheckedDataset, checkedDataset, datasetOfSuite, mentionColumn, mentionDataset } from '../shared/quality';
import { checkExpectation, type Given, type GivenArgument } from '../shared/gx/arguments';
import { addExpectation, COLUMN_ARGUMENTS } from './check';
import { expectationFacts } from '../shared/gx/expectations';
import { gxKey } from './names';

interface Reading {
  readonly draft: Draft;
  readonly names: PythonNames;
  readonly suite: string;
  readonly dataset: CheckedDataset;
}

/** Expectations in Python: classes of `gx.expectations`, configurations, and the methods of 0.x validators. */
export function extractGxPython(document: Document): Facts {
  if (!/expect|add_table_asset/i.test(document.text.replace(/great_expectations/g, ''))) return NO_FACTS;
  const file = readPython(document.text);
  if (!importedModules(file).some(m => /^great_expectations(\.|$)/.test(m))) return NO_FACTS;
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const names = pythonNames(file);
  const calls = callsIn(file);
  const suites = calls.flatMap(c => suiteMade(names, c) ?? []);
  const tables = calls.flatMap(c => tableMade(names, c) ?? []);
  for (const s of suites) if (!draft.declarations.some(d => d.id === gxKey('suite', s.name))) draft.declare({ id: gxKey('suite', s.name), kind: 'symbol', type: 'gx.suite', role: 'defines', name: s.name, keys: [], nameSpan: s.span, span: s.call, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  for (const t of tables) mentionDataset(draft, checkedDataset(t.name), t.span, null, 'gx.dataset');
  const suite = suites.length === 1 ? suites[0]!.name : document.path.replace(/^.*\//, '').replace(/\.py$/, '');
  const dataset = tables.length === 1 ? checkedDataset(tables[0]!.name) : suites.length === 1 ? checkedDataset(datasetOfSuite(suite), 'guessed') : { name: suite, targets: [], binding: 'guessed' as const };
  const reading: Reading = { draft, names, suite, dataset };
  let number = 0;
  for (const call of calls) {
    const given = givenBy(reading, call);
    if (!given) continue;
    const facts = checkExpectation(draft, given);
    if (facts ?? /^expect_|^Expect/.test(given.name)) addExpectation(draft, suite, number++, given, dataset, call.span, null);
  }
  return draft.facts();
}

/** `gx.ExpectationSuite(name="orders")`, `context.add_expectation_suite("orders")`. */
function suiteMade(names: PythonNames, call: CallExpression): { readonly name: string; readonly span: Span; readonly call: Span } | null {
  const last = (names.path(call.callee) ?? (call.callee.kind === 'attribute' ? call.callee.name : '')).split('.').pop() ?? '';
  if (!/^(ExpectationSuite|add_expectation_suite|add_or_update_expectation_suite|create_expectation_suite)$/.test(last)) return null;
  const named = call.args.find(a => a.name === 'name' || a.name === 'expectation_suite_name') ?? call.args.find(a => a.name === null && a.star === '');
  return named?.value.kind === 'text' ? { name: named.value.value, span: named.value.content, call: call.span } : null;
}

/** `datasource.add_table_asset(name="orders", table_name="orders", schema_name="shop")`. */
function tableMade(names: PythonNames, call: CallExpression): { readonly name: string; readonly span: Span } | null {
  if (call.callee.kind !== 'attribute' || call.callee.name !== 'add_table_asset') return null;
  const table = call.args.find(a => a.name === 'table_name') ?? call.args.find(a => a.name === 'name');
  const schema = call.args.find(a => a.name === 'schema_name');
  const prefix = schema ? names.literal(schema.value) : undefined;
  if (table?.value.kind !== 'text' || (schema && typeof prefix !== 'string')) return null;
  return { name: typeof prefix === 'string' ? `${prefix}.${table.value.value}` : table.value.value, span: table.value.content };
}

function givenBy(reading: Reading, call: CallExpression): Given | null {
  const { names } = reading;
  const path = names.path(call.callee);
  const last = path?.split('.').pop() ?? '';
  const nameSpan = call.callee.kind === 'attribute' ? call.callee.nameSpan : call.callee.span;
  if (path?.startsWith('great_expectations.expectations.') && /^(Expect|Unexpected)/.test(last)) return { name: last, nameSpan, legacy: false, ...keywords(reading, call) };
  if (last === 'ExpectationConfiguration') return configuration(reading, call);
  if (call.callee.kind === 'attribute' && /^expect_[a-z_]+$/.test(call.callee.name)) {
    const facts = expectationFacts(call.callee.name);
    const order = facts ? Object.keys(facts.arguments) : [];
    const positional = call.args.filter(a => a.name === null && a.star === '').map((a, i) => argument(reading, order[i] ?? `argument ${i}`, a.value.span, a.value));
    const named = keywords(reading, call);
    return { name: call.callee.name, nameSpan, legacy: true, open: named.open, arguments: [...positional, ...named.arguments] };
  }
  return null;
}

/** `ExpectationConfiguration(type="expect_…", kwargs={…})`. */
function configuration(reading: Reading, call: CallExpression): Given | null {
  const type = call.args.find(a => a.name === 'type' || a.name === 'expectation_type');
  const kwargs = call.args.find(a => a.name === 'kwargs');
  if (type?.value.kind !== 'text') return null;
  const entries = kwargs?.value.kind === 'dict' ? kwargs.value.entries : [];
  const args = entries.flatMap(e => (e.key?.kind === 'text' ? [argument(reading, e.key.value, e.key.content, e.value)] : []));
  return { name: type.value.value, nameSpan: type.value.content, legacy: type.name === 'expectation_type', open: kwargs?.value.kind !== 'dict' || entries.some(e => e.key?.kind !== 'text'), arguments: args };
}

function keywords(reading: Reading, call: CallExpression): { readonly arguments: readonly GivenArgument[]; readonly open: boolean } {
  return {
    arguments: call.args.flatMap(a => (a.name !== null && a.nameSpan ? [argument(reading, a.name, a.nameSpan, a.value)] : [])),
    open: call.args.some(a => a.star !== '' || a.name === null),
  };
}

function argument({ draft, names, dataset }: Reading, name: string, nameSpan: Span, value: Expression): GivenArgument {
  if (COLUMN_ARGUMENTS.includes(name) && name !== 'column_set') for (const e of value.kind === 'list' || value.kind === 'tuple' ? value.items : [value]) if (e.kind === 'text' && e.verbatim && dataset.targets.length > 0) mentionColumn(draft, dataset, e.value, e.content, 'gx');
  return { name, nameSpan, value: names.literal(value), span: value.span };
}
