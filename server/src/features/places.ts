import type { Facts, QueryFact } from '../model/facts';
import type { Key } from '../model/key';
import type { Use } from '../model/query';
import { usesIn } from '../model/uses';
import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { cteNameSpan, qualifiedInput, type Target } from './target';

/** A place in a file. `span` is what to select; `full` what to show around it. */
export interface Place {
  readonly file: string;
  readonly span: Span;
  readonly full: Span;
}

/** Places where an entity is defined or described: the defining ones first. A file that is the definition is shown at its start. */
export function entityPlaces(ws: Workspace, id: Key): readonly Place[] {
  return ws.places(id).map(({ file, declaration }) => ({
    file,
    span: declaration.nameSpan ?? { start: declaration.span.start, end: declaration.span.start },
    full: declaration.span,
  }));
}

/** Places of a dataset's column: the outputs of its queries that make it, then where it is declared or described. */
export function columnPlaces(ws: Workspace, id: Key, column: string): readonly Place[] {
  const lower = column.toLowerCase();
  const made: Place[] = [];
  const said: Place[] = [];
  for (const { file, declaration } of ws.places(id)) {
    for (const c of declaration.columns) if (c.name.toLowerCase() === lower) said.push({ file, span: c.nameSpan, full: c.span });
    const facts = ws.document(file)?.facts;
    for (const q of facts?.queries ?? []) {
      if (q.dataset !== declaration.id) continue;
      for (const span of outputSpans(q, q.query.root, lower)) made.push({ file, span: span.name, full: span.full });
    }
  }
  return [...made, ...said];
}

/** Where a scope's result column of that name is written: through set operations in each branch, through stars of CTEs where it comes from. */
export function outputSpans(query: QueryFact, scopeIndex: number, lower: string, depth = 0): readonly { name: Span; full: Span; scope: number; output: number }[] {
  const scope = query.query.scopes[scopeIndex];
  if (!scope || depth > 30) return [];
  if (scope.kind === 'set') return scope.branches.slice(0, 1).flatMap(b => outputSpans(query, b, lower, depth + 1));
  const direct = scope.outputs.flatMap((o, output) => (o.name?.toLowerCase() === lower && o.nameSpan ? [{ name: o.nameSpan, full: o.span, scope: scopeIndex, output }] : []));
  if (direct.length > 0) return direct;
  if (!scope.outputs.some(o => o.star)) return [];
  return scope.inputs.flatMap(i => (i.source.kind === 'scope' ? outputSpans(query, i.source.scope, lower, depth + 1) : []));
}

/** Places of a CTE's name in its query: its definition first. */
export function ctePlaces(query: QueryFact, scopeIndex: number): readonly { span: Span; definition: boolean }[] {
  const cte = query.query.scopes[scopeIndex];
  if (!cte?.nameSpan) return [];
  const out = [{ span: cte.nameSpan, definition: true }];
  query.query.scopes.forEach((scope, index) =>
    scope.inputs.forEach((input, i) => {
      if (input.source.kind !== 'scope' || input.source.scope !== scopeIndex) return;
      const span = cteNameSpan(query, input);
      if (span) out.push({ span, definition: false });
      if (!input.alias) for (const s of qualifierSpans(query, index, i)) out.push({ span: s, definition: false });
    }),
  );
  return out;
}

/** Places of a FROM item's alias: where it is given, and every qualifier that means it. */
export function aliasPlaces(query: QueryFact, scope: number, input: number): readonly { span: Span; definition: boolean }[] {
  const item = query.query.scopes[scope]?.inputs[input];
  const given = item?.alias ? [{ span: item.alias.span, definition: true }] : [];
  return [...given, ...qualifierSpans(query, scope, input).map(span => ({ span, definition: false }))];
}

function qualifierSpans(query: QueryFact, scope: number, input: number): Span[] {
  const out: Span[] = [];
  for (const use of usesIn(query)) {
    if (!use.qualifierSpan) continue;
    const at = qualifiedInput(query, use);
    if (at?.scope === scope && at.input === input) out.push(use.qualifierSpan);
  }
  return out;
}

/** Uses in a query that mean an output of one of its scopes. */
export function outputUses(ws: Workspace, path: string, query: QueryFact, scope: number, output: number): readonly Use[] {
  const found: Use[] = [];
  for (const use of usesIn(query)) {
    const target = ws.resolveUse(path, query, use);
    if (target.kind === 'output' && target.scope === scope && target.output === output) found.push(use);
  }
  return found;
}

