/** A cron expression of five fields, read. A set of a field that is null holds every value. */
export interface Cron {
  readonly minutes: ReadonlySet<number> | null;
  readonly hours: ReadonlySet<number> | null;
  readonly days: ReadonlySet<number> | null;
  readonly months: ReadonlySet<number> | null;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number> | null;
}

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: MONTHS.map(m => m.slice(0, 3).toLowerCase()) },
  { name: 'day of the week', from: 0, to: 7, words: DAYS.map(d => d.slice(0, 3).toLowerCase()) },
];

/** What the shorthands of cron stand for. */
export const CRON_PRESETS: { readonly [name: string]: string } = {
  '@hourly': '0 * * * *', '@daily': '0 0 * * *', '@midnight': '0 0 * * *', '@weekly': '0 0 * * 0', '@monthly': '0 0 1 * *', '@quarterly': '0 0 1 */3 *', '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *',
};

/** What is surely wrong with a cron expression; null if it may be right. Six and seven fields (seconds, years) are let pass. */
export function cronFault(text: string): string | null {
  const fields = text.trim().split(/\s+/);
  if (fields.length < 5 || fields.length > 7 || text.trim() === '') return `A cron expression has 5 fields (minute, hour, day, month, weekday); this one has ${text.trim() === '' ? 0 : fields.length}`;
  for (const [i, field] of FIELDS.entries()) {
    for (const item of fields[i]!.toLowerCase().split(',')) {
      const fault = itemFault(item, field);
      if (fault) return fault;
    }
  }
  return null;
}

