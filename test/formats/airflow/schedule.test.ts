import assert from 'node:assert/strict';
import test from 'node:test';
import { scheduleOf } from '../../../server/src/formats/airflow/schedule';
import { followModule, readPython } from '../../../server/src/syntax/python';

test('a duration as Python prints it', () => {
  for (const [text, want] of [['timedelta(days=1)', '1 day, 0:00:00'], ['timedelta(hours=2, minutes=30)', '2:30:00'], ['timedelta(1)', '1 day, 0:00:00'], ['timedelta(weeks=2)', '14 days, 0:00:00'], ['timedelta(days=n)', null]] as const) {
    const x = followModule(readPython(`from datetime import timedelta\nx = ${text}`)).scope.names.get('x')!;
    assert.equal(scheduleOf(x).text, want, text);
  }
});
