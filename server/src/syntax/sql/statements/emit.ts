import type { Query, Statement, StatementKind } from '../../../model/query';
import { type Reader, spanFrom } from '../cursor';
import { own } from '../names';

/** Notes a statement that began at `r.statementStart`; what is not given is empty. */
export function emit(r: Reader, kind: StatementKind, more: Partial<Omit<Statement, 'kind' | 'span'>> = {}): void {
  r.statements.push({
    kind, span: spanFrom(r, r.statementStart), target: null, targetColumns: null, columns: [], query: null, reads: [], options: [],
    flags: NO_FLAGS, ...more,
    ...(more.options === undefined ? {} : { options: more.options.map(o => ({ ...o, value: own(o.value) })) }),
  });
}

export const NO_FLAGS: Statement['flags'] = { orReplace: false, ifNotExists: false, temporary: false, overwrite: false };

/** The query with `root` as its result, over all scopes read since the statement began. */
export function queryOf(r: Reader, root: number): Query {
  return { scopes: r.scopes, root };
}
