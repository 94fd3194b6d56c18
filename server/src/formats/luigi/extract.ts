import { type Attributes, type ColumnDeclaration, type Facts, NO_FACTS } from '../../model/facts';
import type { Document, OtherFiles } from '../../model/format';
import type { Key } from '../../model/key';
import { readSuppressions } from '../../model/suppression';
import { attributeOf, type Expression, expressionsIn, type InstanceValue, isForeign, knownText, NO_ARGUMENTS, type PythonFile, readPython, statementsIn, type Value, visitExpressions } from '../../syntax/python';
import type { Span } from '../../text/span';
import { adviseCode } from '../shared/codePractice';
import type { Naming } from '../shared/codeNames';
import { Draft } from '../shared/draft';
import { dialectOf, extractJobSql } from '../shared/jobSql';
import { functionKey } from '../shared/names';
import type { Place } from '../shared/places';
import { localFacts } from '../shared/pythonForeign';
import { referToImports } from '../shared/pythonImported';
import { foldsIn, importsFrom, type NameUses, nameUses } from '../shared/pythonFile';
import { moduleAt } from '../shared/pythonImports';
import { pythonKey, pythonTargets } from '../shared/pythonModules';
import { sqlCallsOf } from '../shared/pythonSql';
import { familyOf, followTasks, type Followed, methodOf, methodRun, parametersOf, rootOf, type TaskClass, targetsIn, taskOf, tasksIn } from './follow';
import { taskKey } from './names';
import { columnsOf, placeInText, placeOfTarget, tableIn } from './targets';

interface Extraction {
  readonly draft: Draft;
  readonly document: Document;
  readonly followed: Followed;
  readonly naming: Naming;
}

/** The facts of a Python file with tasks of Luigi. */
export function extractLuigi(document: Document, files: OtherFiles | null): Facts {
  const file = readPython(document.text);
  if (!importsFrom(file, ['luigi'])) return NO_FACTS;
  const followed = followTasks(file, document.path, files);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const x: Extraction = { draft, document, followed, naming: { path: document.path, defaults: new Map() } };
  const names = nameUses(file);
  for (const task of followed.tasks) extractTask(x, task, names);
  adviseCode(file, (rule, span, message, data) => draft.problem(rule, span, message, data));
  referToImports(draft, document.path, file, names, /^luigi\b/);
  draft.folds.push(...foldsIn(file));
  return localFacts(draft.facts(), followed.imports);
}

function extractTask(x: Extraction, { of, root }: TaskClass, names: NameUses): void {
  const { draft, document, followed } = x;
  const { definition } = of;
  const id = taskKey(definition.name, document.path);
  const run = methodRun(followed.host);
  const task = taskOf(of, NO_ARGUMENTS, run, followed.made, null);
  const uses = names.usesOf(definition.name);
  draft.declare({
    id, kind: 'job', type: 'luigi.task', role: 'defines', name: familyOf(task), keys: [pythonKey(document.path, definition.name)], nameSpan: uses === undefined ? null : definition.nameSpan, span: definition.span, parent: null, path: null,
    attributes: attributesOf(x, task, root), columns: [], columnsComplete: false, adopts: definition.body.flatMap(s => (s.kind === 'function' ? [functionKey(document.path, `${definition.name}.${s.name}`), functionKey(document.path, `${definition.name}.${s.name}`, 'spark')] : [])),
  });
  for (const span of uses ?? []) draft.refer({ targets: [id], type: 'luigi.task', name: definition.name, span, fullSpan: span, from: null, role: 'names', certainty: 'certain' });
  const required = [...new Set([...tasksIn(methodOf(task, 'requires', followed.host)), ...tasksIn(methodOf(task, 'run', followed.host))])].slice(0, 500);
  const reads = readsInput(task, root);
  for (const up of required) {
    if (up.kind === 'instance') extractRequired(x, id, up, definition.nameSpan, reads);
    else {
      const targets = pythonTargets(document.path, up.path);
      if (targets.length > 0) draft.refer({ targets, type: 'luigi.task', name: up.path.slice(up.path.lastIndexOf('.') + 1), span: up.span, fullSpan: up.span, from: id, role: 'uses', certainty: 'likely', implied: true });
    }
  }
  extractOutput(x, task, root, id);
  extractSql(x, task, root, id);
}

