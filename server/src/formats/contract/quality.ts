import type { Path } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import { itemsOf, pairOf, readYaml, textOf, toJson, valueOf, type YamlNode, type YamlScalar } from '../../syntax/yaml';
import { addCheck, type CheckedDataset, mentionColumn, wordOf } from '../shared/quality';
import { checkExpectation, type GivenArgument } from '../shared/gx/arguments';
import { readCheck } from '../shared/soda/grammar';
import { contractCheckKey } from './names';
import { checkCron, type OdcsReading } from './reading';

/** What a list of checks is on. */
export interface QualityPlace {
  readonly table: string;
  /** Null for checks on the table. */
  readonly column: string | null;
  readonly dataset: CheckedDataset;
  /** The columns the contract lists. */
  readonly columns: readonly string[];
  readonly from: Key;
}

export const OPERATORS: readonly string[] = ['mustBe', 'mustNotBe', 'mustBeGreaterThan', 'mustBeGreaterOrEqualTo', 'mustBeLessThan', 'mustBeLessOrEqualTo', 'mustBeBetween', 'mustNotBeBetween'];

/** Adds the checks of a `quality` list, and what is wrong with them. */
export function addQuality(r: OdcsReading, list: YamlNode | null, place: QualityPlace, path: Path): void {
  if (list?.kind !== 'seq') return;
  list.items.forEach((item, i) => item.value?.kind === 'map' && one(r, item.value, place, [...path, i]));
}

function one(r: OdcsReading, node: YamlNode, place: QualityPlace, path: Path): void {
  const { draft } = r;
  const metric = wordOf(valueOf(node, 'metric')) ?? wordOf(valueOf(node, 'rule'));
  const type = textOf(valueOf(node, 'type')) ?? (metric ? 'library' : 'text');
  checkCron(draft, valueOf(node, 'schedule'), textOf(valueOf(node, 'scheduler')));
  range(r, node);
  const arguments_ = toJson(node);
  const args = typeof arguments_ === 'object' && arguments_ !== null && !Array.isArray(arguments_) ? (arguments_ as { [name: string]: Json }) : {};
  if (type === 'text') return;
  const testSpan = metric?.content ?? wordOf(valueOf(node, 'type'))?.content ?? wordOf(valueOf(node, 'engine'))?.content ?? { start: node.span.start, end: node.span.start };
  const properties = valueOf(valueOf(node, 'arguments'), 'properties');
  const columns = place.column !== null ? [place.column] : itemsOf(properties).flatMap(p => textOf(p) ?? []);
  if (type === 'library' && metric) library(r, node, metric, place, path);
  if (type === 'sql' && !pairOf(node, 'query')) draft.problems.push({ rule: 'odcs-quality-invalid', span: testSpan, message: "A check of type 'sql' needs a 'query'", path, data: { severity: 'error' } });
  if (type === 'custom') custom(r, node, testSpan, path);
  if (place.column === null) for (const p of itemsOf(properties)) {
    const word = wordOf(p);
    if (!word) continue;
    mentionColumn(draft, place.dataset, word.text, word.content, 'contract', place.from);
    if (place.columns.length > 0 && !place.columns.some(c => c.toLowerCase() === word.text.toLowerCase())) draft.problem('odcs-unknown-reference', word.content, `'${word.text}' is not a property of '${place.table}'`, { severity: 'error', names: place.columns });
  }
  const assertion = assertionOf(metric?.text ?? type, args, columns);
  const valid = (args['arguments'] as { readonly validValues?: Json } | undefined)?.validValues ?? args['validValues'];
  addCheck(draft, {
    id: contractCheckKey(r.head.id, r.count++), dataset: place.dataset, columns, assertion, test: metric?.text ?? textOf(valueOf(node, 'engine')) ?? type, tool: r.head.language, span: node.span, testSpan, path,
    name: textOf(valueOf(node, 'name')), arguments: assertion === 'accepted_values' && Array.isArray(valid) ? { values: valid, ...args } : args,
  });
}

