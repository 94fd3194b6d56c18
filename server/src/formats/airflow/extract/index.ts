import { type Facts, NO_FACTS } from '../../../model/facts';
import type { Document } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { blocksOf, expressionsIn, type PythonFile, readPython, type Statement, statementsIn, visitExpressions } from '../../../syntax/python';
import type { Span } from '../../../text/span';
import { followDags } from '../follow';
import { groupKey, taskKey } from '../names';
import { checkDag } from './checks';
import { type Extraction, extractDag, keyOf } from './dags';
import { declareAsset } from './assets';
import { Draft } from '../../shared/draft';
import { checkImports } from './imports';
import { extractTask } from './tasks';
import { extractTemplates, mentionVariable } from './templates';
import { versionOf } from './version';

/** The facts of a Python file that makes DAGs, or helps to. */
export function extractPython(document: Document): Facts {
  const file = readPython(document.text);
  if (!mentionsAirflow(file)) return NO_FACTS;
  const { state } = followDags(file, document.path);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const x: Extraction = { draft, file, path: document.path, tasks: state.tasks, version: versionOf(file, state) };
  for (const asset of state.assets) declareAsset(draft, asset);
  for (const dag of state.dags) {
    extractDag(x, dag);
    checkDag(x, dag);
  }
  for (const task of state.tasks) extractTask(x, task);
  for (const { task, span } of state.operands) {
    if (!task.dag) continue;
    const dag = keyOf(task.dag, x.path);
    const [target, name] = task.is === 'task' ? [taskKey(dag, task.id), task.id] : [groupKey(dag, task.fullId), task.fullId];
    draft.refer({ targets: [target], type: task.is === 'task' ? 'airflow.task' : 'airflow.task_group', name, span, fullSpan: span, from: null, role: 'names', certainty: 'certain', implied: true });
  }
  for (const m of state.mentions) if (m.kind === 'variable') mentionVariable(x, m.name, m.span);
  for (const t of state.troubles) draft.problem(t.rule, t.span, t.message, t.data);
  if (state.dags.length > 0) {
    extractTemplates(x, state.dags);
    checkImports(x);
  }
  draft.folds.push(...foldsIn(file));
  return nameFunctions(file, draft.facts());
}

/** Whether anything is imported from Airflow or Cosmos. */
function mentionsAirflow(file: PythonFile): boolean {
  for (const s of statementsIn(file.body)) {
    if (s.kind !== 'import') continue;
    if (s.from ? /^(airflow|cosmos)(\.|$)/.test(s.from.module) : s.names.some(n => /^(airflow|cosmos)(\.|$)/.test(n.name))) return true;
  }
  return false;
}

function foldsIn(file: PythonFile): Span[] {
  const out: Span[] = [];
  for (const s of statementsIn(file.body)) if (blocksOf(s).length > 0) out.push({ start: s.span.start, end: trimmed(file.text, s) });
  return out;
}

function trimmed(text: string, s: Statement): number {
  let end = s.span.end;
  while (end > s.span.start && /\s/.test(text[end - 1]!)) end--;
  return end;
}

/**
 * A task or DAG named after its function: every place that names the function names it too, so that a rename keeps the code
 * whole. If the name is bound again anywhere in the file, it is left alone: the id then has no place that a rename may change.
 */
function nameFunctions(file: PythonFile, facts: Facts): Facts {
  const functions = new Map<string, Span>();
  const bound = new Map<string, number>();
  const uses = new Map<string, Span[]>();
  const bind = (name: string): void => void bound.set(name, (bound.get(name) ?? 0) + 1);
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'function') {
      functions.set(s.name, s.nameSpan);
      bind(s.name);
      for (const p of s.parameters) bind(p.name);
    } else if (s.kind === 'import') for (const n of s.names) bind(n.alias ?? n.name);
    else if (s.kind === 'class') bind(s.name);
    const targets = s.kind === 'assign' ? s.targets : s.kind === 'for' ? [s.target] : s.kind === 'with' ? s.items.flatMap(i => i.target ?? []) : [];
    for (const t of targets) visitExpressions(t, e => { if (e.kind === 'name') bind(e.name); return true; });
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'name') (uses.get(e.name) ?? uses.set(e.name, []).get(e.name)!).push(e.span);
        return true;
      });
    }
  }
  const references = [...facts.references];
  const declarations = facts.declarations.map(d => {
    const span = d.kind === 'job' || d.kind === 'symbol' ? d.nameSpan : null;
    const name = span ? file.text.slice(span.start, span.end) : '';
    const own = functions.get(name);
    if (!span || !own || own.start !== span.start) return d;
    if ((bound.get(name) ?? 0) > 1) return { ...d, nameSpan: null };
    for (const use of uses.get(name) ?? []) references.push({ targets: [d.id], type: d.type, name, span: use, fullSpan: use, from: null, role: 'names', certainty: 'certain' });
    return d;
  });
  return { ...facts, references, declarations };
}
