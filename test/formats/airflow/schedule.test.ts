import assert from 'node:assert/strict';
import test from 'node:test';
import { cronFault, cronWords, scheduleOf } from '../../../server/src/formats/airflow/schedule';
import { followModule, readPython } from '../../../server/src/syntax/python';

for (const good of ['0 6 * * *', '*/15 * * * *', '0 0 1,15 * mon-fri', '5-10/2 0-23 1 jan SUN', '0 0 * * 7', '0 0 L * *', '0 0 * * 5#2', '0 0 * * * 30', 'H H * * *', '0 0 ? * *', '0  6 *\t* *']) {
  test(`'${good}' is a cron expression`, () => assert.equal(cronFault(good), null));
}

for (const bad of ['', '0 6 * *', '60 * * * *', '0 24 * * *', '0 0 0 * *', '0 0 32 * *', '0 0 * 13 *', '0 0 * * 8', '*/0 * * * *', '0 6 * * foo', 'a b c d e', '0 6 * * * * * *']) {
  test(`'${bad}' is none`, () => assert.equal(typeof cronFault(bad), 'string'));
}

for (const [cron, words] of [['0 6 * * *', 'every day at 06:00'], ['30 7,19 * * *', 'every day at 07:30 and 19:30'], ['*/5 * * * *', 'every 5 minutes'], ['0 * * * *', 'every hour at minute 0'], ['0 9 * * 1', 'every Monday at 09:00'], ['0 9 * * 1-5', 'on weekdays at 09:00'], ['0 0 1 * *', 'on day 1 of every month at 00:00'], ['0 */4 * * *', 'every 4 hours at minute 0'], ['0 0 1 1 *', null]] as const) {
  test(`'${cron}' in words`, () => assert.equal(cronWords(cron), words));
}

test('a duration as Python prints it', () => {
  for (const [text, want] of [['timedelta(days=1)', '1 day, 0:00:00'], ['timedelta(hours=2, minutes=30)', '2:30:00'], ['timedelta(1)', '1 day, 0:00:00'], ['timedelta(weeks=2)', '14 days, 0:00:00'], ['timedelta(days=n)', null]] as const) {
    const x = followModule(readPython(`from datetime import timedelta\nx = ${text}`)).scope.names.get('x')!;
    assert.equal(scheduleOf(x).text, want, text);
  }
});
