import type { Attributes } from '../../../model/facts';
import type { Key } from '../../../model/key';
import { keyword, knownText, type PythonFile, truthOf, type Value } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { defaultsIn } from '../follow/tasks';
import { dagKey, groupKey } from '../names';
import type { Dag, Group, Task } from '../objects';
import { type Schedule, scheduleOf } from '../schedule';
import { referToAsset } from './assets';
import { operationsOf } from './operations';
import type { Draft } from '../../shared/draft';
import type { Imports } from '../../shared/pythonImports';
import type { Version } from './version';

/** What the extraction of one file goes by. */
export interface Extraction {
  /** Every task of the file. */
  readonly tasks: readonly Task[];
  readonly draft: Draft;
  readonly file: PythonFile;
  readonly path: string;
  readonly version: Version;
  readonly imports: Imports;
}

export function keyOf(dag: Dag, path: string): Key {
  return dagKey(dag.id.text, dag.id.known, path);
}

/** A DAG: what it is, when it runs, and what is wrong with that. */
export function extractDag(x: Extraction, dag: Dag): void {
  const id = keyOf(dag, x.path);
  const given = keyword(dag.args, 'schedule') ?? keyword(dag.args, 'schedule_interval') ?? keyword(dag.args, 'timetable');
  const schedule = given ? scheduleOf(given.value) : null;
  x.draft.declare({
    id, kind: 'job', type: 'airflow.dag', role: 'defines', name: dag.id.text, keys: [], nameSpan: dag.nameSpan, span: dag.span, parent: null, path: null,
    attributes: dagAttributes(dag, schedule, x.version), columns: [], columnsComplete: false,
  });
  if (schedule?.fault && given) x.draft.problem('invalid-schedule', given.span, schedule.fault);
  for (const asset of schedule?.assets ?? []) referToAsset(x.draft, asset, id, 'reads', given!.span);
  checkScheduling(x, dag, schedule);
  for (const group of dag.groups) extractGroup(x, dag, group);
}

function dagAttributes(dag: Dag, schedule: Schedule | null, version: Version): Attributes {
  const text = (name: string): string | null => knownText(keyword(dag.args, name)?.value);
  const description = text('description') ?? text('doc_md') ?? dag.function?.docstring?.value ?? null;
  const tags = keyword(dag.args, 'tags')?.value;
  const owner = knownText(entry(dag, 'owner'));
  const retries = entry(dag, 'retries');
  const operations = operationsOf(name => keyword(dag.args, name)?.value ?? entry(dag, name));
  const facts: string[] = [];
  if (schedule?.words) facts.push(schedule.kind === 'none' ? 'runs only when triggered' : `runs ${schedule.words}`);
  else if (schedule?.text) facts.push(`schedule ${schedule.text}`);
  facts.push(`${dag.tasks.length}${dag.open ? ' or more' : ''} task${dag.tasks.length === 1 && !dag.open ? '' : 's'}`);
  if (retries?.kind === 'constant' && typeof retries.value === 'number') facts.push(`retries ${retries.value}`);
  const catchup = keyword(dag.args, 'catchup');
  if (catchup && truthOf(catchup.value) === true) facts.push('catches up on past runs');
  return {
    ...(description ? { description: description.trim() } : {}),
    ...(tags && (tags.kind === 'list' || tags.kind === 'set' || tags.kind === 'tuple') ? { tags: tags.items.flatMap(t => knownText(t) ?? []) } : {}),
    ...(owner ? { owner } : {}),
    schedule: schedule?.text ?? null,
    more: { open: dag.open, maker: dag.maker, known: dag.id.known, many: dag.many, ...(dag.branches.length > 0 ? { conditional: true } : {}), ...(version === null ? {} : { version }), ...(schedule?.words ? { words: schedule.words } : {}), ...(operations ? { operations } : {}), facts },
  };
}

function entry(dag: Dag, name: string): Value | undefined {
  return dag.defaults?.entries.findLast(e => e.key.kind === 'text' && e.key.text === name)?.value;
}

