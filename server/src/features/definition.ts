import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { columnPlaces, entityPlaces, meaningOf, outputSpans, type Place } from './places';
import { targetsAt } from './target';

export interface Definition extends Place {
  /** What under the cursor it is the definition of. */
  readonly origin: Span;
}

/**
 * Where the thing under the cursor is defined: from a reference to its entity, from a column to the expression that makes
 * it and on to the columns it is made of, from a CTE or alias to where it is given. On a definition itself: where it is described.
 * `offset` in UTF-16 units from 0. Nothing under the cursor gives [].
 */
export function definition(ws: Workspace, path: string, offset: number): readonly Definition[] {
  const document = ws.document(path);
  if (!document) return [];
  for (const target of targetsAt(document, offset)) {
    const origin = target.span;
    const here = (places: readonly Place[]) => places.filter(p => p.file !== path || p.span.start !== origin.start).map(p => ({ ...p, origin }));
    if (target.kind === 'output') {
      const sources = sourcePlaces(ws, path, target.query, target.scope, target.output);
      if (sources.length > 0) return here(sources);
      continue;
    }
    if (target.kind === 'star') continue;
    const meaning = meaningOf(ws, path, target);
    if (!meaning) continue;
    switch (meaning.kind) {
      case 'entity': {
        const all = entityPlaces(ws, meaning.id);
        const defining = ws.places(meaning.id).filter(p => p.declaration.role === 'defines').length;
        const found = here(target.kind === 'declaration' ? all : all.slice(0, Math.max(1, defining)));
        if (found.length > 0) return found;
        break;
      }
      case 'column': {
        const found = here(columnPlaces(ws, meaning.dataset, meaning.column));
        if (found.length > 0) return found;
        const dataset = here(entityPlaces(ws, meaning.dataset).slice(0, 1));
        if (dataset.length > 0 && target.kind === 'use') return dataset;
        break;
      }
      case 'output': {
        const o = meaning.query.query.scopes[meaning.scope]?.outputs[meaning.output];
        if (o?.nameSpan) return here([{ file: path, span: o.nameSpan, full: o.span }]);
        break;
      }
      case 'cte': {
        const scope = meaning.query.query.scopes[meaning.scope];
        if (scope?.nameSpan) {
          const found = here([{ file: path, span: scope.nameSpan, full: { start: scope.nameSpan.start, end: scope.span.end } }]);
          if (found.length > 0) return found;
        }
        break;
      }
      case 'alias': {
        const input = meaning.query.query.scopes[meaning.scope]?.inputs[meaning.input];
        const span = input?.alias?.span ?? input?.span;
        if (span && input) {
          const found = here([{ file: path, span, full: input.span }]);
          if (found.length > 0) return found;
        }
        break;
      }
    }
  }
  return [];
}

/** Where the columns that an output is made of come from. */
function sourcePlaces(ws: Workspace, path: string, query: Parameters<Workspace['resolveUse']>[1], scope: number, output: number): readonly Place[] {
  const o = query.query.scopes[scope]?.outputs[output];
  return (o?.uses ?? []).flatMap((use): readonly Place[] => {
    const target = ws.resolveUse(path, query, use);
    if (target.kind === 'column') return columnPlaces(ws, target.dataset, target.column);
    if (target.kind !== 'output') return [];
    const name = query.query.scopes[target.scope]?.outputs[target.output]?.name;
    return name ? outputSpans(query, target.scope, name.toLowerCase()).map(s => ({ file: path, span: s.name, full: s.full })) : [];
  });
}