/** A task that another one requires: it runs before, and what it makes is read. */
function extractRequired(x: Extraction, from: Key, up: InstanceValue, at: Span, reads: boolean): void {
  const { draft, document, followed } = x;
  const { definition } = up.of;
  const root = rootOf(up.of);
  const isSettings = root !== null && /\.Config$/.test(root);
  if (isSettings) return;
  const path = isForeign(definition.span) ? moduleAt(followed.imports, definition.span)?.path : document.path;
  if (path === undefined) return;
  const span = followed.made.get(up) ?? at;
  const target = taskKey(definition.name, path);
  if (target !== from) draft.refer({ targets: [target, pythonKey(path, definition.name)], type: 'luigi.task', name: definition.name, span, fullSpan: span, from, role: 'uses', certainty: 'certain', implied: true });
  for (const { place } of placesOf(x, up, root)) {
    if (reads) refer(x, place, span, from, 'reads', true);
    // With these arguments the task makes this; by itself it does not say what it makes.
    if (path === document.path && root !== null && !isExternal(root) && target !== from) refer(x, place, span, target, 'writes', true);
  }
}

function extractOutput(x: Extraction, task: InstanceValue, root: string | null, id: Key): void {
  const external = root !== null && isExternal(root);
  for (const { place, span, origin } of placesOf(x, task, root)) {
    const columns = columnsIn(x, task);
    x.draft.describe(place.id, 'dataset', place.type, place.name, origin ?? span, place.targets, columns);
    if (!external) refer(x, place, origin ?? span, id, 'writes', origin === null);
    // What is there without Luigi's doing belongs to the task that stands for it all the same.
    else x.draft.refer({ targets: place.targets, type: place.type, name: place.name, span: origin ?? span, fullSpan: origin ?? span, from: id, role: 'names', certainty: 'likely', implied: true });
  }
  const s3 = methodOf(task, 's3_load_path', x.followed.host);
  if (s3?.kind === 'text') extractPath(x, s3, task.of.definition.nameSpan, id, 'reads');
  const unload = root !== null && /RedshiftUnloadTask$/.test(root) ? methodOf(task, 's3_unload_path', x.followed.host) : undefined;
  if (unload?.kind === 'text') extractPath(x, unload, task.of.definition.nameSpan, id, 'writes');
}

function extractPath(x: Extraction, value: Extract<Value, { kind: 'text' }>, at: Span, id: Key, role: 'reads' | 'writes'): void {
  const place = placeOfTarget({ is: 'target', path: 'luigi.contrib.s3.S3Target', args: { ...NO_ARGUMENTS, positional: [{ value, expression: { kind: 'unknown', span: at } }] }, span: at }, x.naming);
  if (place) refer(x, place, value.origin ?? at, id, role, value.origin === null);
}

function refer(x: Extraction, place: Place, span: Span, from: Key, role: 'reads' | 'writes', implied: boolean): void {
  x.draft.describe(place.id, 'dataset', place.type, place.name, span, place.targets);
  x.draft.refer({ targets: place.targets, type: place.type, name: place.name, span, fullSpan: span, from, role, certainty: 'likely', ...(implied || place.type === 'sql.table' ? { implied: true } : {}), data: { place: 'luigi' } });
}

/** The datasets that a task makes: its targets, and the table that it fills. */
function placesOf(x: Extraction, task: InstanceValue, root: string | null): { readonly place: Place; readonly span: Span; readonly origin: Span | null }[] {
  const out: { place: Place; span: Span; origin: Span | null }[] = [];
  for (const target of targetsIn(methodOf(task, 'output', x.followed.host))) {
    const place = placeOfTarget(target, x.naming);
    const value = placeInText(target);
    // A path that is put together has symbols instead of its characters.
    if (place) out.push({ place, span: target.span, origin: value?.kind === 'text' && value.known ? value.origin : null });
  }
  if (root === null || !/(CopyToTable|Query)$/.test(root)) return out;
  const table = valueOf(x, task, 'table');
  const schema = valueOf(x, task, 'schema');
  const text = table?.kind === 'text' ? table.text : table?.kind === 'unknown' && table.name !== null && table.name !== 'table' ? `{${table.name}}` : null;
  const place = tableIn([knownText(schema) === null || /[.]/.test(text ?? '') ? null : knownText(schema), text], x.naming);
  if (place && !out.some(o => o.place.id === place.id)) out.push({ place, span: task.of.definition.nameSpan, origin: table?.kind === 'text' && table.known ? table.origin : null });
  return out;
}

