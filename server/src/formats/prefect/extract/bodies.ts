import { type CallExpression, type Expression, expressionsIn, type FunctionDefinition, keyword, lookUp, type Scope, statementsIn, truthOf, visitExpressions } from '../../../syntax/python';
import { objectOf, type Flow, type Task } from '../objects';
import { behindArguments } from '../../shared/pythonFile';
import type { Extraction } from './flows';

/** What is wrong, or unwise, in the bodies of flows and tasks. */
export function checkBodies(x: Extraction): void {
  for (const flow of x.state.flows) {
    checkFutures(x, flow);
    if (flow.definition.isAsync) checkBlocking(x, flow, 'flow');
    if (logs(flow) === null) checkPrints(x, flow);
  }
  for (const task of x.state.tasks) {
    if (task.definition.isAsync) checkBlocking(x, task, 'task');
    const callers = x.state.flows.filter(f => [...f.runs.values()].some(r => r.task.definition === task.definition));
    if (logs(task) === null && callers.length > 0 && callers.every(f => logs(f) === null)) checkPrints(x, task);
    checkRetries(x, task);
  }
}

/** Where an option of the decorator can be written, as data for a fix. */
function option(x: Extraction, of: Flow | Task, text: string): { readonly at: number; readonly text: string } | undefined {
  const behind = behindArguments(x.text, of.args);
  if (behind !== null) return { at: behind, text: `, ${text}` };
  const plain = of.definition.decorators.find(d => /^(\w+\.)?(task|flow)$/.test(x.text.slice(d.expression.span.start, d.expression.span.end)));
  return plain && of.args.keywords.length === 0 ? { at: plain.expression.span.end, text: `(${text})` } : undefined;
}

/** Whether prints become logs; null if nothing is said. */
function logs(of: Flow | Task): boolean | null {
  const given = keyword(of.args, 'log_prints');
  return given ? truthOf(given.value) : of.args.open ? true : null;
}

/** Calls in a function's own body; those of functions inside it are theirs. */
function* callsIn(definition: FunctionDefinition): Iterable<CallExpression> {
  const found: CallExpression[] = [];
  for (const s of statementsIn(definition.body, b => b.kind !== 'function' && b.kind !== 'class')) {
    if (s.kind === 'function' || s.kind === 'class') continue;
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'call') found.push(e);
        return e.kind !== 'lambda';
      });
    }
  }
  yield* found;
}

/** The dotted path of what a name means in the file; null if it is no name of another module. */
function pathOf(e: Expression, scope: Scope): string | null {
  if (e.kind === 'name') {
    const value = lookUp(scope, e.name);
    return value?.kind === 'external' ? value.path : value === undefined && e.name === 'print' ? 'builtins.print' : null;
  }
  const base = e.kind === 'attribute' ? pathOf(e.value, scope) : null;
  return base === null || e.kind !== 'attribute' ? null : `${base}.${e.name}`;
}

function checkPrints(x: Extraction, of: Flow | Task): void {
  for (const call of callsIn(of.definition)) {
    if (pathOf(call.callee, of.function.scope) !== 'builtins.print') continue;
    x.draft.problem('print-not-logged', call.callee.span, `What this prints is not among the logs of the run: the ${of.is} does not set log_prints`, option(x, of, 'log_prints=True'));
    return;
  }
}

const NETWORK = /^(requests|httpx|urllib\.request|aiohttp|boto3|google\.cloud|snowflake\.connector|psycopg2?|pymysql|smtplib|paramiko|ftplib)\.(get|post|put|patch|delete|head|request|urlopen|Client|AsyncClient|client|resource|connect|Session|session|SSHClient|FTP|SMTP|\w+\.Client)\b/;

/** A task that talks to another system and is tried once. */
function checkRetries(x: Extraction, task: Task): void {
  if (keyword(task.args, 'retries') || task.args.open) return;
  for (const call of callsIn(task.definition)) {
    const path = pathOf(call.callee, task.function.scope);
    if (path === null || !NETWORK.test(path)) continue;
    x.draft.problem('task-without-retries', task.definition.nameSpan, `The task calls another system (${path}) and is not tried again when that fails: set retries`, option(x, task, 'retries=2'));
    return;
  }
}

const BLOCKING = /^(time\.sleep|requests\.(get|post|put|patch|delete|head|request)|urllib\.request\.urlopen|subprocess\.(run|call|check_call|check_output))$/;

function checkBlocking(x: Extraction, of: Flow | Task, what: string): void {
  for (const call of callsIn(of.definition)) {
    const path = pathOf(call.callee, of.function.scope);
    if (path !== null && BLOCKING.test(path)) x.draft.problem('blocking-call-in-async-flow', call.callee.span, `'${path}' stands still, and with it everything else that this asynchronous ${what} could do meanwhile`);
  }
}

/** `task.submit(…)` whose future nobody keeps. */
function checkFutures(x: Extraction, flow: Flow): void {
  for (const s of statementsIn(flow.definition.body, b => b.kind !== 'function' && b.kind !== 'class' && b.kind !== 'with')) {
    if (s.kind !== 'expression' || s.expression.kind !== 'call') continue;
    const { callee } = s.expression;
    if (callee.kind !== 'attribute' || (callee.name !== 'submit' && callee.name !== 'map') || callee.value.kind !== 'name') continue;
    const object = objectOf(lookUp(flow.function.scope, callee.value.name));
    if (object?.is === 'task') x.draft.problem('unresolved-future', callee.span, `Nobody waits for what '${object.name}' gives: the flow can end before the task does, and its failure is not seen`);
  }
}
