import type { Facts } from '../../../model/facts';
import type { Document } from '../../../model/format';
import type { Json, Key } from '../../../model/key';
import { readSuppressions } from '../../../model/suppression';
import { foldsOf, itemsOf, mergedPairs, readYaml, textOf, toJson, valueOf, type YamlNode, type YamlScalar } from '../../../syntax/yaml';
import { cronFault, cronWords } from '../../../text/cron';
import type { Span } from '../../../text/span';
import { Draft } from '../../shared/draft';
import { dialectOf, extractJobSql } from '../../shared/jobSql';
import { locationKey } from '../../shared/names';
import { connectionKey, dagKey, groupKey, taskKey } from '../names';
import { operatorFacts } from '../operators';

/** DAGs written in YAML: by dag-factory (a key for each DAG, with `tasks`), or a task per file in a folder that is the DAG (gusty). */
export function extractDagYaml({ path, text }: Document): Facts {
  const yaml = readYaml(text);
  const draft = new Draft();
  draft.suppressions = readSuppressions(text, yaml.comments);
  const x: YamlSource = { draft, path, text };
  // The folder below `dags` is the DAG; those within it only put its tasks in order.
  const folder = /(?:^|\/)dags\/([^/]+)\//.exec(path)?.[1] ?? '';
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (/^METADATA\.ya?ml$/.test(file)) {
    if (yaml.root?.kind === 'map' && path.endsWith(`dags/${folder}/${file}`)) declareDag(x, folder, null, { start: 0, end: text.length }, yaml.root, 'gusty');
  } else if (textOf(valueOf(yaml.root, 'operator')) !== null) {
    const name = file.replace(/\.ya?ml$/, '');
    if (yaml.root && folder !== '') extractTask(x, dagKey(folder, true, path), { id: textOf(valueOf(yaml.root, 'task_id')) ?? name, nameSpan: null, span: { start: 0, end: text.length } }, yaml.root, new Map(), true);
  } else if (yaml.root?.kind === 'map') {
    for (const p of yaml.problems) draft.problem(p.rule, p.span, p.message, p.data);
    for (const pair of yaml.root.pairs) if (pair.key.text !== 'default' && pair.value?.kind === 'map' && valueOf(pair.value, 'tasks')) extractDag(x, pair.key, pair.value, pair.span, valueOf(yaml.root, 'default'));
  }
  draft.folds.push(...foldsOf(yaml, text));
  return draft.facts();
}

interface YamlSource {
  readonly draft: Draft;
  readonly path: string;
  readonly text: string;
}

interface Named {
  readonly id: string;
  readonly nameSpan: Span | null;
  readonly span: Span;
}

function declareDag(x: YamlSource, id: string, nameSpan: Span | null, span: Span, node: YamlNode, maker: string, defaults: YamlNode | null = null, tasks: number | null = null): void {
  const given = valueOf(node, 'schedule') ?? valueOf(node, 'schedule_interval') ?? valueOf(defaults, 'schedule') ?? valueOf(defaults, 'schedule_interval');
  const schedule = given?.kind === 'scalar' && given.text !== '' && given.text !== 'None' && given.text !== 'null' && !given.text.includes('{') ? given : null;
  const cron = schedule && !schedule.text.startsWith('@') && /^\S+(\s+\S+){3,}$/.test(schedule.text.trim()) ? schedule.text : null;
  const fault = cron === null ? null : cronFault(cron);
  if (fault && schedule && given === (valueOf(node, 'schedule') ?? valueOf(node, 'schedule_interval'))) x.draft.problem('invalid-schedule', schedule.content, fault);
  const description = textOf(valueOf(node, 'description'));
  const tags = itemsOf(valueOf(node, 'tags')).flatMap(t => textOf(t) ?? []);
  const owner = textOf(valueOf(valueOf(node, 'default_args'), 'owner')) ?? textOf(valueOf(valueOf(defaults, 'default_args'), 'owner'));
  x.draft.declare({
    id: dagKey(id, true, x.path), kind: 'job', type: 'airflow.dag', role: 'defines', name: id, keys: [], nameSpan, span, parent: null, path: null,
    attributes: {
      ...(description ? { description } : {}), ...(tags.length > 0 ? { tags } : {}), ...(owner ? { owner } : {}), schedule: schedule?.text ?? null,
      more: { open: maker === 'gusty', maker, known: true, many: false, facts: [...(schedule ? [`runs ${cronWords(schedule.text) ?? schedule.text}`] : []), ...(tasks === null ? [] : [`${tasks} task${tasks === 1 ? '' : 's'}`])] },
    },
    columns: [], columnsComplete: false,
  });
}

