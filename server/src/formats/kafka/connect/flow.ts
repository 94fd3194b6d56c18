import type { QueryFact } from '../../../model/facts';
import type { Key } from '../../../model/key';
import type { Output, Use } from '../../../model/query';
import type { Span } from '../../../text/span';
import type { Reshaping } from './transforms';

/**
 * A query that says which columns a connector carries from one dataset to another: all of them, but for what its transforms
 * rename, drop, mask or add. `from` is the index of the reference that is read; every place in it is the empty one at `at`,
 * so that it holds no text of the file.
 */
export function carriedColumns(from: number, name: string, to: Key, job: Key, at: number, shape: Reshaping): QueryFact {
  const span: Span = { start: at, end: at };
  const use = (column: string, kind: Use['kind']): Use => ({ qualifier: [], qualifierSpan: null, column, quoted: false, span, kind, scope: 0 });
  const output = (column: string | null, kind: Output['kind'], uses: readonly Use[], star: Output['star'] = null): Output =>
    ({ name: column, nameSpan: null, quoted: false, aliased: false, span, expression: span, star, kind, uses, subqueries: [], type: null, literal: null, literals: null, opaque: false });
  const changed = (column: string, to: string): Output => ({ ...output(to, 'transformation', [use(column, 'transformation')]), ...(shape.masked.has(column) ? { hidden: true as const } : {}) });
  const altered = [...new Set([...shape.masked, ...shape.computed])].filter(c => !shape.dropped.has(c));
  const outputs: Output[] = shape.kept
    ? [...shape.kept].filter(c => !shape.dropped.has(c)).map(c => (altered.includes(c) ? changed(c, shape.renamed.get(c) ?? c) : output(shape.renamed.get(c) ?? c, 'identity', [use(c, 'identity')])))
    : [
        output(null, 'identity', [], {
          qualifier: null,
          except: [...shape.dropped, ...altered.filter(c => shape.renamed.has(c))].map(c => ({ name: c, span })),
          replace: altered.filter(c => !shape.renamed.has(c)).map(c => changed(c, c)),
          rename: [...shape.renamed].filter(([c]) => !altered.includes(c)).map(([c, n]) => ({ from: c, to: n })),
        }),
        ...altered.filter(c => shape.renamed.has(c)).map(c => changed(c, shape.renamed.get(c)!)),
      ];
  for (const name of shape.added) outputs.push(output(name, 'transformation', []));
  const table = { parts: [{ name, quoted: true, span }], span };
  return {
    dataset: to,
    job,
    dialect: '',
    holes: [],
    targetColumns: null,
    tables: { [at]: from },
    query: {
      root: 0,
      scopes: [{
        kind: 'select', name: null, nameSpan: null, span, cte: false, parent: null, outputs, indirect: [], branches: [], byName: false, distinct: false,
        // Connectors add columns of their own, and what comes in need not be all known.
        incomplete: true,
        inputs: [{ name: null, alias: null, span, source: { kind: 'table', table }, columnAliases: null, join: 'from', using: [], natural: false }],
      }],
    },
  };
}
