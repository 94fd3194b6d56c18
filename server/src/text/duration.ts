import { readCron } from './cron';

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(y|yr|years?)$/i, 525_600], [/^(mo|months?)$/i, 43_200], [/^(w|wk|weeks?)$/i, 10_080], [/^(d|days?)$/i, 1_440], [/^(h|hr|hrs|hours?)$/i, 60], [/^(m|min|mins|minutes?)$/i, 1], [/^(s|sec|secs|seconds?)$/i, 1 / 60],
];

/** The minutes of a unit by any of its names (`h`, `hour`, `days`); null if it is none. `m` is a minute. */
export function minutesOfUnit(unit: string): number | null {
  return UNITS.find(([pattern]) => pattern.test(unit.trim()))?.[1] ?? null;
}

/** A span of time in minutes: `6 hours`, `90m`, `1d`, `P1D`, `PT25H`, `daily`, `hourly`; null if the text is none, or nothing at all. */
export function minutesIn(text: string): number | null {
  const plain = text.trim();
  if (plain.length > 60) return null;
  const word = /^(hourly|daily|weekly|monthly|yearly|annually)$/i.exec(plain);
  if (word) return { hourly: 60, daily: 1_440, weekly: 10_080, monthly: 43_200, yearly: 525_600, annually: 525_600 }[word[1]!.toLowerCase()]!;
  const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(plain);
  const parts = iso ? iso.slice(1).map((n, i) => Number(n ?? 0) * [525_600, 43_200, 10_080, 1_440, 60, 1, 1 / 60][i]!) : null;
  const one = /^(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(plain);
  const total = parts ? parts.reduce((a, b) => a + b, 0) : one ? Number(one[1]) * (minutesOfUnit(one[2]!) ?? 0) : 0;
  return total > 0 && Number.isFinite(total) ? total : null;
}

/** `45 minutes`, `6 hours`, `3 days`: the largest unit that gives a whole number. */
export function spanWords(minutes: number): string {
  const [size, unit] = minutes >= 1_440 && minutes % 1_440 === 0 ? [1_440, 'day'] : minutes >= 60 && minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute'];
  const count = Math.round(minutes / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** Days that are looked through for the longest pause. */
const DAYS = 800;

/**
 * The longest time between two runs of a schedule, in minutes: of a cron expression, a shorthand of cron, or a span of time as Airflow
 * prints it (`1 day, 0:00:00`). A schedule of working days counts as one of all days. Null where it can't be told.
 */
export function longestPause(schedule: string): number | null {
  const delta = /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/.exec(schedule.trim());
  if (delta) return Number(delta[1] ?? 0) * 1_440 + Number(delta[2]) * 60 + Number(delta[3]) || null;
  const cron = readCron(schedule);
  if (!cron) return null;
  const minutes = cron.minutes === null ? [0, 59] : [...cron.minutes].sort((a, b) => a - b);
  const hours = cron.hours === null ? Array.from({ length: 24 }, (_, i) => i) : [...cron.hours].sort((a, b) => a - b);
  const within = cron.minutes === null ? 1 : Math.max(0, ...minutes.slice(1).map((m, i) => m - minutes[i]!));
  const first = hours[0]! * 60 + minutes[0]!;
  const last = hours[hours.length - 1]! * 60 + minutes[minutes.length - 1]!;
  let longest = hours.slice(1).reduce((most, h, i) => Math.max(most, h * 60 + minutes[0]! - (hours[i]! * 60 + minutes[minutes.length - 1]!)), within);
  // Nobody expects new data at the weekend of a job that rests then.
  const weekdays = cron.weekdays !== null && cron.weekdays.size >= 5 ? null : cron.weekdays;
  let previous: number | null = null;
  let found = 0;
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(Date.UTC(2024, 0, 1) + day * 86_400_000);
    const fitsDay = cron.days?.has(date.getUTCDate()) ?? true;
    const fitsWeekday = weekdays?.has(date.getUTCDay()) ?? true;
    if (cron.months?.has(date.getUTCMonth() + 1) === false || !(cron.days !== null && weekdays !== null ? fitsDay || fitsWeekday : fitsDay && fitsWeekday)) continue;
    if (previous !== null) longest = Math.max(longest, (day - previous) * 1_440 + first - last);
    previous = day;
    found++;
  }
  return found > 1 ? longest : null;
}
