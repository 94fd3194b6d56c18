import type { Statement } from '../../../model/query';
import type { Span } from '../../../text/span';
import { cronMistake } from '../cron';
import type { Checked } from '.';
import { bareNames, column, listsColumns, nameSpan, option, tableName, value } from './options';

type Draft = Checked['draft'];

const SCHEDULE = /^\s*(?:\d+\s+(?:hours?|minutes?|seconds?|[hms])|using\s+cron\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s*$/i;
const LAG = /^\s*(?:\d+\s*(?:seconds?|minutes?|hours?|days?)|downstream)\s*$/i;
const FILE_TYPES = ['csv', 'json', 'avro', 'orc', 'parquet', 'xml', 'custom'];
const MOST_DAYS = 90;

/** What Snowflake refuses in its objects, and what it accepts although it will not work as meant. */
export function checkSnowflake({ draft, text, statements }: Checked, statement: Statement): void {
  if (statement.kind === 'create_task') task(draft, text, statements, statement);
  if (statement.kind === 'alter') resumed(draft, text, statements, statement);
  if (statement.kind === 'create_dynamic_table') dynamicTable(draft, text, statement);
  if (statement.kind === 'create_table' || statement.kind === 'create_external_table') table(draft, text, statement);
  if (statement.kind === 'copy' || statement.kind === 'create_stage') files(draft, text, statements, statement);
  if (statement.kind === 'create_pipe') pipe(draft, text, statement);
  if (statement.kind === 'create_other') other(draft, text, statement);
}

function dynamicTable(draft: Draft, text: string, statement: Statement): void {
  const lag = option(statement, 'target_lag');
  const seconds = lag ? /^'?\s*(\d+)\s*seconds?\s*'?$/i.exec(lag.value) : null;
  if (lag && seconds && Number(seconds[1]) < 60) draft.problem('snowflake-object-practice', lag.span, 'A target lag is at least 60 seconds');
  const chosen = value(statement, 'target_lag');
  if (lag && chosen !== null && known(chosen) && !LAG.test(chosen)) draft.problem('snowflake-object-invalid', lag.span, "A target lag is '<n> seconds', minutes, hours or days, or DOWNSTREAM");
  oneOf(draft, statement, 'refresh_mode', ['auto', 'full', 'incremental']);
  oneOf(draft, statement, 'initialize', ['on_create', 'on_schedule']);
  const words = text.slice(statement.span.start, statement.span.end);
  if (!option(statement, 'warehouse') && !/\bclone\b|\bwarehouse\b|[{$&]/i.test(words)) draft.problem('snowflake-object-practice', nameSpan(statement), `The dynamic table '${tableName(statement)}' names no WAREHOUSE to refresh it`);
}

function table(draft: Draft, text: string, statement: Statement): void {
  const retention = option(statement, 'data_retention_time_in_days');
  if (retention?.value.trim() === '0') draft.problem('snowflake-object-practice', retention.span, `Without a retention time '${tableName(statement)}' can't be restored after a mistake`, { severity: 'information' });
  for (const name of ['data_retention_time_in_days', 'max_data_extension_time_in_days']) {
    const found = option(statement, name);
    if (found && /^\d+$/.test(found.value.trim()) && Number(found.value) > MOST_DAYS) draft.problem('snowflake-object-invalid', found.span, `${name.toUpperCase()} is 0 to ${MOST_DAYS}`);
  }
  const cluster = option(statement, 'cluster_by');
  if (!cluster || !listsColumns(statement)) return;
  for (const { name, span } of bareNames(text, cluster)) if (!column(statement, name)) draft.problem('snowflake-object-invalid', span, `CLUSTER BY uses '${name}', which '${tableName(statement)}' does not have`);
}

/** Formats of files and what is done on errors, in COPY and in stages. */
function files(draft: Draft, text: string, statements: readonly Statement[], statement: Statement): void {
  const format = option(statement, 'file_format');
  const type = format ? /\btype\s*=\s*'?(\w+)'?/i.exec(format.value) : null;
  if (format && type && !FILE_TYPES.includes(type[1]!.toLowerCase())) draft.problem('snowflake-object-invalid', format.span, `The type of a file format is one of ${FILE_TYPES.join(', ').toUpperCase()}`);
  const errors = option(statement, 'on_error');
  const chosen = value(statement, 'on_error');
  if (errors && chosen !== null && known(chosen) && !/^(?:continue|skip_file(?:_\d+%?)?|abort_statement)$/i.test(chosen.trim())) draft.problem('snowflake-object-invalid', errors.span, 'ON_ERROR is CONTINUE, SKIP_FILE, SKIP_FILE_<n>, SKIP_FILE_<n>% or ABORT_STATEMENT');
  const inPipe = statements.some(s => s.kind === 'create_pipe' && s.span.start <= statement.span.start && !text.slice(s.span.start, statement.span.start).includes(';'));
  if (errors && chosen !== null && /^continue$/i.test(chosen)) draft.problem('snowflake-object-practice', errors.span, 'Rows that do not fit are left out without failing: look at COPY_HISTORY, or use SKIP_FILE', { severity: 'information' });
  if (inPipe) {
    if (errors && /^abort_statement$/i.test(chosen ?? '')) draft.problem('snowflake-object-invalid', errors.span, 'A pipe takes no ABORT_STATEMENT: it skips the file', { severity: 'warning' });
    for (const name of ['purge', 'force', 'size_limit', 'validation_mode', 'files']) {
      const found = option(statement, name);
      if (found && !/^false$/i.test(found.value.trim())) draft.problem('snowflake-object-invalid', found.span, `A pipe's COPY takes no ${name.toUpperCase()}`, { severity: 'warning' });
    }
  }
  const credentials = option(statement, 'credentials');
  if (credentials && option(statement, 'storage_integration')) draft.problem('snowflake-object-invalid', credentials.span, 'A stage has a STORAGE_INTEGRATION or CREDENTIALS, not both');
}

function pipe(draft: Draft, text: string, statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  if (!option(statement, 'auto_ingest') && !/\bauto_ingest\b/i.test(words)) draft.problem('snowflake-object-practice', nameSpan(statement), `Without AUTO_INGEST the pipe '${tableName(statement)}' loads only the files that its REST endpoint is told of`, { severity: 'hint' });
}

/** Warehouses and policies, which have no kind of their own. */
function other(draft: Draft, text: string, statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const head = /^\s*create\s+(?:or\s+(?:replace|alter)\s+)?(warehouse|masking\s+policy|row\s+access\s+policy|file\s+format)\b/i.exec(words);
  if (!head) return;
  const at = (index: number, length: number): Span => ({ start: statement.span.start + index, end: statement.span.start + index + length });
  const kind = head[1]!.toLowerCase().replace(/\s+/g, ' ');
  if (kind === 'warehouse') {
    const never = /\bauto_suspend\s*=\s*(?:0|null)\b/i.exec(words);
    if (never) draft.problem('snowflake-object-practice', at(never.index, never[0].length), 'A warehouse that never suspends itself costs day and night');
  } else if (kind === 'file format') {
    const type = /\btype\s*=\s*'?(\w+)'?/i.exec(words);
    if (type && !FILE_TYPES.includes(type[1]!.toLowerCase())) draft.problem('snowflake-object-invalid', at(type.index, type[0].length), `The type of a file format is one of ${FILE_TYPES.join(', ').toUpperCase()}`);
  } else {
    const signature = /\bas\s*\(\s*["\w]+\s+(\w+)[^()]*(?:\([^()]*\))?[^()]*\)\s*returns\s+(\w+)/i.exec(words);
    if (!signature) return;
    const from = family(signature[1]!);
    const to = family(signature[2]!);
    const where = at(signature.index + signature[0].length - signature[2]!.length, signature[2]!.length);
    if (kind === 'row access policy' && to !== 'boolean') draft.problem('snowflake-object-invalid', where, 'A row access policy returns BOOLEAN');
    if (kind === 'masking policy' && from !== null && to !== null && from !== to) draft.problem('snowflake-object-invalid', where, `A masking policy returns the type that it takes, ${signature[1]!.toUpperCase()}`);
  }
}

const FAMILIES: { readonly [family: string]: readonly string[] } = {
  string: ['string', 'varchar', 'text', 'char', 'character', 'nchar', 'nvarchar', 'nvarchar2'],
  number: ['number', 'decimal', 'dec', 'numeric', 'int', 'integer', 'bigint', 'smallint', 'tinyint', 'byteint'],
  float: ['float', 'float4', 'float8', 'double', 'real'],
  boolean: ['boolean', 'bool'],
  binary: ['binary', 'varbinary'],
  variant: ['variant'], object: ['object'], array: ['array'], date: ['date'], time: ['time'],
  timestamp_ntz: ['timestamp_ntz', 'datetime'], timestamp_ltz: ['timestamp_ltz'], timestamp_tz: ['timestamp_tz'],
};

function family(type: string): string | null {
  const lower = type.toLowerCase();
  return Object.keys(FAMILIES).find(f => FAMILIES[f]!.includes(lower)) ?? null;
}

function oneOf(draft: Draft, statement: Statement, name: string, allowed: readonly string[]): void {
  const found = option(statement, name);
  const chosen = value(statement, name);
  if (found && chosen !== null && known(chosen) && !allowed.includes(chosen.trim().toLowerCase())) draft.problem('snowflake-object-invalid', found.span, `${name.toUpperCase()} is one of ${allowed.join(', ').toUpperCase()}`);
}

/** Whether the value stands in the file: no variable, no template. */
function known(text: string): boolean {
  return !/[$&:{]/.test(text);
}

function task(draft: Draft, text: string, statements: readonly Statement[], statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const warehouse = option(statement, 'warehouse');
  const managed = option(statement, 'user_task_managed_initial_warehouse_size');
  if (warehouse && managed) draft.problem('snowflake-task-invalid', managed.span, 'A task has a warehouse of its own or one that Snowflake manages, not both');
  const schedule = option(statement, 'schedule');
  const chosen = value(statement, 'schedule');
  if (schedule && chosen !== null && known(chosen)) {
    const cron = /^\s*using\s+cron\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+\S+\s*$/i.exec(chosen);
    const mistake = cron ? cronMistake(cron[1]!) : null;
    if (!SCHEDULE.test(chosen)) draft.problem('snowflake-task-invalid', schedule.span, "A schedule is '<n> MINUTE', HOUR or SECOND, or 'USING CRON <expression> <time zone>'");
    else if (mistake !== null) draft.problem('snowflake-task-invalid', schedule.span, `This schedule can't be: ${mistake}`);
    else if (/^\s*(?:1\s+m(?:inutes?)?|\d+\s+s(?:econds?)?)\s*$/i.test(chosen) && warehouse) draft.problem('snowflake-object-practice', schedule.span, 'A task that runs every minute keeps its warehouse awake all day: a stream with WHEN, or a longer schedule, costs less', { severity: 'hint' });
  }
  if (schedule && head(words, /\bafter\s+[\w".]+/i)) draft.problem('snowflake-task-invalid', schedule.span, 'A task that runs AFTER another has no schedule of its own');
  for (const name of ['suspend_task_after_num_failures', 'task_auto_retry_attempts']) {
    const found = option(statement, name);
    if (found && /^\s*-/.test(found.value)) draft.problem('snowflake-task-invalid', found.span, `${name.toUpperCase()} can't be negative`);
  }
  const failures = option(statement, 'suspend_task_after_num_failures');
  if (failures?.value.trim() === '0') draft.problem('snowflake-object-practice', failures.span, 'With 0 a task that always fails is run for ever');
  if (schedule && !/\berror_integration\b/i.test(words)) draft.problem('snowflake-object-practice', nameSpan(statement), `Nobody is told when the task '${tableName(statement)}' fails: name an ERROR_INTEGRATION`, { severity: 'hint' });
  const never = /\bresume\b|system\$task_dependents_enable/i;
  if (!statements.some(s => s !== statement && s.kind === 'alter' && never.test(text.slice(s.span.start, s.span.end))) && !never.test(text)) draft.problem('snowflake-object-practice', nameSpan(statement), `The task '${tableName(statement)}' is created suspended and is never resumed here`, { severity: 'information' });
}

/** Whether the words before the task's AS have the pattern. */
function head(words: string, pattern: RegExp): boolean {
  const as = words.search(/\bas\b/i);
  return pattern.test(words.slice(0, as < 0 ? words.length : as));
}

const RESUME = /^\s*alter\s+task\s+(?:if\s+exists\s+)?([\w".$]+)\s+resume\b/i;

/** A task that is resumed while a task that leads to it already runs: Snowflake refuses to change a graph whose root is not suspended. */
function resumed(draft: Draft, text: string, statements: readonly Statement[], statement: Statement): void {
  const words = text.slice(statement.span.start, statement.span.end);
  const name = RESUME.exec(words)?.[1];
  if (name === undefined) return;
  const own = statements.find(s => s.kind === 'create_task' && s.span.start < statement.span.start && tableName(s).toLowerCase() === last(name));
  if (!own) return;
  const create = text.slice(own.span.start, own.span.end);
  const after = /\bafter\s+([\w".$]+)/i.exec(create.slice(0, Math.max(create.search(/\bas\b/i), 0)))?.[1];
  if (after === undefined) return;
  const early = statements.find(s => s.kind === 'alter' && s.span.start < statement.span.start && s.span.start > own.span.start && last(RESUME.exec(text.slice(s.span.start, s.span.end))?.[1] ?? '') === last(after));
  const stopped = statements.some(s => s.kind === 'alter' && early !== undefined && s.span.start > early.span.start && s.span.start < statement.span.start && /\bsuspend\b/i.test(text.slice(s.span.start, s.span.end)));
  if (early && !stopped) draft.problem('snowflake-object-practice', { start: statement.span.start, end: statement.span.start + words.trimEnd().replace(/;$/, '').length }, `'${last(after)}' runs already, so '${last(name)}' can't be added to its graph: resume the root last`);
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).replace(/"/g, '').toLowerCase();
}
