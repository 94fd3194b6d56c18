import { type CallExpression, type Expression, expressionsIn, type PythonFile, type Statement, statementsIn, visitExpressions } from '../../syntax/python';
import type { Json } from '../../model/key';
import type { Span } from '../../text/span';

/** Takes a finding: rule, place, message, data for the fix. */
export type Tell = (rule: string, span: Span, message: string, data?: { readonly [name: string]: Json }) => void;

/** What is unwise in any Python code of a pipeline, whatever tool runs it. */
export function adviseCode(file: PythonFile, tell: Tell): void {
  const names = importedNames(file);
  for (const s of statementsIn(file.body)) {
    if (s.kind === 'try') swallowed(s, tell);
    for (const root of expressionsIn(s)) {
      visitExpressions(root, e => {
        if (e.kind === 'call') endless(file, names, e, tell);
        return true;
      });
    }
  }
}

/** What a file's imports call things: the name in the file to its dotted path. A name that is imported twice under two paths is left out. */
export function importedNames(file: PythonFile): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const two = new Set<string>();
  const add = (name: string, path: string): void => {
    if ((out.get(name) ?? path) !== path) two.add(name);
    out.set(name, path);
  };
  for (const s of statementsIn(file.body)) {
    if (s.kind !== 'import') continue;
    for (const n of s.names) {
      if (s.from) add(n.alias ?? n.name, `${s.from.module}.${n.name}`);
      else if (n.alias !== null) add(n.alias, n.name);
      else add(n.name.split('.')[0]!, n.name.split('.')[0]!);
    }
  }
  for (const name of two) out.delete(name);
  return out;
}

/** The dotted path of a name or attribute by the file's imports; null if it starts at anything else. */
export function pathBy(names: ReadonlyMap<string, string>, e: Expression): string | null {
  if (e.kind === 'name') return names.get(e.name) ?? null;
  if (e.kind !== 'attribute') return null;
  const base = pathBy(names, e.value);
  return base === null ? null : `${base}.${e.name}`;
}

function swallowed(s: Extract<Statement, { kind: 'try' }>, tell: Tell): void {
  for (const h of s.handlers) {
    const [only] = h.body;
    if (h.body.length !== 1 || !only || !(only.kind === 'pass' || (only.kind === 'expression' && only.expression.kind === 'unknown'))) continue;
    const all = h.type === null || (h.type.kind === 'name' && (h.type.name === 'Exception' || h.type.name === 'BaseException'));
    if (all) tell('exception-swallowed', h.type?.span ?? only.span, 'Whatever goes wrong here is forgotten: the run goes on with missing data and counts as a success. Name the exception that is expected, or log it');
  }
}

const REQUEST = /^requests\.(?:api\.)?(?:get|post|put|patch|delete|head|options|request)$/;

/** requests waits without end unless it is told how long. */
function endless(file: PythonFile, names: ReadonlyMap<string, string>, call: CallExpression, tell: Tell): void {
  if (call.args.some(a => a.name === 'timeout' || a.star === '**')) return;
  const path = pathBy(names, call.callee);
  if (path === null || !REQUEST.test(path) || call.args.length === 0) return;
  const last = call.args[call.args.length - 1]!;
  const closed = file.text[call.argsSpan.end - 1] === ')';
  tell('request-without-timeout', call.callee.span, 'This request waits without end if the other side does not answer, and the run with it: set timeout', closed ? { at: last.span.end } : {});
}