/** All uses, references and declarations of a dataset's column over the workspace. */
export function columnReferences(ws: Workspace, id: Key, column: string): readonly (Place & { readonly role: 'declaration' | 'use'; readonly use: Use | null; readonly query: QueryFact | null })[] {
  const lower = column.toLowerCase();
  const out: (Place & { role: 'declaration' | 'use'; use: Use | null; query: QueryFact | null })[] = columnPlaces(ws, id, column).map(p => ({ ...p, role: 'declaration', use: null, query: null }));
  const seen = new Set<string>();
  for (const { file, reference } of ws.referencePlaces(id)) {
    if (reference.column?.name.toLowerCase() === lower) out.push({ file, span: reference.column.span, full: reference.fullSpan, role: 'use', use: null, query: null });
    if (seen.has(file)) continue;
    seen.add(file);
    out.push(...usesOfColumn(ws, file, ws.document(file)?.facts, id, lower));
  }
  for (const { file } of ws.places(id)) if (!seen.has(file)) out.push(...usesOfColumn(ws, file, ws.document(file)?.facts, id, lower));
  return out;
}

function usesOfColumn(ws: Workspace, file: string, facts: Facts | undefined, id: Key, lower: string): (Place & { role: 'use'; use: Use; query: QueryFact })[] {
  const out: (Place & { role: 'use'; use: Use; query: QueryFact })[] = [];
  for (const query of facts?.queries ?? [])
    for (const use of usesIn(query)) {
      if (use.column.toLowerCase() !== lower) continue;
      const target = ws.resolveUse(file, query, use);
      if (target.kind === 'column' && target.dataset === id) out.push({ file, span: use.span, full: use.span, role: 'use', use, query });
    }
  return out;
}

/** The entity or column a target means, where it means just one. */
export type Meaning =
  | { readonly kind: 'entity'; readonly id: Key }
  | { readonly kind: 'column'; readonly dataset: Key; readonly column: string }
  | { readonly kind: 'output'; readonly query: QueryFact; readonly scope: number; readonly output: number }
  | { readonly kind: 'cte'; readonly query: QueryFact; readonly scope: number }
  | { readonly kind: 'alias'; readonly query: QueryFact; readonly scope: number; readonly input: number };

export function meaningOf(ws: Workspace, path: string, target: Target): Meaning | null {
  switch (target.kind) {
    case 'reference': {
      const resolution = ws.resolve(target.reference, path);
      return resolution.kind === 'one' ? { kind: 'entity', id: resolution.entity.id } : null;
    }
    case 'referenceColumn': {
      const resolution = ws.resolve(target.reference, path);
      return resolution.kind === 'one' ? { kind: 'column', dataset: resolution.entity.id, column: target.reference.column!.name } : null;
    }
    case 'declaration':
      return { kind: 'entity', id: ws.entity(target.declaration.id)?.id ?? target.declaration.id };
    case 'columnDeclaration':
      return { kind: 'column', dataset: ws.entity(target.declaration.id)?.id ?? target.declaration.id, column: target.column.name };
    case 'use': {
      const meant = ws.resolveUse(path, target.query, target.use);
      if (meant.kind === 'column') return { kind: 'column', dataset: meant.dataset, column: meant.column };
      return meant.kind === 'output' ? { kind: 'output', query: target.query, scope: meant.scope, output: meant.output } : null;
    }
    case 'output':
      return target.scope === target.query.query.root && target.query.dataset
        ? { kind: 'column', dataset: ws.entity(target.query.dataset)?.id ?? target.query.dataset, column: target.query.query.scopes[target.scope]!.outputs[target.output]!.name ?? '' }
        : { kind: 'output', query: target.query, scope: target.scope, output: target.output };
    case 'cte':
      return { kind: 'cte', query: target.query, scope: target.scope };
    case 'alias': {
      const item = target.query.query.scopes[target.scope]?.inputs[target.input];
      if (!item?.alias && item?.source.kind === 'scope') return { kind: 'cte', query: target.query, scope: item.source.scope };
      return { kind: 'alias', query: target.query, scope: target.scope, input: target.input };
    }
    case 'check':
    case 'star':
      return null;
  }
}