function extractGroup(x: Extraction, dag: Dag, group: Group): void {
  const inner = group.members.length;
  x.draft.declare({
    id: groupKey(keyOf(dag, x.path), group.fullId), kind: 'symbol', type: 'airflow.task_group', role: 'defines', name: group.fullId, keys: [], nameSpan: group.nameSpan, span: group.span, parent: keyOf(dag, x.path), path: null,
    attributes: { ...(group.tooltip ? { description: group.tooltip.trim() } : {}), more: { facts: [`${inner} task${inner === 1 ? '' : 's'} or groups`] } }, columns: [], columnsComplete: false,
  });
}

/** Start date, catchup and the old names of `schedule`. */
function checkScheduling(x: Extraction, dag: Dag, schedule: Schedule | null): void {
  const start = keyword(dag.args, 'start_date') ?? startIn(dag);
  if (start) checkStart(x, start.value, start.span);
  for (const name of ['schedule_interval', 'timetable']) {
    const old = keyword(dag.args, name);
    if (!old?.nameSpan || dag.maker === 'DbtDag') continue;
    x.draft.problem('removed-schedule-interval', old.nameSpan, `Airflow 3 knows no '${name}'; the parameter is called 'schedule' since 2.4`, { severity: x.version === 3 ? 'error' : x.version === 2 ? 'hint' : 'information' });
  }
  const runs = schedule !== null && (schedule.kind === 'cron' || schedule.kind === 'delta' || (schedule.kind === 'preset' && schedule.text !== '@once' && schedule.text !== '@continuous'));
  if (!runs || x.version === 3 || start === undefined || dag.args.open || keyword(dag.args, 'catchup') || dag.maker === '@asset') return;
  const last = dag.args.keywords.filter(k => k.nameSpan !== null).map(k => k.full.end);
  x.draft.problem('implicit-catchup', dag.nameSpan ?? dag.head, 'Without catchup, Airflow 2 starts a run for every interval since the start date; Airflow 3 does not. Say which is meant', {
    severity: x.version === 2 ? 'warning' : 'information', ...(last.length > 0 ? { at: Math.max(...last) } : {}),
  });
}

function startIn(dag: Dag): { readonly value: Value; readonly span: Span } | undefined {
  const found = (dag.defaults ?? defaultsIn(dag.args))?.entries.findLast(e => e.key.kind === 'text' && e.key.text === 'start_date');
  return found?.span ? { value: found.value, span: found.span } : undefined;
}

const CLOCK = /^(datetime|pendulum|arrow|airflow|dateutil|django|time)\b.*?\.(now|utcnow|today|yesterday|tomorrow|days_ago)(\(\)|$)/;

function checkStart(x: Extraction, value: Value, span: Span): void {
  const clock = clockIn(value, 0);
  if (clock === null) return;
  x.draft.problem('dynamic-start-date', span, `The start date is another one every time the file is parsed ('${clock}'), so runs may never start or be counted twice; write a fixed date`, fixedStart(x, span));
}

/** The same class with a date, where the code calls the clock of one plainly: a date to begin with, to be changed by hand. */
function fixedStart(x: Extraction, span: Span): { readonly text: string } | undefined {
  const call = /^((?:datetime\.)?datetime|pendulum)\.(?:now|utcnow|today)\(([^()]*)\)$/.exec(x.file.text.slice(span.start, span.end));
  if (!call) return undefined;
  return { text: call[1] === 'pendulum' ? 'pendulum.datetime(2025, 1, 1, tz="UTC")' : `${call[1]}(2025, 1, 1)` };
}

function clockIn(value: Value, depth: number): string | null {
  if (value.kind !== 'made' || depth > 6) return null;
  const match = CLOCK.exec(value.path);
  if (match) return match[2]!;
  for (const v of [...value.args.positional.map(p => p.value), ...value.args.keywords.map(k => k.value)]) {
    const found = clockIn(v, depth + 1);
    if (found) return found;
  }
  return null;
}
