import { knownText, type Value } from '../../syntax/python';
import { cronFault, cronWords } from '../../text/cron';
import { entry } from '../../text/entry';
import type { Asset } from './objects';
import { assetsIn } from './follow/assets';

/** When a DAG runs. */
export interface Schedule {
  readonly kind: 'cron' | 'preset' | 'none' | 'delta' | 'assets' | 'timetable' | 'unknown';
  /** As written or as Airflow prints it; null for none. */
  readonly text: string | null;
  /** For people: "every day at 06:00"; null where the text says it. */
  readonly words: string | null;
  /** What is wrong with it; null if nothing is known to be. */
  readonly fault: string | null;
  readonly assets: readonly Asset[];
}

const PRESETS: { readonly [name: string]: string } = {
  '@once': 'once', '@continuous': 'again and again, without pause', '@hourly': 'every hour', '@daily': 'every day at 00:00', '@midnight': 'every day at 00:00', '@weekly': 'every Sunday at 00:00',
  '@monthly': 'on the first of every month at 00:00', '@quarterly': 'on the first of every quarter at 00:00', '@yearly': 'on January 1 at 00:00', '@annually': 'on January 1 at 00:00',
};

/** What a `schedule` argument says. */
export function scheduleOf(value: Value): Schedule {
  const base = { fault: null, words: null, assets: [] as readonly Asset[] };
  if (value.kind === 'constant' && value.value === null) return { ...base, kind: 'none', text: null, words: 'only when triggered' };
  if (value.kind === 'text') {
    if (!value.known || value.text.includes('{{')) return { ...base, kind: 'unknown', text: value.text };
    if (value.text.startsWith('@')) {
      const words = entry(PRESETS, value.text);
      return { ...base, kind: 'preset', text: value.text, words: words ?? null, fault: words === undefined && value.text !== '@never' ? `'${value.text}' is no preset; there are ${Object.keys(PRESETS).filter(p => p !== '@midnight' && p !== '@annually').join(', ')}` : null };
    }
    return { ...base, kind: 'cron', text: value.text, words: cronWords(value.text), fault: cronFault(value.text) };
  }
  const set = assetsIn(value);
  if (set) {
    const names = set.assets.map(a => a.name?.text ?? a.uri?.text ?? '?');
    const time = value.kind === 'made' ? value.args.keywords.find(k => k.name === 'timetable')?.value : undefined;
    const also = time ? scheduleOf(time).text : null;
    return { ...base, kind: 'assets', text: `${names.join(` ${set.operator} `)}${also === null ? '' : ` or ${also}`}`, words: `when ${names.join(set.operator === '|' ? ' or ' : ' and ')} ${names.length > 1 && set.operator === '&' ? 'are' : 'is'} updated`, assets: set.assets };
  }
  if (value.kind === 'made') {
    if (/(^|\.)timedelta$/.test(value.path)) {
      const text = deltaText(value);
      return { ...base, kind: text === null ? 'unknown' : 'delta', text, words: deltaWords(text) };
    }
    const name = value.path.slice(value.path.lastIndexOf('.') + 1);
    const cron = knownText(value.args.positional[0]?.value) ?? knownText(value.args.keywords.find(k => k.name === 'cron')?.value);
    return { ...base, kind: 'timetable', text: cron ?? name, words: cron === null ? null : cronWords(cron), fault: cron !== null && /Cron\w*Timetable$/.test(name) && !cron.startsWith('@') ? cronFault(cron) : null };
  }
  return { ...base, kind: 'unknown', text: null };
}

const UNITS: { readonly [name: string]: number } = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1 };

/** `every day`, `every 6 hours`, `every 1 day, 2:30:00` for what is no round number. */
function deltaWords(text: string | null): string | null {
  const found = text === null ? null : /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/.exec(text);
  if (!found) return text === null ? null : `every ${text}`;
  const [days, hours, minutes, seconds] = found.slice(1).map(n => Number(n ?? 0)) as [number, number, number, number];
  const parts = ([[days, 'day'], [hours, 'hour'], [minutes, 'minute'], [seconds, 'second']] as const).filter(([n]) => n > 0);
  const [one] = parts;
  if (parts.length !== 1 || !one) return `every ${text}`;
  return one[0] === 1 ? `every ${one[1]}` : `every ${one[0]} ${one[1]}s`;
}

/** As Python prints it: `1 day, 0:00:00`. */
export function deltaText(value: Extract<Value, { kind: 'made' }>): string | null {
  const order = ['days', 'seconds', '', '', 'minutes', 'hours', 'weeks'];
  let total = 0;
  const parts = [...value.args.positional.map((p, i) => ({ name: order[i] ?? '', value: p.value })), ...value.args.keywords];
  for (const { name, value: v } of parts) {
    if (v.kind !== 'constant' || typeof v.value !== 'number' || entry(UNITS, name) === undefined) return null;
    total += v.value * UNITS[name]!;
  }
  if (!Number.isInteger(total) || total <= 0) return null;
  const days = Math.floor(total / 86_400);
  const rest = total % 86_400;
  const two = (n: number): string => String(n).padStart(2, '0');
  const time = `${Math.floor(rest / 3_600)}:${two(Math.floor((rest % 3_600) / 60))}:${two(rest % 60)}`;
  return days === 0 ? time : `${days} day${days === 1 ? '' : 's'}, ${time}`;
}
