import type { Statement } from '../../../model/query';
import type { Checked } from '.';
import { nameSpan, option, tableName, value } from './options';

const SCHEDULE = /^\s*(?:\d+\s+(?:hours?|minutes?|seconds?|[hms])|using\s+cron\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s*$/i;

/** What Snowflake refuses in tasks, and what it accepts although it will not work as meant. */
export function checkSnowflake({ draft, text, statements }: Checked, statement: Statement): void {
  if (statement.kind === 'create_task') task(draft, text, statements, statement);
  if (statement.kind === 'create_dynamic_table') {
    const lag = option(statement, 'target_lag');
    const seconds = lag ? /^'?\s*(\d+)\s*seconds?\s*'?$/i.exec(lag.value) : null;
    if (lag && seconds && Number(seconds[1]) < 60) draft.problem('snowflake-object-practice', lag.span, 'A target lag is at least 60 seconds');
  }
  if (statement.kind === 'create_table' || statement.kind === 'create_external_table') {
    const retention = option(statement, 'data_retention_time_in_days');
    if (retention?.value.trim() === '0') draft.problem('snowflake-object-practice', retention.span, `Without a retention time '${tableName(statement)}' can't be restored after a mistake`, { severity: 'information' });
  }
}

function task(draft: Checked['draft'], text: string, statements: readonly Statement[], statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const warehouse = option(statement, 'warehouse');
  const managed = option(statement, 'user_task_managed_initial_warehouse_size');
  if (warehouse && managed) draft.problem('snowflake-task-invalid', managed.span, 'A task has a warehouse of its own or one that Snowflake manages, not both');
  const schedule = option(statement, 'schedule');
  const chosen = value(statement, 'schedule');
  if (schedule && chosen !== null && !/[$:{]/.test(chosen) && !SCHEDULE.test(chosen)) draft.problem('snowflake-task-invalid', schedule.span, "A schedule is '<n> MINUTE', HOUR or SECOND, or 'USING CRON <expression> <time zone>'");
  if (schedule && /\bafter\s+[\w".]+/i.test(words.slice(0, words.search(/\bas\b/i) < 0 ? words.length : words.search(/\bas\b/i)))) draft.problem('snowflake-task-invalid', schedule.span, 'A task that runs AFTER another has no schedule of its own');
  for (const name of ['suspend_task_after_num_failures', 'task_auto_retry_attempts']) {
    const found = option(statement, name);
    if (found && /^\s*-/.test(found.value)) draft.problem('snowflake-task-invalid', found.span, `${name.toUpperCase()} can't be negative`);
  }
  const never = /\bresume\b|system\$task_dependents_enable/i;
  if (!statements.some(s => s !== statement && s.kind === 'alter' && never.test(text.slice(s.span.start, s.span.end))) && !never.test(text)) draft.problem('snowflake-object-practice', nameSpan(statement), `The task '${tableName(statement)}' is created suspended and is never resumed here`, { severity: 'information' });
}