function library(r: OdcsReading, node: YamlNode, metric: YamlScalar, place: QualityPlace, path: Path): void {
  const { draft } = r;
  const say = (message: string, data: { readonly [name: string]: Json } = {}): void => {
    draft.problems.push({ rule: 'odcs-quality-invalid', span: metric.content, message, path, data: { severity: 'error', ...data } });
  };
  const name = metric.text;
  const operators = OPERATORS.filter(o => pairOf(node, o) !== null);
  if (operators.length === 0) say(`'${name}' is compared with nothing: add 'mustBe' or another operator`, { add: 'mustBe' });
  if (operators.length > 1) say(`Only one operator may be given, not ${operators.map(o => `'${o}'`).join(' and ')}`);
  const args = valueOf(node, 'arguments');
  if (name === 'rowCount' && place.column !== null) say("'rowCount' is about a table: move it to the table's own quality list");
  if (place.column === null && ['nullValues', 'missingValues', 'invalidValues'].includes(name)) say(`'${name}' is about a column: move it to the quality list of a property`);
  if (place.column === null && name === 'duplicateValues' && !valueOf(args, 'properties')) say("'duplicateValues' of a table needs the columns in 'arguments.properties'");
  if (name === 'missingValues' && !valueOf(args, 'missingValues')) say("'missingValues' needs the values in 'arguments.missingValues'", { severity: 'warning' });
  if (name === 'invalidValues' && !valueOf(args, 'validValues') && !valueOf(args, 'pattern') && !valueOf(node, 'validValues')) say("'invalidValues' needs 'arguments.validValues' or 'arguments.pattern'", { severity: 'warning' });
}

function range(r: OdcsReading, node: YamlNode): void {
  for (const key of ['mustBeBetween', 'mustNotBeBetween']) {
    const list = valueOf(node, key);
    const [low, high] = itemsOf(list);
    if (low?.kind === 'scalar' && high?.kind === 'scalar' && typeof low.value === 'number' && typeof high.value === 'number' && low.value > high.value) r.draft.problem('odcs-quality-invalid', list!.span, `The smaller bound comes first: ${high.value}, ${low.value}`, { severity: 'error', swap: [low.span.start, low.span.end, high.span.start, high.span.end] });
  }
}

/** A check of another tool inside the contract: read by that tool's own rules. */
function custom(r: OdcsReading, node: YamlNode, span: { start: number; end: number }, path: Path): void {
  const engine = textOf(valueOf(node, 'engine'));
  const implementation = valueOf(node, 'implementation');
  const missing = [engine === null ? 'engine' : '', implementation === null ? 'implementation' : ''].filter(m => m !== '');
  if (missing.length > 0) {
    r.draft.problems.push({ rule: 'odcs-quality-invalid', span, message: `A check of type 'custom' needs ${missing.map(m => `'${m}'`).join(' and ')}`, path, data: { severity: 'error' } });
    return;
  }
  if (/great[_-]?expectations|^gx$/i.test(engine!)) expectation(r, implementation!);
  if (/^soda$/i.test(engine!)) sodaCheck(r, implementation!);
}

function expectation(r: OdcsReading, node: YamlNode): void {
  const inside = node.kind === 'scalar' ? readYaml(node.text).root : node;
  const shift = node.kind === 'scalar' ? node.span : null;
  const type = wordOf(valueOf(inside, 'type') ?? valueOf(inside, 'expectation_type'));
  const kwargs = valueOf(inside, 'kwargs');
  if (!type) return;
  const args: GivenArgument[] = kwargs?.kind === 'map' ? kwargs.pairs.map(p => ({ name: p.key.text, nameSpan: shift ?? p.key.content, value: toJson(p.value), span: shift ?? p.value?.span ?? p.key.span })) : [];
  const before = r.draft.problems.length;
  // The column is given by the place in the contract, so that it may be left out.
  checkExpectation(r.draft, { name: type.text, nameSpan: shift ?? type.content, arguments: args, open: true, legacy: false });
  for (let i = before; i < r.draft.problems.length; i++) r.draft.problems[i] = { ...r.draft.problems[i]!, rule: 'odcs-embedded-rule-invalid', data: { ...r.draft.problems[i]!.data, severity: 'warning', ...(shift ? { near: [] } : {}) } };
}

function sodaCheck(r: OdcsReading, node: YamlNode): void {
  if (node.kind !== 'scalar' || /[\n:]/.test(node.text.trim()) || node.text.includes('{{')) return;
  const plain = node.content.end - node.content.start === node.text.length;
  const read = readCheck(node.text, node.content.start);
  if (!read.ok && /^[a-z_]+\(|^row_count/.test(node.text)) r.draft.problem('odcs-embedded-rule-invalid', plain ? read.mistake.span : node.span, `Soda can't read this check: ${read.mistake.message}`, { severity: 'warning' });
}

function assertionOf(metric: string, args: { readonly [name: string]: Json }, columns: readonly string[]): string {
  const zero = args['mustBe'] === 0 || args['mustBeLessOrEqualTo'] === 0 || args['mustBeLessThan'] === 1;
  if (metric === 'rowCount') return 'row_count';
  if (!zero) return metric;
  const inner = args['arguments'];
  const valid = (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as { readonly [name: string]: Json })['validValues'] : undefined) ?? args['validValues'];
  if (metric === 'nullValues') return 'not_null';
  if (metric === 'duplicateValues') return columns.length > 1 ? 'unique_combination' : 'unique';
  return metric === 'invalidValues' && Array.isArray(valid) ? 'accepted_values' : metric;
}
