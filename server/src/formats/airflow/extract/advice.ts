import { expressionsIn, keyword, knownText, statementsIn, type TextExpression, type Value, visitExpressions } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { defaultsIn, setting } from '../follow/tasks';
import type { Dag, Task } from '../objects';
import { isSensor, operatorFacts } from '../operators';
import { TEMPLATE_NAMES } from '../templates';
import { behindArguments } from '../../shared/pythonFile';
import { added } from './checks';
import type { Extraction } from './dags';

/** What is wrong, or unwise, with a DAG and each of its tasks by themselves. */
export function adviseDag(x: Extraction, dag: Dag): void {
  if (dag.maker !== '@asset') checkSchedule(x, dag);
  checkAlert(x, dag);
  checkIsolated(x, dag);
  for (const k of dag.args.keywords) if (k.name !== 'start_date' && k.name !== 'default_args') checkRunTime(x, k.value, k.span);
}

export function adviseTask(x: Extraction, task: Task): void {
  const family = task.family || task.operator;
  const context = keyword(task.args, 'provide_context');
  if (context?.nameSpan && context.full.start <= context.nameSpan.start) {
    x.draft.problem('removed-provide-context', context.nameSpan, "'provide_context' does nothing since Airflow 2 and is refused by Airflow 3: the context is always given", { severity: x.version === 3 ? 'error' : 'hint', start: context.full.start, end: context.full.end });
  }
  const bash = keyword(task.args, 'bash_command');
  if (bash?.value.kind === 'text' && bash.value.known && bash.value.origin && /\.(sh|bash)$/.test(bash.value.text) && !/\s/.test(bash.value.text.trim()) && !/^(\.\/)?scripts\//.test(bash.value.text)) {
    if (/^(\/|bash|sh|\.\/|\$)/.test(bash.value.text)) x.draft.problem('script-path-read-as-template', bash.value.origin, `'${bash.value.text}' is read as the name of a template file, since it ends like one; a space behind it makes it a command`, { end: bash.value.origin.end });
  }
  checkImage(x, task);
  checkSecrets(x, task);
  const callable = keyword(task.args, 'python_callable');
  if (callable?.value.kind === 'constant' && callable.value.value === null && x.file.text.slice(callable.span.start, callable.span.end).endsWith(')')) x.draft.problem('python-callable-is-called', callable.span, 'The function is called here, while the file is parsed, and gives nothing to run later; name it without brackets', { text: x.file.text.slice(callable.span.start, callable.span.end).replace(/\(\s*\)$/, '') });
  for (const k of task.args.keywords) if (k.name !== 'start_date' && k.name !== 'default_args') checkRunTime(x, k.value, k.span);
  if (isSensor(family, task.path)) {
    if (setting(task, 'timeout') === null && !task.args.open && !defaultsIn(task.args)?.open) x.draft.problem('sensor-without-timeout', task.head, 'This sensor waits up to seven days: set timeout', added(x, task, ', timeout=3600'));
  } else if (setting(task, 'execution_timeout') === null && task.dag && !task.dag.openDefaults && !keyword(task.dag.args, 'dagrun_timeout') && !/^(Empty|Dummy)Operator$/.test(family)) {
    x.draft.problem('task-without-timeout', task.head, 'Nothing ends this task if it hangs: set execution_timeout, or dagrun_timeout of its DAG');
  }
}

function checkSchedule(x: Extraction, dag: Dag): void {
  if (x.version === 3 || dag.args.open || dag.maker === 'DbtDag') return;
  if (['schedule', 'schedule_interval', 'timetable'].some(n => keyword(dag.args, n))) return;
  const at = behindArguments(x.file.text, dag.args);
  x.draft.problem('dag-without-schedule', dag.nameSpan ?? dag.head, 'A DAG that says no schedule runs daily in Airflow 2 and only when it is triggered in Airflow 3; say which is meant', { severity: x.version === 2 ? 'warning' : 'information', ...(at === null ? {} : { at, text: ', schedule=None' }) });
}

