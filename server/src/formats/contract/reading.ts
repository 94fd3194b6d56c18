import { itemsOf, textOf, type YamlMap, type YamlNode } from '../../syntax/yaml';
import { cronMistake } from '../shared/cron';
import type { Draft } from '../shared/draft';
import { wordOf } from '../shared/quality';
import type { ContractHead } from './table';

/** Everything the checks of one contract need. */
export interface OdcsReading {
  readonly draft: Draft;
  readonly head: ContractHead;
  readonly root: YamlMap;
  count: number;
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
