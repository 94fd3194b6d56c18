import type { Choice, Document, Expectation, Explanation } from '../../model/format';
import { readPython } from '../../syntax/python';
import { entry } from '../../text/entry';
import { code } from '../../text/markdown';
import { cronChoices } from '../shared/cronHelp';
import { cursorIn } from '../shared/pythonCursor';
import { followDags } from './follow';
import { type OperatorFacts, operatorFacts } from './operators';
import { JOBS_NAMESPACE } from './names';
import { MACROS, TEMPLATE_NAMES } from './templates';

/** Names that may stand in a text of a DAG file: ids of DAGs, tasks, connections, variables; in templates what they can name. */
export function expectAirflow(document: Document, offset: number): Expectation | null {
  const { text } = document;
  const { string, callee, keyword } = cursorIn(text, offset);
  if (string === null) return null;
  const template = templateBefore(text.slice(string.start, offset));
  if (template !== null) return expectTemplate(template, offset, document);
  const whole = (choice: Choice): Expectation => ({ replace: string, choices: [choice] });
  const name = keyword ?? '';
  if (/(^|_)conn_id$/.test(name)) return whole({ kind: 'entities', types: ['airflow.connection'], namespaces: ['airflow.connection'] });
  if (name === 'pool') return whole({ kind: 'entities', types: ['airflow.pool'], namespaces: ['airflow.pool'] });
  if (name === 'trigger_dag_id' || name === 'external_dag_id') return whole({ kind: 'entities', types: ['airflow.dag'], namespaces: ['airflow'] });
  if (/^external_task_ids?$/.test(name)) {
    const dag = argumentNear(text, string.start, callee, 'external_dag_id');
    return dag === null ? null : whole({ kind: 'entities', types: ['airflow.task'], namespaces: [JOBS_NAMESPACE], prefix: `${dag}.` });
  }
  if (/(^|\.)(Asset|Dataset)(\.ref)?$/.test(callee) || name === 'inlets' || name === 'outlets') return whole({ kind: 'entities', types: ['airflow.asset'], namespaces: ['airflow.asset'] });
  const values = entry(VALUES, name);
  if (values) return whole({ kind: 'words', words: Object.entries(values).map(([label, documentation]) => ({ label, kind: 'value', documentation })) });
  if (/(^|\.)Variable\.get$/.test(callee)) return whole({ kind: 'entities', types: ['airflow.variable'], namespaces: ['airflow.variable'] });
  if (name === 'schedule' || name === 'schedule_interval' || /Cron\w*Timetable$/.test(callee)) return whole({ kind: 'words', words: cronChoices(['@hourly', '@daily', '@weekly', '@monthly', '@quarterly', '@yearly', '@once', '@continuous']) });
  if (name === 'task_ids' || /(^|\.)xcom_pull$/.test(callee)) return whole(tasksOf(document));
  return null;
}

/** The text that another argument of the call around a place is given; null if it is no text. */
function argumentNear(text: string, at: number, callee: string, name: string): string | null {
  const open = text.lastIndexOf(`${callee}(`, at);
  if (open < 0 || callee === '') return null;
  const next = text.indexOf(`${callee}(`, at);
  const call = text.slice(open, Math.min(next < 0 ? text.length : next, at + 1_500));
  return new RegExp(`\\b${name}\\s*=\\s*["']([^"'\\n]*)["']`).exec(call)?.[1] ?? null;
}

/** Parameters that take one of a few texts, and what each means. */
const VALUES: { readonly [parameter: string]: { readonly [value: string]: string } } = {
  trigger_rule: {
    all_success: 'All tasks before it have succeeded.', all_failed: 'All tasks before it have failed.', all_done: 'All tasks before it have ended, however.', all_done_setup_success: 'All have ended, and the setup tasks have succeeded.', all_done_min_one_success: 'All have ended, and at least one has succeeded.',
    all_skipped: 'All tasks before it were skipped.', one_success: 'One has succeeded; the others are not waited for.', one_failed: 'One has failed; the others are not waited for.', one_done: 'One has succeeded or failed.',
    none_failed: 'None has failed: all have succeeded or were skipped.', none_failed_min_one_success: 'None has failed, and at least one has succeeded: what joins branches.', none_skipped: 'None was skipped.', always: 'Whatever happened before.',
  },
  mode: { poke: 'The sensor keeps its worker while it waits.', reschedule: 'The sensor gives its worker back between two looks.' },
  weight_rule: { downstream: 'Weight of all tasks after it.', upstream: 'Weight of all tasks before it.', absolute: 'Its own weight alone.' },
  write_disposition: { WRITE_TRUNCATE: 'The table is replaced.', WRITE_APPEND: 'Rows are added.', WRITE_EMPTY: 'Fails if the table has rows.' },
};

function tasksOf({ path, text }: Document): Choice {
  const { state } = followDags(readPython(text), path, null);
  return { kind: 'words', words: state.tasks.filter(t => t.known).map(t => ({ label: t.id, kind: 'value', detail: t.operator })) };
}

