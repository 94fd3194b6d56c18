import { type Expression, expressionsIn, type PythonFile, statementsIn, visitExpressions } from '../../syntax/python';
import type { Trouble } from './state';

const LOGGERS = /^_?(log|logger|logging|LOG|LOGGER)$/;
const LEVELS: ReadonlySet<string> = new Set(['debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log']);
/** A file with more of them logs in a loop of its own making; the first say enough. */
const MOST = 100;

/**
 * Fields by literal names (`row["email"]`, `row.email`) in what a file prints or logs. Whether they are columns of something personal a
 * rule finds out from what the file reads.
 */
export function loggedFields(file: PythonFile): Trouble[] {
  const out: Trouble[] = [];
  const fields = (e: Expression): void =>
    visitExpressions(e, x => {
      // What a call makes of it (`len(row["email"])`, `mask(row.email)`) is something else; `str` and `repr` are not.
      if (x.kind === 'call') {
        if (x.callee.kind === 'attribute' && x.callee.name === 'format') return true;
        return x.callee.kind === 'name' && /^(str|repr)$/.test(x.callee.name);
      }
      const name = x.kind === 'subscript' && x.index?.kind === 'text' ? x.index.value : x.kind === 'attribute' ? x.name : null;
      if (name !== null && /^\w{2,60}$/.test(name) && out.length < MOST) out.push({ rule: 'pii-in-log', span: x.span, message: '', data: { column: name } });
      return true;
    });
  for (const s of statementsIn(file.body)) {
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'call' && isLogging(e.callee)) for (const a of e.args) fields(a.value);
        return true;
      });
    }
  }
  return out;
}

function isLogging(callee: Expression): boolean {
  if (callee.kind === 'name') return callee.name === 'print' || callee.name === 'pprint';
  if (callee.kind !== 'attribute' || !LEVELS.has(callee.name)) return false;
  const object = callee.value;
  return (object.kind === 'name' || object.kind === 'attribute') && LOGGERS.test(object.name);
}
