import type { Key } from '../../../model/key';
import { callsIn, readJinja } from '../../../syntax/jinja';
import { type CallExpression, expressionsIn, isSequence, knownText, statementsIn, type TextExpression, visitExpressions } from '../../../syntax/python';
import { evaluate, moduleScope } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { connectionKey, taskKey, variableKey } from '../names';
import type { Dag } from '../objects';
import { type Extraction, keyOf } from './dags';

/**
 * What templates and task bodies name: variables (`{{ var.value.x }}`), and tasks whose results they pull. The DAG of a pull is
 * sure only where the file has one DAG.
 */
export function extractTemplates(x: Extraction, dags: readonly Dag[]): void {
  const dag = dags.length === 1 ? dags[0]! : null;
  for (const s of statementsIn(x.file.body)) {
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'text' && e.verbatim && e.value.includes('{{')) templateNames(x, e, dag);
        if (e.kind === 'call' && e.callee.kind === 'attribute' && e.callee.name === 'xcom_pull') pythonPull(x, e, dag);
        return true;
      });
    }
  }
}

function templateNames(x: Extraction, e: TextExpression, dag: Dag | null): void {
  const { start, end } = e.content;
  for (const match of x.file.text.slice(start, end).matchAll(/\bvar\.(?:value|json)\.([A-Za-z_]\w*)/g)) {
    const at = start + match.index + match[0].length - match[1]!.length;
    mentionVariable(x, match[1]!, { start: at, end: at + match[1]!.length });
  }
  for (const match of x.file.text.slice(start, end).matchAll(/\{\{[^{}]*?\bconn\.([A-Za-z_]\w*)/g)) {
    const at = start + match.index + match[0].length - match[1]!.length;
    const span = { start: at, end: at + match[1]!.length };
    const target = connectionKey(match[1]!);
    x.draft.describe(target, 'symbol', 'airflow.connection', match[1]!, span, []);
    x.draft.refer({ targets: [target], type: 'airflow.connection', name: match[1]!, span, fullSpan: span, from: null, role: 'names', certainty: 'likely' });
  }
  if (!e.value.includes('xcom_pull')) return;
  const template = readJinja(x.file.text, start, end);
  for (const call of callsIn(template)) {
    if (!/(^|\.)xcom_pull$/.test(call.callee) || call.args.some(a => a.name === 'dag_id')) continue;
    const arg = call.args.find(a => a.name === 'task_ids') ?? (call.args[0]?.kind === 'positional' ? call.args[0] : undefined);
    if (arg && typeof arg.value === 'string' && arg.content) pull(x, dag, arg.value, arg.content);
  }
}

export function mentionVariable(x: Extraction, name: string, span: Span): void {
  const target = variableKey(name);
  x.draft.describe(target, 'symbol', 'airflow.variable', name, span, []);
  x.draft.refer({ targets: [target], type: 'airflow.variable', name, span, fullSpan: span, from: null, role: 'names', certainty: 'likely' });
}

function pythonPull(x: Extraction, e: CallExpression, dag: Dag | null): void {
  if (e.args.some(a => a.name === 'dag_id' || a.star !== '')) return;
  const arg = e.args.find(a => a.name === 'task_ids') ?? (e.args[0]?.name === null ? e.args[0] : undefined);
  if (!arg) return;
  const value = evaluate(arg.value, moduleScope());
  for (const v of isSequence(value) ? value.items : [value]) {
    const name = knownText(v);
    if (name !== null && v.kind === 'text' && v.origin) pull(x, dag, name, v.origin);
  }
}

function pull(x: Extraction, dag: Dag | null, name: string, span: Span): void {
  if (dag === null) return;
  const parent: Key = keyOf(dag, x.path);
  const sure = !dag.open && dag.id.known && !dag.many && dag.tasks.every(t => t.known) && dag.tasks.length > 0;
  x.draft.refer({ targets: [taskKey(parent, name)], type: 'airflow.xcom', name, span, fullSpan: span, from: null, role: 'names', certainty: sure ? 'certain' : 'likely', data: { dag: parent }, ...(name.includes('.') ? { implied: true } : {}) });
}
