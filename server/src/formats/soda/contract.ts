import type { ColumnDeclaration, Facts, Path } from '../../model/facts';
import type { Document } from '../../model/format';
import type { Json } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { validate } from '../../syntax/jsonSchema';
import { foldsOf, itemsOf, pairOf, textOf, toJson, valueOf, type YamlDocument, type YamlNode, type YamlPair } from '../../syntax/yaml';
import { closest } from '../../text/fuzzy';
import { Draft } from '../shared/draft';
import { addCheck, type CheckedDataset, checkedDataset, mentionColumn, mentionDataset, wordOf } from '../shared/quality';
import { schemaProblem } from '../shared/structured';
import { sodaCheckKey } from './names';

const COLUMN_CHECKS: readonly string[] = ['missing', 'invalid', 'duplicate', 'aggregate', 'failed_rows', 'metric'];
const DATASET_CHECKS: readonly string[] = ['schema', 'row_count', 'freshness', 'duplicate', 'failed_rows', 'metric', 'group_by', 'reconciliation'];

/** A contract of Soda 4: columns, checks, thresholds. */
export function extractSodaContract(document: Document, tree: YamlDocument): Facts {
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, tree.comments);
  for (const p of tree.problems) draft.problem(p.rule, p.span, p.message, p.data);
  draft.folds.push(...foldsOf(tree, document.text));
  for (const p of validate('soda/contract', tree.root)) draft.problems.push(schemaProblem('soda-contract-invalid', p));
  const named = wordOf(valueOf(tree.root, 'dataset'));
  if (!named) return draft.facts();
  // The first part is the data source: it is no part of the table's name.
  const table = named.text.split('/').slice(1).join('.') || named.text;
  const dataset = checkedDataset(table);
  const id = mentionDataset(draft, dataset, { start: named.content.end - (table.split('.').pop() ?? '').length, end: named.content.end }, null, 'soda.dataset', named.span);
  const columns = columnsOf(draft, tree.root, dataset);
  const at = { start: named.content.end, end: named.content.end };
  if (columns.length > 0) draft.declare({ id, kind: 'dataset', type: 'sql.table', role: 'describes', name: table, keys: [], nameSpan: at, span: at, parent: null, path: null, attributes: {}, columns, columnsComplete: false, yieldsTo: dataset.targets });
  let number = 0;
  for (const [column, list, path] of checkLists(tree.root)) {
    const seen = new Set<string>();
    for (const [i, item] of (list.value?.kind === 'seq' ? list.value.items : []).entries()) {
      const node = item.value;
      if (node?.kind === 'scalar') {
        const known = column === null ? DATASET_CHECKS : COLUMN_CHECKS;
        draft.problem('soda-contract-invalid', node.content, known.includes(node.text) ? `A colon is missing: write '${node.text}:'` : `'${node.text}' is no check`, { severity: 'error', ...(known.includes(node.text) ? { near: [`${node.text}:`] } : {}) });
        continue;
      }
      const pair = node?.kind === 'map' ? node.pairs[0] : undefined;
      if (!pair || !node) continue;
      const known = column === null ? DATASET_CHECKS : COLUMN_CHECKS;
      if (!known.includes(pair.key.text)) {
        const near = closest(pair.key.text, known, 1);
        // Soda takes a check at the other level, and it has nothing to look at there.
        const elsewhere = COLUMN_CHECKS.includes(pair.key.text) || DATASET_CHECKS.includes(pair.key.text);
        draft.problem('soda-contract-invalid', pair.key.content, `'${pair.key.text}' is no check ${column === null ? 'of a dataset' : 'of a column'}${near[0] ? `; did you mean '${near[0]}'?` : ''}`, { severity: elsewhere ? 'warning' : 'error', near });
        continue;
      }
      bounds(draft, pair);
      needs(draft, pair);
      twice(draft, pair, seen);
      const columnsHere = column === null ? itemsOf(valueOf(pair.value, 'columns')).flatMap(c => textOf(c) ?? []) : [column];
      if (column === null) for (const c of itemsOf(valueOf(pair.value, 'columns'))) {
        const word = wordOf(c);
        if (word) mentionColumn(draft, dataset, word.text, word.content, 'soda');
      }
      const freshness = wordOf(valueOf(pair.value, 'column'));
      if (freshness && column === null) mentionColumn(draft, dataset, freshness.text, freshness.content, 'soda');
      addCheck(draft, { id: sodaCheckKey(document.path, number++), dataset, columns: columnsHere, assertion: assertionOf(pair), test: pair.key.text, tool: 'soda', span: node.span, testSpan: pair.key.content, path: [...path, i], name: textOf(valueOf(pair.value, 'name')), arguments: argumentsOf(pair) });
    }
  }
  return draft.facts();
}

