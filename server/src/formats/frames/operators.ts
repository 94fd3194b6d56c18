import { attributeOf, argument, callFunction, type CallArguments, type ClassValue, construct, type Expression, keyword, type Run, unknownValue, type Value } from '../../syntax/python';
import { functionKey } from '../shared/names';
import { pathPlace } from '../shared/codeNames';
import { readPlace, type State } from './state';

/** Whether a class of the workspace is one of Airflow's operators or sensors. */
function isOperator(of: ClassValue, depth = 0): boolean {
  return of.bases.some(base => (base.kind === 'external' ? /^airflow\..*(Operator|Sensor)$/.test(base.path) : base.kind === 'class' && depth < 8 && isOperator(base, depth + 1)));
}

/**
 * A task made from an operator of the workspace: Airflow calls its `execute` with what its `__init__` was given, so what that
 * method reads and writes is this task's. Undefined for other classes.
 */
export function runOperator(state: State, of: ClassValue, args: CallArguments, at: Expression, run: Run): Value | undefined {
  if (!isOperator(of)) return undefined;
  const made = construct(of, args, at, run);
  const execute = attributeOf(made, 'execute', at, run);
  if (execute.kind !== 'function' || execute.self !== made) return made;
  const id = keyword(args, 'task_id')?.value;
  const label = id?.kind === 'text' ? id.text : of.definition.name;
  const before = state.base;
  state.base = { key: functionKey(state.naming.path, label), name: label, definition: null };
  callFunction(execute, { positional: [{ value: unknownValue('context'), expression: at }], keywords: [], open: false }, at, run);
  state.base = before;
  return made;
}

/** Calls that fetch what lies behind a URL, and where they take it. */
const FETCHES = /^(?:(?:requests|httpx)\.get|urllib\.request\.(?:urlopen|urlretrieve))$/;

/** A page or feed is read if its address stands in the code; what a run puts together is left out. */
export function fetchUrl(state: State, path: string, args: CallArguments, at: Expression, run: Run): void {
  const url = FETCHES.test(path) ? argument(args, 'url', 0) : undefined;
  if (url?.value.kind !== 'text' || !url.value.known || !/^https?:\/\/[\w-]+(\.[\w-]+)+(\/|$)/i.test(url.value.text)) return;
  const place = pathPlace(url.value.text, state.naming);
  if (place) readPlace(state, place, url.value, at, run);
}
