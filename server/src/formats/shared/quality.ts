import type { Check, Path, Reference } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import type { Span } from '../../text/span';
import type { YamlNode, YamlScalar } from '../../syntax/yaml';
import type { Draft } from './draft';
import { dbtModelTargets, looseTableKey, tableKey, tableTargets } from './names';

/** The dataset that checks are about, as a quality tool names it. */
export interface CheckedDataset {
  readonly name: string;
  /** Keys it may answer to, the surest first. */
  readonly targets: readonly Key[];
  /** `stated`: the file names it. `guessed`: it follows from the name of something else (a suite), so nothing is proved by it. */
  readonly binding: 'stated' | 'guessed';
}

/**
 * The keys that a dataset's name in a quality tool, contract or catalog may mean: the table by that name with its schema, and what
 * dbt makes of that name; a bare name is dbt's first, since a model and its source often share it. `binding` tells how sure the name is.
 */
export function checkedDataset(name: string, binding: CheckedDataset['binding'] = 'stated'): CheckedDataset {
  const parts = name.split('.').map(p => p.replace(/^["'`[]|["'`\]]$/g, '')).filter(p => p !== '');
  const last = parts[parts.length - 1] ?? name;
  return { name, binding, targets: [...new Set(parts.length > 1 ? [...tableTargets(parts, true), ...dbtModelTargets(last), looseTableKey(last)] : [...dbtModelTargets(last), ...tableTargets(parts, true), looseTableKey(last)])] };
}

/** Adds the place that names a dataset, and the dataset itself where nothing else declares it. Gives its id. */
export function mentionDataset(draft: Draft, dataset: CheckedDataset, span: Span, from: Key | null, type: string, fullSpan: Span = span): Key {
  const parts = dataset.name.split('.').filter(p => p !== '');
  const id = tableKey(parts.length > 0 ? parts : [dataset.name]);
  if (dataset.binding === 'stated') draft.describe(id, 'dataset', 'sql.table', dataset.name, span, dataset.targets);
  draft.refer({ targets: dataset.targets, type, name: dataset.name, span, fullSpan, from, role: 'names', certainty: 'likely' });
  return id;
}

/** Adds a place that names a column of a dataset. The dataset itself is not written there. `place` tells rules what kind of place it is. */
export function mentionColumn(draft: Draft, dataset: CheckedDataset, column: string, span: Span, place: string, from: Key | null = null, path?: Path): void {
  const reference: Reference = {
    targets: dataset.targets, type: 'quality.column', name: dataset.name, span, fullSpan: span, from, role: 'names', certainty: 'likely', implied: true,
    column: { name: column, span }, data: { place, binding: dataset.binding }, ...(path ? { path } : {}),
  };
  draft.refer(reference);
}

/** A check in the making: what is left out is as usual. */
export interface NewCheck {
  readonly id: Key;
  readonly dataset: CheckedDataset;
  readonly columns: readonly string[];
  readonly assertion: string;
  readonly test: string;
  readonly tool: string;
  readonly span: Span;
  readonly testSpan: Span;
  readonly name?: string | null;
  readonly arguments?: { readonly [name: string]: Json };
  readonly config?: { readonly [name: string]: Json };
  readonly path?: Path | null;
  readonly enabled?: boolean;
}

export function addCheck(draft: Draft, check: NewCheck): void {
  const { dataset, ...rest } = check;
  const made: Check = { name: null, arguments: {}, config: {}, path: null, enabled: true, ...rest, targets: dataset.targets };
  draft.checks.push(made);
}

/** The text of a scalar that is not empty; null for anything else. */
export function wordOf(node: YamlNode | null | undefined): YamlScalar | null {
  return node?.kind === 'scalar' && node.text.trim() !== '' ? node : null;
}

/** `orders` for `orders_suite`, `orders.warning`, `orders-expectations`: the dataset that a suite is named after. */
export function datasetOfSuite(name: string): string {
  return name.replace(/([._-](expectation[_-]?)?(suite|expectations|warning|critical|failure|default|basic|checks?|quality|validation|demo))+$/i, '');
}