function columnsOf(draft: Draft, root: YamlNode | null, dataset: CheckedDataset): ColumnDeclaration[] {
  const seen = new Map<string, true>();
  const out: ColumnDeclaration[] = [];
  itemsOf(valueOf(root, 'columns')).forEach((node, i) => {
    const named = wordOf(valueOf(node, 'name'));
    if (!named) return;
    if (seen.has(named.text.toLowerCase())) draft.problem('soda-contract-invalid', named.content, `Column '${named.text}' is listed twice`, { severity: 'error' });
    seen.set(named.text.toLowerCase(), true);
    mentionColumn(draft, dataset, named.text, named.content, 'contract');
    out.push({ name: named.text, nameSpan: named.content, span: node.span, path: ['columns', i], type: textOf(valueOf(node, 'data_type')) });
  });
  return out;
}

/** Lists of checks with the column they are on. */
function* checkLists(root: YamlNode | null): Iterable<readonly [string | null, YamlPair, Path]> {
  const columns = valueOf(root, 'columns');
  for (const [i, item] of (columns?.kind === 'seq' ? columns.items : []).entries()) {
    const list = pairOf(item.value, 'checks');
    const name = textOf(valueOf(item.value, 'name'));
    if (list && name) yield [name, list, ['columns', i, 'checks']];
  }
  const own = pairOf(root, 'checks');
  if (own) yield [null, own, ['checks']];
}

/** What Soda asks of a check, by its type: one of the keys. */
const NEEDS: { readonly [check: string]: readonly string[] } = { aggregate: ['function'], freshness: ['column'], metric: ['expression', 'query'], failed_rows: ['expression', 'query', 'keys_query'] };

function needs(draft: Draft, check: YamlPair): void {
  const name = check.key.text;
  const keys = check.value?.kind === 'map' ? check.value.pairs.map(p => p.key.text) : [];
  const wanted = Object.hasOwn(NEEDS, name) ? NEEDS[name]! : [];
  if (wanted.length > 0 && !wanted.some(k => keys.includes(k))) draft.problem('soda-contract-invalid', check.key.content, `'${name}' needs ${wanted.map(k => `\`${k}\``).join(' or ')}`, { severity: 'error' });
  if (name === 'invalid' && !keys.some(k => /^(in)?valid_/.test(k))) draft.problem('soda-contract-invalid', check.key.content, "'invalid' says neither what is valid nor what is invalid", { severity: 'error' });
  for (const form of ['valid_format', 'invalid_format']) {
    const pair = pairOf(check.value, form);
    if (pair?.value?.kind === 'scalar') draft.problem('soda-contract-invalid', pair.value.span, `\`${form}\` must have \`regex\` and \`name\``, { severity: 'error' });
  }
  const reference = pairOf(check.value, 'valid_reference_data');
  if (reference?.value?.kind === 'map' && !valueOf(reference.value, 'column')) draft.problem('soda-contract-invalid', reference.key.content, '`valid_reference_data` needs `column`', { severity: 'error' });
}

/** Soda knows a check by its column, type and `qualifier`: two of one identity are refused. */
function twice(draft: Draft, check: YamlPair, seen: Set<string>): void {
  // Checks of extensions to Soda have rules of their own.
  if (check.key.text === 'group_by' || check.key.text === 'reconciliation') return;
  const identity = `${check.key.text}\n${textOf(valueOf(check.value, 'qualifier')) ?? ''}`;
  if (seen.has(identity)) draft.problem('soda-contract-invalid', check.key.content, `There is another '${check.key.text}' here: tell them apart by \`qualifier\``, { severity: 'error' });
  seen.add(identity);
}

function bounds(draft: Draft, check: YamlPair): void {
  const threshold = valueOf(check.value, 'threshold');
  for (const key of ['must_be_between', 'must_be_not_between']) {
    const between = valueOf(threshold, key);
    const low = valueOf(between, 'greater_than') ?? valueOf(between, 'greater_than_or_equal');
    const high = valueOf(between, 'less_than') ?? valueOf(between, 'less_than_or_equal');
    if (low?.kind === 'scalar' && high?.kind === 'scalar' && typeof low.value === 'number' && typeof high.value === 'number' && low.value > high.value) draft.problem('soda-contract-invalid', between!.span, `The lower bound ${low.value} is above the upper bound ${high.value}`, { severity: 'error', swap: [low.span.start, low.span.end, high.span.start, high.span.end] });
  }
}

function assertionOf(check: YamlPair): string {
  const threshold = valueOf(check.value, 'threshold');
  const zero = threshold === null || toJson(valueOf(threshold, 'must_be')) === 0;
  const name = check.key.text;
  if (zero && name === 'missing') return 'not_null';
  if (zero && name === 'duplicate') return itemsOf(valueOf(check.value, 'columns')).length > 1 ? 'unique_combination' : 'unique';
  if (zero && name === 'invalid' && valueOf(check.value, 'valid_values')?.kind === 'seq') return 'accepted_values';
  return name;
}

function argumentsOf(check: YamlPair): { readonly [name: string]: Json } {
  const value = toJson(check.value);
  const own = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { [name: string]: Json }) : {};
  return Array.isArray(own['valid_values']) ? { values: own['valid_values'], ...own } : own;
}
