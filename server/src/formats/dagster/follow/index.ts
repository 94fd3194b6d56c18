import type { OtherFiles } from '../../../model/format';
import { followModule, type PythonFile, type Run, textValue } from '../../../syntax/python';
import { importing } from '../../shared/pythonForeign';
import { type Imports, newImports } from '../../shared/pythonImports';
import { dagsterHost } from './host';
import { newState, type State } from './state';

/** Follows a file that defines assets, jobs or schedules, and gives what it makes. Nothing is executed. */
export function followDefinitions(file: PythonFile, path: string, files: OtherFiles | null): { readonly state: State; readonly run: Run; readonly imports: Imports } {
  const state = newState(path);
  const imports = newImports(path, file.text.length, files, { apart: follow => apart(state, follow) });
  const { run } = followModule(file, importing(dagsterHost(state), imports), [['__file__', textValue(path)]]);
  if (run.exhausted) state.open ??= 'the file is too long to be followed to its end';
  return { state, run, imports };
}

/** What another module makes when it is imported is its own: here only its values are used. */
function apart(state: State, follow: () => void): void {
  const lists = [state.assets, state.groups, state.checks, state.ops, state.jobs, state.schedules, state.resources, state.troubles];
  const before = lists.map(l => l.length);
  const { open } = state;
  const bodies = state.bodies.splice(0);
  follow();
  lists.forEach((l, i) => l.splice(before[i]!));
  state.bodies.splice(0, state.bodies.length, ...bodies);
  state.open = open;
}