/** What is typed of an expression in a template that is open at the cursor: `var.value.x`; null outside of templates. */
function templateBefore(before: string): string | null {
  const open = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  if (open < 0 || before.indexOf('}}', open) >= 0 || before.indexOf('%}', open) >= 0) return null;
  const inside = before.slice(open + 2);
  // In a text within the template.
  const quoted = /xcom_pull\([^)]*["']([\w.]*)$/.exec(inside);
  if (quoted) return `xcom:${quoted[1]}`;
  return (inside.match(/["']/g)?.length ?? 0) % 2 === 1 ? null : (/[\w.]*$/.exec(inside)?.[0] ?? '');
}

function expectTemplate(typed: string, offset: number, document: Document): Expectation | null {
  const replace = (part: string): Expectation['replace'] => ({ start: offset - part.length, end: offset });
  if (typed.startsWith('xcom:')) return { replace: replace(typed.slice(5)), choices: [tasksOf(document)] };
  const variable = /^var\.(?:value|json)\.(\w*)$/.exec(typed);
  if (variable) return { replace: replace(variable[1]!), choices: [{ kind: 'entities', types: ['airflow.variable'], namespaces: ['airflow.variable'] }] };
  const connection = /^conn\.(\w*)$/.exec(typed);
  if (connection) return { replace: replace(connection[1]!), choices: [{ kind: 'entities', types: ['airflow.connection'], namespaces: ['airflow.connection'] }] };
  const macro = /^macros\.(\w*)$/.exec(typed);
  if (macro) return { replace: replace(macro[1]!), choices: [{ kind: 'words', words: MACROS.map(m => ({ label: m.name, kind: 'function', documentation: m.meaning })) }] };
  if (/^var\.\w*$/.test(typed)) return { replace: replace(typed.slice(4)), choices: [{ kind: 'words', words: [{ label: 'value', kind: 'value', documentation: 'The variable as a text.' }, { label: 'json', kind: 'value', documentation: 'The variable read as JSON.' }] }] };
  if (typed.includes('.')) return null;
  return { replace: replace(typed), choices: [{ kind: 'words', words: TEMPLATE_NAMES.map(n => ({ label: n.name, kind: 'value', documentation: n.meaning, ...(n.removed ? { deprecated: true, rank: 5 } : {}) })) }] };
}

/** What a parameter of an operator does, or a name in a template means. */
export function explainAirflow({ text }: Document, offset: number): Explanation | null {
  const { string, callee, word } = cursorIn(text, offset);
  const name = text.slice(word.start, word.end);
  if (name === '') return null;
  if (string !== null) {
    const template = templateBefore(text.slice(string.start, word.start));
    if (template === null || template.startsWith('xcom:')) return null;
    const found = template === '' ? TEMPLATE_NAMES.find(n => n.name === name) : template === 'macros.' ? MACROS.find(m => m.name.replace(/\(.*/, '') === name) : undefined;
    return found ? { span: word, markdown: `${code(found.name)}\n\n${found.meaning}${found.removed ? '\n\nGone in Airflow 3.' : ''}` } : null;
  }
  if (!/^\s*=(?!=)/.test(text.slice(word.end, word.end + 20))) return null;
  const operator = callee.slice(callee.lastIndexOf('.') + 1);
  const facts = operatorFacts(operator.replace(/^(partial|expand)$/, '') || (callee.split('.').at(-2) ?? ''));
  const lines = [...(facts ? linesOf(facts, name) : []), ...(facts && COMMON[name] ? [COMMON[name]] : [])];
  return lines.length > 0 ? { span: word, markdown: `${code(name)} of ${code(operator)}\n\n${lines.join('\n\n')}` } : null;
}

function linesOf(facts: OperatorFacts, name: string): string[] {
  const out: string[] = [];
  if (facts.sql?.some(s => s.split('.')[0] === name)) out.push(`Holds the ${facts.language ?? 'SQL'} that is run; where it ends in ${(facts.templateFiles ?? ['.sql']).map(code).join(', ')}, it names a file.`);
  if (facts.source?.includes(name)) out.push(facts.kind === 'sensor' ? 'Says what is waited for.' : 'Says what is read.');
  if (facts.destination?.includes(name)) out.push('Says what is written.');
  if (facts.target?.includes(name)) out.push('Says what is created, changed or deleted.');
  if (facts.scope?.includes(name)) out.push('Database, schema or project of names that have none.');
  const connection = facts.connection?.[name];
  if (connection !== undefined) out.push(connection === null ? 'Id of a connection; there is no default.' : connection === '(required)' ? 'Id of a connection, which must be given.' : `Id of a connection; ${code(connection)} if none is given.`);
  if (facts.direction?.parameter === name) out.push(`Which way data goes: ${code(facts.direction.default)} if not given, turned round by ${code(facts.direction.reversedBy)}.`);
  if (out.length > 0 || facts.templated?.includes(name)) out.push(facts.templated?.includes(name) ? 'Jinja works here.' : 'Jinja does not work here.');
  return out;
}

/** Parameters that all operators share. */
const COMMON: { readonly [name: string]: string } = {
  task_id: 'Id of the task, unique in its DAG. Groups put theirs before it.',
  retries: 'How often the task is tried again after it fails.',
  retry_delay: 'How long is waited before another try.',
  retry_exponential_backoff: 'Whether each wait is longer than the one before.',
  execution_timeout: 'How long one try may take before it fails.',
  trigger_rule: 'Which ends of the tasks before let this one run; all must succeed if nothing is said.',
  depends_on_past: 'Whether the task of the last run must have succeeded first.',
  pool: 'Pool whose slots limit how many such tasks run at once.',
  queue: 'Queue of the workers that may run it.',
  mode: 'How a sensor waits: `poke` keeps its worker, `reschedule` gives it back between two looks.',
  poke_interval: 'Seconds between two looks of a sensor.',
  timeout: 'Seconds after which a sensor gives up; seven days if nothing is said.',
  deferrable: 'Whether waiting is left to the triggerer, outside of workers.',
  inlets: 'Assets that the task reads, for lineage.',
  outlets: 'Assets that the task writes: DAGs that wait for them are started.',
  on_failure_callback: 'What is called when the task has failed for good.',
  params: 'Values for templates: `{{ params.name }}`.',
};
