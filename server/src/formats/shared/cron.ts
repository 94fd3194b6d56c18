/** Names of months and days, by field (0-based). */
const NAMES: readonly (readonly string[])[] = [[], [], [], ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'], ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']];
const FIELDS: readonly (readonly [string, number, number])[] = [['minute', 0, 59], ['hour', 0, 23], ['day', 1, 31], ['month', 1, 12], ['day of the week', 0, 7]];

/**
 * What is impossible in a cron expression of five fields; null if it can be met, or if it is no plain cron (six fields, `@daily`, a
 * template, marks such as `L` that only some systems know).
 */
export function cronMistake(text: string): string | null {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5 || /[^\d*,/A-Za-z -]/.test(text) || /[?#LWHR]/.test(text)) return null;
  for (const [i, field] of fields.entries()) {
    const [name, low, high] = FIELDS[i]!;
    for (const part of field.split(',')) {
      const match = /^(\*|[a-z]{3}|\d{1,4})(?:-([a-z]{3}|\d{1,4}))?(?:\/(\d{1,4}))?$/i.exec(part);
      if (!match) return `'${part}' is no ${name}`;
      for (const bound of [match[1]!, match[2]]) {
        if (bound === undefined || bound === '*') continue;
        const value = /^\d/.test(bound) ? Number(bound) : NAMES[i]!.indexOf(bound.toLowerCase()) + (i === 3 ? 1 : 0);
        if (value < low || value > high) return `${name} ${bound} does not exist`;
      }
      if (match[3] !== undefined && Number(match[3]) === 0) return 'a step of 0 never comes';
    }
  }
  return null;
}
