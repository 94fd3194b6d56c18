import type { Word } from '../../model/format';
import { cronWords } from '../../text/cron';

const COMMON = ['0 6 * * *', '0 * * * *', '*/15 * * * *', '0 6 * * 1-5', '0 6 * * 1', '0 6 1 * *'];

/** Cron expressions that are often wanted, each with what it means. `presets` are the shorthands that the tool knows. */
export function cronChoices(presets: readonly string[]): readonly Word[] {
  const word = (label: string, rank: number): Word => ({ label, kind: 'value', detail: cronWords(label) ?? '', documentation: 'Minute, hour, day of the month, month, day of the week.', rank });
  return [...COMMON.map(c => word(c, 0)), ...presets.map(p => word(p, 1))];
}