/** A DAG of dag-factory. Tasks stand in a mapping by id, or in a list with `task_id`. */
function extractDag(x: YamlSource, name: YamlScalar, node: YamlNode, span: Span, defaults: YamlNode | null): void {
  const dag = dagKey(name.text, true, x.path);
  const tasks = entriesOf(valueOf(node, 'tasks'), 'task_id');
  declareDag(x, name.text, name.content, span, node, 'dag-factory', defaults, tasks.length);
  const groups = entriesOf(valueOf(node, 'task_groups'), 'group_name');
  for (const g of groups) {
    x.draft.declare({ id: groupKey(dag, g.id), kind: 'symbol', type: 'airflow.task_group', role: 'defines', name: g.id, keys: [], nameSpan: g.nameSpan, span: g.span, parent: dag, path: null, attributes: {}, columns: [], columnsComplete: false });
  }
  // Tasks by the name that dependencies give, and the tasks of each group.
  const ids = new Map<string, string[]>();
  for (const t of tasks) {
    const group = textOf(valueOf(t.node, 'task_group_name'));
    const id = group ? `${group}.${t.id}` : t.id;
    ids.set(t.id, [id]);
    if (group) ids.set(group, [...(ids.get(group) ?? []), id]);
  }
  for (const t of tasks) {
    const group = textOf(valueOf(t.node, 'task_group_name'));
    extractTask(x, dag, { ...t, id: group ? `${group}.${t.id}` : t.id }, t.node, ids, false);
  }
}

function entriesOf(node: YamlNode | null, key: string): (Named & { readonly node: YamlNode })[] {
  if (node?.kind === 'map') return node.pairs.flatMap(p => (p.value?.kind === 'map' ? [{ id: p.key.text, nameSpan: p.key.content, span: p.span, node: p.value }] : []));
  return itemsOf(node).flatMap(item => {
    const name = valueOf(item, key);
    return name?.kind === 'scalar' && name.text !== '' ? [{ id: name.text, nameSpan: name.content, span: item.span, node: item }] : [];
  });
}

function extractTask(x: YamlSource, dag: Key, task: Named, node: YamlNode, ids: ReadonlyMap<string, readonly string[]>, folder: boolean): void {
  const id = taskKey(dag, task.id);
  const path = textOf(valueOf(node, 'operator')) ?? textOf(valueOf(node, 'decorator')) ?? '';
  const operator = path.slice(path.lastIndexOf('.') + 1);
  x.draft.declare({
    id, kind: 'job', type: 'airflow.task', role: 'defines', name: task.id, keys: [], nameSpan: task.nameSpan, span: task.span, parent: dag, path: null,
    attributes: { ...(textOf(valueOf(node, 'doc_md')) ? { description: textOf(valueOf(node, 'doc_md'))! } : {}), more: { operator, known: true, many: false, facts: [operator].filter(f => f !== '') as Json } }, columns: [], columnsComplete: false,
  });
  for (const item of itemsOf(valueOf(node, 'dependencies'))) {
    if (item.kind !== 'scalar' || item.text === '') continue;
    for (const up of folder ? [item.text] : (ids.get(item.text) ?? [item.text])) {
      x.draft.refer({ targets: [taskKey(dag, up)], type: 'airflow.task', name: item.text, span: item.content, fullSpan: item.span, from: id, role: 'uses', certainty: folder ? 'likely' : 'certain', ...(up === item.text ? {} : { implied: true }) });
    }
  }
  for (const [name, role] of [['inlets', 'reads'], ['outlets', 'writes']] as const) {
    for (const item of itemsOf(valueOf(node, name))) {
      const place = item.kind === 'scalar' ? locationKey(item.text) : null;
      if (place === null || item.kind !== 'scalar') continue;
      x.draft.describe(place, 'dataset', 'airflow.asset', item.text, item.content, []);
      x.draft.refer({ targets: [place], type: 'airflow.asset', name: item.text, span: item.content, fullSpan: item.span, from: id, role, certainty: 'certain' });
    }
  }
  extractArguments(x, id, node, operator);
}

function extractArguments(x: YamlSource, id: Key, node: YamlNode, operator: string): void {
  const facts = operatorFacts(operator);
  let connection: string | null = null;
  for (const pair of mergedPairs(node)) {
    if (!/(^|_)conn_id$/.test(pair.key.text) || pair.value?.kind !== 'scalar' || pair.value.text === '' || pair.value.text.includes('{{')) continue;
    const target = connectionKey(pair.value.text);
    connection = pair.value.text;
    x.draft.describe(target, 'symbol', 'airflow.connection', pair.value.text, pair.value.content, []);
    x.draft.refer({ targets: [target], type: 'airflow.connection', name: pair.value.text, span: pair.value.content, fullSpan: pair.value.span, from: id, role: 'names', certainty: 'likely' });
  }
  for (const name of facts?.language === undefined ? (facts?.sql ?? ['sql']) : []) {
    const value = valueOf(node, name);
    if (value?.kind !== 'scalar' || /^\S+\.(sql|hql|bq)$/i.test(value.text.trim()) || toJson(value) === null) continue;
    const same = x.text.slice(value.content.start, value.content.end) === value.text;
    extractJobSql(x.draft, x.text, { job: id, text: value.text, origin: same ? value.content : null, at: value.content, dialect: dialectOf(operator, connection), place: 'airflow', schema: null, known: {} });
  }
}