function columnsIn(x: Extraction, task: InstanceValue): ColumnDeclaration[] {
  return columnsOf(valueOf(x, task, 'columns')).flatMap(c => (c.origin === null || isForeign(c.origin) ? [] : [{ name: c.name, nameSpan: c.origin, span: c.origin, path: null, type: c.type }]));
}

function valueOf(x: Extraction, task: InstanceValue, name: string): Value | undefined {
  const value = methodOf(task, name, x.followed.host);
  return value?.kind === 'external' || value?.kind === 'function' ? undefined : value;
}

function extractSql(x: Extraction, task: InstanceValue, root: string | null, id: Key): void {
  const at: Expression = { kind: 'name', span: task.of.definition.nameSpan, name: 'run' };
  const common = { job: id, place: 'luigi', schema: null, known: {} };
  const method = attributeOf(task, 'run', at, methodRun(x.followed.host));
  if (method.kind === 'function' && !isForeign(method.definition.span)) {
    for (const call of sqlCallsOf(method)) if (!isForeign(call.span)) extractJobSql(x.draft, x.document.text, { ...common, text: call.text.text, origin: call.text.origin, at: call.span, dialect: dialectOf(call.callee, root) });
  }
  if (root === null || !/(Query|QueryTask|CreateViewTask|UnloadTask)$/.test(root)) return;
  for (const name of ['query', 'unload_query', 'view']) {
    const value = valueOf(x, task, name);
    if (value?.kind === 'text' && value.text !== '') extractJobSql(x.draft, x.document.text, { ...common, text: value.text, origin: value.origin, at: value.origin ?? task.of.definition.nameSpan, dialect: dialectOf(root) });
  }
}

/** Whether the work of a task looks at what the tasks before it have made; else they only come before. */
function readsInput(task: InstanceValue, root: string | null): boolean {
  if (root !== null && (/WrapperTask$/.test(root) || isExternal(root))) return false;
  if (root !== null && /(^|\.)(CopyToTable|BigQueryLoadTask|BigQueryExtractTask|JobTask|CopyToIndex)$/.test(root)) return true;
  const names = new Set(['input', 'requires']);
  const looks = (body: PythonFile['body']): boolean => {
    for (const s of statementsIn(body)) {
      for (const e of expressionsIn(s)) {
        let found = false;
        visitExpressions(e, one => {
          found ||= one.kind === 'attribute' && one.value.kind === 'name' && one.value.name === 'self' && names.has(one.name);
          return !found;
        });
        if (found) return true;
      }
    }
    return false;
  };
  for (let of: TaskClass['of'] | undefined = task.of, depth = 0; of && depth < 8; of = of.bases.find(b => b.kind === 'class') as TaskClass['of'] | undefined, depth++) if (looks(of.definition.body)) return true;
  return false;
}

function isExternal(root: string): boolean {
  return /(^|\.)(ExternalTask|S3PathTask|S3EmrTask|S3FlagTask|ExternalHiveTask|ExternalBigQueryTask)$/.test(root);
}

function attributesOf(x: Extraction, task: InstanceValue, root: string | null): Attributes {
  const { definition } = task.of;
  const kind = root === null ? null : /WrapperTask$/.test(root) ? 'only runs what it requires' : isExternal(root) ? 'made outside of Luigi' : /^luigi\.(task\.)?Task$/.test(root) ? null : root.slice(root.lastIndexOf('.') + 1);
  const parameters = [...parametersOf(task.of, methodRun(x.followed.host)).keys()];
  const number = (name: string): string[] => {
    const value = valueOf(x, task, name);
    return value?.kind === 'constant' && typeof value.value === 'number' ? [`${name.replace(/_/g, ' ')} ${value.value}`] : [];
  };
  const facts = [...(kind ? [kind] : []), ...(parameters.length > 0 ? [`parameters ${parameters.join(', ')}`] : []), ...number('retry_count'), ...number('priority'), ...number('worker_timeout')];
  return {
    ...(definition.docstring ? { description: definition.docstring.value.trim() } : {}),
    ...(facts.length > 0 ? { more: { facts } } : {}),
  };
}
