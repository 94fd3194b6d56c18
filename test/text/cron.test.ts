import assert from 'node:assert/strict';
import test from 'node:test';
import { cronFault, cronWords, nextRuns, wallClock } from '../../server/src/text/cron';

for (const good of ['0 6 * * *', '*/15 * * * *', '0 0 1,15 * mon-fri', '5-10/2 0-23 1 jan SUN', '0 0 * * 7', '0 0 L * *', '0 0 * * 5#2', '0 0 * * * 30', 'H H * * *', '0 0 ? * *', '0  6 *\t* *']) {
  test(`'${good}' is a cron expression`, () => assert.equal(cronFault(good), null));
}

for (const bad of ['', '0 6 * *', '60 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 32 * *', '0 0 * 13 *', '0 0 * * 8', '*/0 * * * *', '0 6 * * foo', 'a b c d e', '0 6 * * * * * *']) {
  test(`'${bad}' is none`, () => assert.equal(typeof cronFault(bad), 'string'));
}

for (const [cron, words] of [['0 6 * * *', 'every day at 06:00'], ['30 7,19 * * *', 'every day at 07:30 and 19:30'], ['*/5 * * * *', 'every 5 minutes'], ['0 * * * *', 'every hour at minute 0'], ['0 9 * * 1', 'every Monday at 09:00'], ['0 9 * * 1-5', 'on weekdays at 09:00'], ['0 0 1 * *', 'on day 1 of every month at 00:00'], ['0 */4 * * *', 'every 4 hours at minute 0'], ['0 0 1 1 *', 'on day 1 of the month in January at 00:00'], ['15 10-12 * * *', 'every day at 10:15, 11:15 and 12:15'], ['*/10 8-18 * * mon-fri', 'every 10 minutes from 08:00 to 18:59 on weekdays'], ['@weekly', 'every Sunday at 00:00'], ['0 0 1,15 * mon', 'on days 1 and 15 of every month and every Monday at 00:00'], ['* * * * *', 'every minute'], ['0 0 L * *', null], ['nonsense', null]] as const) {
  test(`'${cron}' in words`, () => assert.equal(cronWords(cron), words));
}

const day = (text: string): number => Date.parse(`${text}Z`);
const runs = (cron: string, after: string, count = 3): string[] => nextRuns(cron, day(after), count).map(t => new Date(t).toISOString().slice(0, 16));

test('the next runs', () => {
  assert.deepEqual(runs('0 6 * * *', '2026-03-01T06:00'), ['2026-03-02T06:00', '2026-03-03T06:00', '2026-03-04T06:00']);
  assert.deepEqual(runs('*/20 * * * *', '2026-03-01T23:30'), ['2026-03-01T23:40', '2026-03-02T00:00', '2026-03-02T00:20']);
  assert.deepEqual(runs('0 0 29 2 *', '2026-03-01T00:00', 2), ['2028-02-29T00:00', '2032-02-29T00:00']);
  assert.deepEqual(runs('0 0 13 * fri', '2026-03-01T00:00', 3), ['2026-03-06T00:00', '2026-03-13T00:00', '2026-03-20T00:00']);
  assert.deepEqual(runs('0 12 * * 7', '2026-03-01T13:00', 1), ['2026-03-08T12:00']);
  assert.deepEqual(runs('@monthly', '2026-01-31T00:00', 2), ['2026-02-01T00:00', '2026-03-01T00:00']);
});

test('what never comes, and what can\'t be read, has none', () => {
  assert.deepEqual(runs('0 0 30 2 *', '2026-01-01T00:00'), []);
  assert.deepEqual(runs('0 0 L * *', '2026-01-01T00:00'), []);
  assert.deepEqual(runs('', '2026-01-01T00:00'), []);
});

test('the wall clock of a zone', () => {
  assert.equal(wallClock(day('2026-07-01T10:00'), 'Europe/Berlin'), day('2026-07-01T12:00'));
  assert.equal(wallClock(day('2026-01-01T23:30'), 'Asia/Kolkata'), day('2026-01-02T05:00'));
  assert.equal(wallClock(0, 'Mars/Olympus'), null);
});
