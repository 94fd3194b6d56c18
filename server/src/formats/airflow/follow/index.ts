import { followModule, type PythonFile, type Run, textValue } from '../../../syntax/python';
import { airflowHost } from './host';
import { newState, type State } from './state';

/** Follows a DAG file and gives the DAGs, tasks, dependencies and assets it makes. Nothing is executed. */
export function followDags(file: PythonFile, path: string): { readonly state: State; readonly run: Run } {
  const state = newState(path);
  const { run } = followModule(file, airflowHost(state), [['__file__', textValue(path)]]);
  if (run.exhausted) for (const dag of state.dags) dag.open = true;
  return { state, run };
}
