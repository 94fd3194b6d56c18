import type { Path } from '../../model/facts';
import type { Json, Key } from '../../model/key';
import type { Span } from '../../text/span';
import type { Draft } from '../shared/draft';
import { addCheck, type CheckedDataset } from '../shared/quality';
import type { Given } from '../shared/gx/arguments';
import { assertionOf, expectationFacts } from '../shared/gx/expectations';
import { gxKey } from './names';

/** The arguments that name columns, in the order in which they are shown. */
export const COLUMN_ARGUMENTS: readonly string[] = ['column', 'column_A', 'column_B', 'column_list', 'column_set'];

/** Adds an expectation as a check on its dataset. `number` is its place in the suite, from 0. */
export function addExpectation(draft: Draft, suite: string, number: number, given: Given, dataset: CheckedDataset, span: Span, path: Path | null, enabled = true): void {
  const type = expectationFacts(given.name)?.type ?? given.name;
  const values: { [name: string]: Json } = {};
  for (const a of given.arguments) if (a.value !== undefined && a.name !== 'meta') values[a.name] = a.value;
  const columns = COLUMN_ARGUMENTS.flatMap(name => texts(values[name]));
  const assertion = assertionOf(type);
  const config: { [name: string]: Json } = {};
  for (const name of ['mostly', 'row_condition', 'severity']) if (values[name] !== undefined) config[name] = values[name];
  const id: Key = `${gxKey('suite', suite)}#${number}`;
  addCheck(draft, {
    id, dataset, columns, assertion, test: given.name, tool: 'great_expectations', span, testSpan: given.nameSpan, path, enabled, config,
    arguments: assertion === 'accepted_values' && Array.isArray(values['value_set']) ? { values: values['value_set'], ...values } : values,
  });
}

/** The texts in a value: itself, or those of a list. */
export function texts(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}
