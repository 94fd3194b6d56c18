import type { QueryFact } from '../../model/facts';
import type { Key } from '../../model/key';
import type { Span } from '../../text/span';

/**
 * A query that carries every column of one dataset into those of another that have its name, and adds none: what comes out of a
 * topic into a table with a schema of its own, what a view writes into another table. `from` is the index of the reference that
 * is read; all places in it are the empty one at `at`, so that it holds no text of the file.
 */
export function sameColumns(from: number, name: string, to: Key, job: Key | null, at: number): QueryFact {
  const span: Span = { start: at, end: at };
  const table = { parts: [{ name, quoted: true, span }], span };
  return {
    dataset: to, job, dialect: '', holes: [], targetColumns: null, tables: { [at]: from }, adds: 'name',
    query: {
      root: 0,
      scopes: [{
        kind: 'select', name: null, nameSpan: null, span, cte: false, parent: null, indirect: [], branches: [], byName: false, distinct: false, incomplete: true,
        outputs: [{ name: null, nameSpan: null, quoted: false, aliased: false, span, expression: span, star: { qualifier: null, except: [], replace: [], rename: [] }, kind: 'identity', uses: [], subqueries: [], type: null, literal: null, literals: null, opaque: false }],
        inputs: [{ name: null, alias: null, span, source: { kind: 'table', table }, columnAliases: null, join: 'from', using: [], natural: false }],
      }],
    },
  };
}
