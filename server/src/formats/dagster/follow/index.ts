import { followModule, type PythonFile, type Run, textValue } from '../../../syntax/python';
import { dagsterHost } from './host';
import { newState, type State } from './state';

/** Follows a file that defines assets, jobs or schedules, and gives what it makes. Nothing is executed. */
export function followDefinitions(file: PythonFile, path: string): { readonly state: State; readonly run: Run } {
  const state = newState(path);
  const { run } = followModule(file, dagsterHost(state), [['__file__', textValue(path)]]);
  if (run.exhausted) state.open ??= 'the file is too long to be followed to its end';
  return { state, run };
}