function checkAlert(x: Extraction, dag: Dag): void {
  if (dag.openDefaults || dag.args.open || dag.tasks.length === 0 || dag.open) return;
  const tells = /^(on_failure_callback|email_on_failure|on_retry_callback|deadline|sla|sla_miss_callback|email)$/;
  const inDefaults = dag.defaults?.entries.some(e => e.key.kind === 'text' && tells.test(e.key.text));
  if (inDefaults || dag.args.keywords.some(k => tells.test(k.name)) || dag.tasks.some(t => t.args.keywords.some(k => tells.test(k.name)))) return;
  x.draft.problem('dag-without-failure-alert', dag.nameSpan ?? dag.head, 'Nobody is told when this DAG fails: it has no failure callback, e-mail or deadline');
}

/** Tasks beside all others, where others are joined. */
function checkIsolated(x: Extraction, dag: Dag): void {
  if (dag.open || dag.many || dag.tasks.length < 3 || dag.tasks.some(t => t.many || !t.known) || !dag.tasks.some(t => t.upstream.size > 0)) return;
  const alone = dag.tasks.filter(t => t.upstream.size === 0 && t.downstream.size === 0 && t.group === null && t.branches.length === 0);
  if (alone.length !== 1) return;
  x.draft.problem('isolated-task', alone[0]!.head, `The task '${alone[0]!.id}' waits for no other, and none waits for it, though the others of this DAG are joined`);
}

const HEAVY = /^(pandas|numpy|tensorflow|torch|sklearn|pyspark|polars|dask|scipy|transformers|xgboost|lightgbm|matplotlib)(\.|$)/;

/** Large packages that a DAG file imports whenever it is parsed. What stands in a function, in `try` or in `if` is left alone. */
export function checkHeavyImports(x: Extraction, dags: readonly Dag[]): void {
  if (dags.length === 0) return;
  for (const s of x.file.body) {
    if (s.kind !== 'import') continue;
    for (const n of s.from ? [{ name: s.from.module, nameSpan: s.from.span }] : s.names) {
      const heavy = HEAVY.exec(n.name)?.[1];
      if (heavy) x.draft.problem('heavy-import-in-dag-file', n.nameSpan, `'${heavy}' is loaded each time Airflow parses this file; import it in the function that uses it`);
    }
  }
}

const RUN_TIME = /^(datetime(\.datetime)?\.(now|utcnow|today)|datetime\.date\.today|pendulum\.(now|today)|time\.time|uuid\.uuid[14]|random\.\w+|airflow\.utils\.timezone\.utcnow)(\(\)|$)/;

function checkRunTime(x: Extraction, value: Value, span: Span): void {
  if (value.kind !== 'made') return;
  const match = RUN_TIME.exec(value.path);
  if (match) x.draft.problem('runtime-value-in-constructor', span, `'${match[1]}' gives another value whenever the file is parsed, so the DAG looks changed each time; use a template ({{ ts }}, {{ run_id }}) or compute it in the task`);
}

function checkImage(x: Extraction, task: Task): void {
  const image = keyword(task.args, 'image');
  if (image?.value.kind !== 'text' || !image.value.known || image.value.text.includes('{{') || !/(Pod|Docker|Ecs|Kubernetes|CloudRun)/.test(task.family || task.operator)) return;
  const name = image.value.text.slice(image.value.text.lastIndexOf('/') + 1);
  if (name.includes('@') || (name.includes(':') && !name.endsWith(':latest')) || name === '') return;
  x.draft.problem('image-not-pinned', image.value.origin ?? image.span, `'${image.value.text}' is another image tomorrow: name a version or a digest`);
}

const SECRET = /(^|_)(password|passwd|secret_key|api_key|secret_access_key|auth_token|access_token|private_key)$/;

