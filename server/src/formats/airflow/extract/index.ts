import { type Facts, NO_FACTS } from '../../../model/facts';
import type { Document, OtherFiles } from '../../../model/format';
import { readSuppressions } from '../../../model/suppression';
import { readPython } from '../../../syntax/python';
import { followDags } from '../follow';
import { groupKey, taskKey } from '../names';
import { adviseDag, adviseTask, checkHeavyImports, checkTemplateNames } from './advice';
import { arrowData } from './arrows';
import { checkDag } from './checks';
import { adviseHabits, checkStartGiven } from './habits';
import { checkBranchJoins } from './joins';
import { adviseCode } from '../../shared/codePractice';
import { type Extraction, extractDag, keyOf } from './dags';
import { declareAsset } from './assets';
import { Draft } from '../../shared/draft';
import { foldsIn, importsFrom, nameFunctions } from '../../shared/pythonFile';
import { localFacts } from '../../shared/pythonForeign';
import { checkImports } from './imports';
import { checkRemovedOfDag, checkRemovedOfTask } from './removed';
import { extractTask } from './tasks';
import { extractTemplates, mentionVariable } from './templates';
import { versionOf } from './version';

/** The facts of a Python file that makes DAGs, or helps to. */
export function extractPython(document: Document, files: OtherFiles | null): Facts {
  const file = readPython(document.text);
  if (!importsFrom(file, ['airflow', 'cosmos'])) return NO_FACTS;
  const { state, imports } = followDags(file, document.path, files);
  const draft = new Draft();
  draft.suppressions = readSuppressions(document.text, file.comments);
  const x: Extraction = { draft, file, path: document.path, tasks: state.tasks, version: versionOf(file, state, document.path, files), imports };
  for (const asset of state.assets) declareAsset(draft, asset);
  for (const dag of state.dags) {
    extractDag(x, dag);
    checkDag(x, dag);
    adviseDag(x, dag);
    checkBranchJoins(x, dag);
    checkRemovedOfDag(x, dag);
    checkStartGiven(x, dag);
  }
  for (const task of state.tasks) {
    extractTask(x, task);
    checkRemovedOfTask(x, task);
    if (task.dag) adviseTask(x, task);
  }
  for (const { task, span } of state.operands) {
    if (!task.dag) continue;
    const dag = keyOf(task.dag, x.path);
    const [target, name] = task.is === 'task' ? [taskKey(dag, task.id), task.id] : [groupKey(dag, task.fullId), task.fullId];
    draft.refer({ targets: [target], type: task.is === 'task' ? 'airflow.task' : 'airflow.task_group', name, span, fullSpan: span, from: null, role: 'names', certainty: 'certain', implied: true });
  }
  for (const m of state.mentions) if (m.kind === 'variable') mentionVariable(x, m.name, m.span);
  for (const t of state.troubles) draft.problem(t.rule, t.span, t.message, t.rule === 'duplicate-task-dependency' || t.rule === 'mixed-dependency-directions' ? arrowData(x, t) : t.data);
  if (state.dags.length > 0) {
    extractTemplates(x, state.dags);
    checkImports(x);
    checkTemplateNames(x, state.dags);
    checkHeavyImports(x, state.dags);
    adviseHabits(x, state.dags);
  }
  adviseCode(file, (rule, span, message, data) => draft.problem(rule, span, message, data));
  draft.folds.push(...foldsIn(file));
  return nameFunctions(file, localFacts(draft.facts(), imports));
}
