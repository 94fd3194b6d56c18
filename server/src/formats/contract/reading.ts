import { itemsOf, textOf, type YamlMap, type YamlNode } from '../../syntax/yaml';
import { cronMistake } from '../shared/cron';
import type { Draft } from '../shared/draft';
import type { Span } from '../../text/span';
import { type CheckedDataset, wordOf } from '../shared/quality';
import type { ContractHead } from './table';

/** Everything the checks of one contract need. */
export interface OdcsReading {
  readonly draft: Draft;
  readonly head: ContractHead;
  readonly root: YamlMap;
  count: number;
  /** The datasets of its tables, by the tables' names. */
  readonly datasets: Map<string, CheckedDataset>;
}

/** Texts of a list. */
export function textsOf(node: YamlNode | null): string[] {
  return itemsOf(node).flatMap(n => textOf(n) ?? []);
}

/** Tells of a cron expression that can't be met. `scheduler` is null where none is named. */
export function checkCron(draft: Draft, schedule: YamlNode | null, scheduler: string | null): void {
  const word = wordOf(schedule);
  if (!word || (scheduler !== null && !/^cron$/i.test(scheduler))) return;
  const mistake = cronMistake(word.text);
  if (mistake) draft.problem('invalid-cron', word.content, `This can never happen: ${mistake}`, {});
}

/** Adds a promise about how old the data of the contract's tables may be: of one table, or of all if `table` is null. */
export function promise(r: OdcsReading, minutes: number, span: Span, table: string | null): void {
  for (const [name, dataset] of r.datasets) {
    if (table !== null && name.toLowerCase() !== table.toLowerCase()) continue;
    r.draft.refer({ targets: dataset.targets, type: 'promise', name: dataset.name, span, fullSpan: span, from: null, role: 'names', certainty: 'likely', implied: true, data: { minutes } });
  }
}