function checkSecrets(x: Extraction, task: Task): void {
  for (const k of task.args.keywords) {
    const text = SECRET.test(k.name) ? knownText(k.value) : null;
    if (text === null || text.length < 6 || k.value.kind !== 'text' || !k.value.origin || /\{\{|\$\{|^[A-Z][A-Z0-9_]*$|^\W*$|example|changeme|placeholder/i.test(text)) continue;
    x.draft.problem('hard-coded-secret', k.value.origin, `The value of '${k.name}' stands in the file, where everybody who can read the repository can read it; keep it in a connection or a secrets backend`);
  }
}

const REMOVED = new Set(TEMPLATE_NAMES.filter(n => n.removed).map(n => n.name));

/** Names in templates that Airflow 3 has no more, and parameters of `@task` functions that ask for them. */
export function checkTemplateNames(x: Extraction, dags: readonly Dag[]): void {
  const tell = (name: string, span: Span, refused: boolean, replace = false): void => x.draft.problem('removed-template-variable', span, `Airflow 3 has no '${name}'${REPLACED[name] ? `; use ${REPLACED[name]}` : ''}`, { severity: x.version !== 3 ? 'hint' : refused ? 'error' : 'warning', ...(replace && REPLACED[name] ? { text: REPLACED[name] } : {}) });
  // A DAG can bring names of its own, and can have unknown names pass.
  const lenient = dags.some(d => d.args.open || keyword(d.args, 'user_defined_macros') || keyword(d.args, 'template_undefined'));
  const rendered = dags.flatMap(d => d.tasks).filter(t => !t.operator.startsWith('@task')).flatMap(t => t.args.keywords.filter(k => operatorFacts(t.family, t.path)?.templated?.includes(k.name)).map(k => k.full));
  const text = (e: TextExpression): void => {
    const source = x.file.text.slice(e.content.start, e.content.end);
    const refused = !lenient && rendered.some(r => r.start <= e.span.start && e.span.end <= r.end);
    for (const block of source.matchAll(/\{\{([^{}]*)\}\}/g)) {
      const plain = block[1]!.replace(/"[^"]*"|'[^']*'/g, quoted => ' '.repeat(quoted.length));
      for (const name of plain.matchAll(/(?<![\w.])([a-z_]+)\b(?!\s*[=(])/g)) {
        if (!REMOVED.has(name[1]!)) continue;
        const start = e.content.start + block.index + 2 + name.index;
        // Whoever asks first whether the name is there, or has another value ready, may name it.
        tell(name[1]!, { start, end: start + name[1]!.length }, refused && !/\bis\s+(not\s+)?defined\b|\|\s*(d|default)\b/.test(plain), name[1] === plain.trim());
      }
    }
  };
  for (const s of statementsIn(x.file.body)) {
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'text' && e.verbatim && e.value.includes('{{')) text(e);
        return true;
      });
    }
  }
  const seen = new Set<number>();
  for (const task of dags.flatMap(d => d.tasks)) {
    if (!task.function || !task.operator.startsWith('@task')) continue;
    for (const p of task.function.parameters) {
      // A parameter with a default, or one that is given a value, is the function's own.
      if (!REMOVED.has(p.name) || seen.has(p.nameSpan.start) || (p.value !== null && !(p.value.kind === 'constant' && p.value.value === null)) || task.upstream.size > 0) continue;
      seen.add(p.nameSpan.start);
      // With a default the call goes through, and the parameter keeps it.
      tell(p.name, p.nameSpan, p.value === null);
    }
  }
}

const REPLACED: { readonly [name: string]: string } = {
  execution_date: 'logical_date', next_ds: 'data_interval_end | ds', next_execution_date: 'data_interval_end', prev_execution_date_success: 'prev_data_interval_start_success', tomorrow_ds: 'macros.ds_add(ds, 1)', yesterday_ds: 'macros.ds_add(ds, -1)',
};