function itemFault(item: string, field: Field): string | null {
  // Hashed and random values, last days and nth weekdays are the cron reader's own additions.
  if (/[hrl#?w]/.test(item.replace(/[a-z]{3}/g, ''))) return null;
  const match = /^(\*|[a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?(?:\/(\d+))?$/.exec(item);
  if (!match) return `'${item}' is no ${field.name}`;
  if (match[3] !== undefined && Number(match[3]) === 0) return `A step of 0 in '${item}' never comes round`;
  for (const end of [match[1]!, match[2]]) {
    if (end === undefined || end === '*') continue;
    if (/^\d+$/.test(end)) {
      if (Number(end) < field.from || Number(end) > field.to) return `${end} is no ${field.name}: it goes from ${field.from} to ${field.to}`;
    } else if (!field.words?.includes(end)) return `'${end}' is no ${field.name}`;
  }
  return null;
}

/** Reads an expression of five fields or a shorthand; null if it is wrong or uses what only some readers know (`L`, `#`, `H`). */
export function readCron(text: string): Cron | null {
  const plain = CRON_PRESETS[text.trim()] ?? text.trim();
  const fields = plain.split(/\s+/);
  if (fields.length !== 5 || cronFault(plain) !== null) return null;
  const sets = FIELDS.map((field, i) => valuesOf(fields[i]!.toLowerCase(), field));
  if (sets.includes(undefined)) return null;
  const [minutes, hours, days, months, weekdays] = sets;
  return { minutes: minutes ?? null, hours: hours ?? null, days: days ?? null, months: months ?? null, weekdays: weekdays ? new Set([...weekdays].map(d => d % 7)) : null };
}

/** The values of a field; null for all, undefined where they can't be told. */
function valuesOf(text: string, field: Field): ReadonlySet<number> | null | undefined {
  if (text === '*' || text === '?') return null;
  const out = new Set<number>();
  for (const item of text.split(',')) {
    const match = /^(\*|[a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?(?:\/(\d+))?$/.exec(item);
    if (!match) return undefined;
    const step = match[3] === undefined ? 1 : Number(match[3]);
    const from = match[1] === '*' ? field.from : numberOf(match[1]!, field);
    const top = field.to === 7 ? 6 : field.to;
    const to = match[2] !== undefined ? numberOf(match[2], field) : match[1] === '*' || match[3] !== undefined ? top : from;
    for (let i = from; i <= to; i += step) out.add(i);
    // A range that goes over the end comes round again: `fri-mon`, `22-2`.
    if (to < from) {
      for (let i = from; i <= top; i += step) out.add(i);
      for (let i = field.from; i <= to; i += step) out.add(i);
    }
  }
  return out;
}

function numberOf(text: string, field: Field): number {
  return /^\d+$/.test(text) ? Number(text) : (field.words?.indexOf(text) ?? -1) + field.from;
}

/** How many days are looked through for the next runs: every date of a leap year comes within eight years. */
const MOST_DAYS = 8 * 366;

/**
 * The next runs after a moment, given and told in milliseconds of wall-clock time counted as if it were UTC. Fewer than `count`
 * (or none) if the expression can't be read or never comes. A day counts if the day of the month or the weekday fits, where both are given.
 */
export function nextRuns(text: string, after: number, count: number): number[] {
  const cron = readCron(text);
  const out: number[] = [];
  if (cron === null) return out;
  const minutes = sorted(cron.minutes, 0, 59);
  const hours = sorted(cron.hours, 0, 23);
  const start = Math.floor(after / 86_400_000) * 86_400_000;
  for (let day = 0; day < MOST_DAYS && out.length < count; day++) {
    const midnight = start + day * 86_400_000;
    if (!fits(cron, new Date(midnight))) continue;
    for (const hour of hours) {
      for (const minute of minutes) {
        const at = midnight + hour * 3_600_000 + minute * 60_000;
        if (at > after && out.length < count) out.push(at);
      }
      if (out.length >= count) break;
    }
  }
  return out;
}

function sorted(values: ReadonlySet<number> | null, from: number, to: number): number[] {
  return values === null ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : [...values].sort((a, b) => a - b);
}

function fits(cron: Cron, date: Date): boolean {
  if (cron.months !== null && !cron.months.has(date.getUTCMonth() + 1)) return false;
  const day = cron.days?.has(date.getUTCDate()) ?? true;
  const weekday = cron.weekdays?.has(date.getUTCDay()) ?? true;
  return cron.days !== null && cron.weekdays !== null ? day || weekday : day && weekday;
}

/** The moment on the wall clock of a time zone, as if it were UTC; null if the zone is not known. */
export function wallClock(moment: number, zone: string): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(new Date(moment));
    const value = (type: string): number => Number(parts.find(p => p.type === type)?.value);
    const at = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'));
    return Number.isNaN(at) ? null : at;
  } catch {
    return null;
  }
}

/** A cron expression in words ("every day at 06:00"); null if it can't be read. */
export function cronWords(text: string): string | null {
  const cron = readCron(text);
  if (cron === null) return null;
  const [minute, hour] = (CRON_PRESETS[text.trim()] ?? text.trim()).split(/\s+/) as [string, string];
  const time = timeWords(cron, minute, hour);
  const day = dayWords(cron);
  const months = cron.months === null ? '' : ` in ${list([...cron.months].sort((a, b) => a - b).map(m => MONTHS[m - 1]!))}`;
  // "every 5 minutes" needs no "every day".
  if (time.often && day === 'every day') return `${time.words}${months}`;
  return time.often ? `${time.words} ${day === 'on weekdays' || day.startsWith('on ') ? day : `of ${day}`}${months}` : `${day}${months} ${time.words}`;
}

function timeWords(cron: Cron, minute: string, hour: string): { readonly words: string; readonly often: boolean } {
  const step = /^\*\/(\d+)$/;
  const minutes = cron.minutes === null ? [] : [...cron.minutes].sort((a, b) => a - b);
  const hours = cron.hours === null ? [] : [...cron.hours].sort((a, b) => a - b);
  const during = cron.hours === null ? '' : ` ${hourRange(hours, hour)}`;
  if (cron.minutes === null) return { words: `every minute${during}`, often: true };
  const each = step.exec(minute);
  if (each && minutes.length > 1) return { words: `every ${each[1]} minutes${during}`, often: true };
  const at = minutes.length === 1 ? `minute ${minutes[0]}` : `minutes ${list(minutes.map(String))}`;
  if (cron.hours === null) return { words: `every hour at ${at}`, often: true };
  const hourly = step.exec(hour);
  if (hourly && hours.length > 1) return { words: `every ${hourly[1]} hours at ${at}`, often: true };
  if (minutes.length * hours.length > 6) return { words: `at ${at} of every hour ${hourRange(hours, hour)}`, often: true };
  return { words: `at ${list(hours.flatMap(h => minutes.map(m => clock(h, m))))}`, often: false };
}

function hourRange(hours: readonly number[], written: string): string {
  const first = hours[0]!;
  const last = hours[hours.length - 1]!;
  return /^\d+-\d+$/.test(written) && last > first ? `from ${clock(first, 0)} to ${clock(last, 59)}` : `in the hours ${list(hours.map(h => String(h)))}`;
}

function dayWords(cron: Cron): string {
  const days = cron.days === null ? null : [...cron.days].sort((a, b) => a - b);
  const weekdays = cron.weekdays === null ? null : [...cron.weekdays].sort((a, b) => a - b);
  const names = weekdays === null ? '' : weekdays.join() === '1,2,3,4,5' ? 'on weekdays' : weekdays.length === 1 ? `every ${DAYS[weekdays[0]!]}` : `on ${list(weekdays.map(d => DAYS[d]!))}`;
  const dates = days === null ? '' : `on day${days.length > 1 ? 's' : ''} ${list(days.map(String))} of ${cron.months === null ? 'every month' : 'the month'}`;
  if (names !== '' && dates !== '') return `${dates} and ${names}`;
  return dates || names || 'every day';
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function list(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return items.length > 12 ? `${items.slice(0, 10).join(', ')}, …` : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
