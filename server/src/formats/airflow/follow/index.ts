import type { OtherFiles } from '../../../model/format';
import { followModule, type PythonFile, type Run, textValue } from '../../../syntax/python';
import { importing } from '../../shared/pythonForeign';
import { type Imports, newImports } from '../../shared/pythonImports';
import { airflowHost } from './host';
import { newState, type State } from './state';

/** Follows a DAG file and gives the DAGs, tasks, dependencies and assets it makes. Nothing is executed. */
export function followDags(file: PythonFile, path: string, files: OtherFiles | null): { readonly state: State; readonly run: Run; readonly imports: Imports } {
  const state = newState(path);
  const imports = newImports(path, file.text.length, files, { apart: follow => apart(state, follow), folders: modulePath(path) });
  const { run } = followModule(file, importing(airflowHost(state), imports), [['__file__', textValue(path)]]);
  if (run.exhausted) for (const dag of state.dags) dag.open = true;
  return { state, run, imports };
}

/** What another module makes when it is imported is its own: here its values are used, and a task becomes ours once it joins a DAG of ours. */
function apart(state: State, follow: () => void): void {
  const lists = [state.dags, state.tasks, state.assets, state.labels, state.mentions, state.troubles, state.operands];
  const before = lists.map(l => l.length);
  const contexts = state.contexts.splice(0);
  follow();
  lists.forEach((l, i) => l.splice(before[i]!));
  state.contexts.splice(0, state.contexts.length, ...contexts);
}

/** Airflow looks for modules in the folders of DAGs and plugins, which stand side by side. */
function modulePath(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  return folders.flatMap((name, i) => (name === 'dags' ? [folders.slice(0, i).concat('plugins').join('/')] : [])).concat('dags', 'plugins');
}
