import type { Facts } from '../../model/facts';
import type { Document } from '../../model/format';
import { readSuppressions } from '../../model/suppression';
import { type CallExpression, type Expression, readPython } from '../../syntax/python';
import { closest } from '../../text/fuzzy';
import { entry } from '../../text/entry';
import type { Span } from '../../text/span';
import { Draft } from '../shared/draft';
import { callsIn, type PythonNames, pythonNames } from '../shared/pythonNames';
import { addCheck, type CheckedDataset, checkedDataset, mentionColumn } from '../shared/quality';
import { isName } from './checks';
import { rulesetKey } from './names';
import { CONSTRAINTS, OTHER_METHODS } from './types';

/** The checks of PyDeequ in a Python file: `Check(spark, CheckLevel.Error, "…").isComplete("id").isUnique("id")`. */
export function pydeequ(document: Document, draft: Draft): void {
  const file = readPython(document.text);
  draft.suppressions = readSuppressions(document.text, file.comments);
  const names = pythonNames(file);
  const calls = callsIn(file);
  const checks = new Set<string>();
  for (const s of file.body) if (s.kind === 'assign' && s.value && rootOf(s.value, names, checks) && s.targets[0]?.kind === 'name') checks.add(s.targets[0].name);
  const dataset = datasetIn(calls);
  let number = 0;
  for (const call of calls) {
    if (call.callee.kind !== 'attribute' || !rootOf(call.callee.value, names, checks)) continue;
    const method = call.callee.name;
    const columns = entry(CONSTRAINTS, method);
    if (columns === undefined) {
      const near = OTHER_METHODS.has(method) ? [] : closest(method, Object.keys(CONSTRAINTS), 1);
      if (near.length > 0) draft.problem('deequ-unknown-constraint', call.callee.nameSpan, `A check of Deequ has no '${method}'; did you mean '${near[0]!}'?`, { near });
      continue;
    }
    const given = call.args.filter(a => a.name === null && a.star === '').map(a => a.value);
    const list = columns === -1 && given[0]?.kind === 'list' ? given[0].items : given.slice(0, Math.max(0, columns));
    const texts = list.flatMap(v => (v.kind === 'text' ? [{ text: v.value, span: v.content }] : []));
    const values = method === 'isContainedIn' && given[1] ? names.literal(given[1]) : undefined;
    constraint(draft, document.path, number++, dataset, method, texts, call.callee.nameSpan, call.span, Array.isArray(values) ? values.map(String) : null);
  }
}

/** Whether an expression is a check in the making: a call of `Check`, or a chain of methods that begins with one. */
function rootOf(e: Expression, names: PythonNames, checks: ReadonlySet<string>): boolean {
  let at = e;
  for (let depth = 0; depth < 500; depth++) {
    if (at.kind === 'name') return checks.has(at.name);
    if (at.kind !== 'call') return false;
    if (/^pydeequ(\.\w+)*\.Check$/.test(names.path(at.callee) ?? '')) return true;
    if (at.callee.kind !== 'attribute') return false;
    at = at.callee.value;
  }
  return false;
}

/** The dataset that `onData` is given: a table read by its name, else what the variable is called. */
function datasetIn(calls: readonly CallExpression[]): CheckedDataset {
  const on = calls.filter(c => c.callee.kind === 'attribute' && c.callee.name === 'onData');
  const given = on.length === 1 ? on[0]!.args[0]?.value : undefined;
  const reads = calls.flatMap(c => (c.callee.kind === 'attribute' && c.callee.name === 'table' && c.args[0]?.value.kind === 'text' ? [c.args[0].value.value] : []));
  if (on.length === 1 && reads.length === 1) return checkedDataset(reads[0]!);
  return checkedDataset(given?.kind === 'name' ? stemOf(given.name) : 'data', 'guessed');
}

function stemOf(name: string): string {
  return name.replace(/^df_|_?(df|data|frame)$/i, '') || name;
}

/** The checks of Deequ in Scala or Java: method calls on lines of a file that imports it. Only names in quotes are taken. */
export function scalaDeequ(document: Document): Facts {
  const draft = new Draft();
  const { text } = document;
  const comments = [...text.matchAll(/\/\/[^\n]*/g)].map(m => ({ start: m.index, end: m.index + m[0].length }));
  draft.suppressions = readSuppressions(text, comments);
  const table = [...text.matchAll(/\.table\(\s*"([\w.]{1,200})"\s*\)/g)].map(m => m[1]!);
  const variable = /\.onData\(\s*(\w{1,100})\s*\)/.exec(text)?.[1];
  const dataset = table.length === 1 ? checkedDataset(table[0]!) : checkedDataset(variable ? stemOf(variable) : 'data', 'guessed');
  let number = 0;
  for (const match of text.matchAll(/\.(\w{3,60})\(/g)) {
    const columns = entry(CONSTRAINTS, match[1]!);
    if (columns === undefined || comments.some(c => match.index >= c.start && match.index < c.end)) continue;
    const start = match.index + match[0].length;
    const close = text.indexOf(')', start);
    const args = text.slice(start, close < 0 ? start : Math.min(close, start + 2_000));
    const quoted = [...args.matchAll(/"([^"\n]{0,200})"/g)].slice(0, columns === -1 ? 50 : Math.max(0, columns)).map(m => ({ text: m[1]!, span: { start: start + m.index + 1, end: start + m.index + m[0].length - 1 } }));
    if (columns !== 0 && quoted.length === 0) continue;
    const list = match[1] === 'isContainedIn' ? [...args.matchAll(/"([^"\n]{0,200})"/g)].slice(1).map(m => m[1]!) : null;
    constraint(draft, document.path, number++, dataset, match[1]!, quoted, { start: match.index + 1, end: start - 1 }, { start: match.index, end: close < 0 ? start : close + 1 }, list);
  }
  return draft.facts();
}

function constraint(draft: Draft, path: string, number: number, dataset: CheckedDataset, method: string, columns: readonly { readonly text: string; readonly span: Span }[], testSpan: Span, span: Span, values: readonly string[] | null): void {
  for (const c of columns) if (isName(c.text)) mentionColumn(draft, dataset, c.text, c.span, 'deequ');
  const add = (assertion: string, suffix = ''): void => addCheck(draft, { id: `${rulesetKey(path, number)}${suffix}`, dataset, columns: columns.map(c => c.text), assertion, test: method, tool: 'deequ', span, testSpan, arguments: values && values.length > 0 ? { values: [...values] } : {} });
  switch (method) {
    case 'isComplete': case 'areComplete': add('not_null');
      break;
    case 'isUnique': add('unique');
      break;
    case 'isPrimaryKey':
      add('unique');
      add('not_null', '/null');
      break;
    case 'isContainedIn': add(values && values.length > 0 ? 'accepted_values' : 'is_contained_in');
      break;
    case 'hasSize': add('row_count_condition');
      break;
    default: add(method.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase());
      break;
  }
}
