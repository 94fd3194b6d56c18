import type { Check, ColumnDeclaration, Declaration, QueryFact, Reference } from '../model/facts';
import type { Key } from '../model/key';
import type { Input, Scope, TableName, Use } from '../model/query';
import { allUses } from '../model/uses';
import type { DocumentView } from '../model/workspace';
import type { Span } from '../text/span';
import { touches } from '../text/span';

/** What stands under the cursor. Hover, definition, references, highlights and rename all start here. */
export type Target =
  | { readonly kind: 'reference'; readonly span: Span; readonly reference: Reference }
  | { readonly kind: 'referenceColumn'; readonly span: Span; readonly reference: Reference }
  | { readonly kind: 'declaration'; readonly span: Span; readonly declaration: Declaration }
  | { readonly kind: 'columnDeclaration'; readonly span: Span; readonly declaration: Declaration; readonly column: ColumnDeclaration }
  | { readonly kind: 'check'; readonly span: Span; readonly check: Check }
  | { readonly kind: 'use'; readonly span: Span; readonly query: QueryFact; readonly use: Use }
  | { readonly kind: 'output'; readonly span: Span; readonly query: QueryFact; readonly scope: number; readonly output: number }
  | { readonly kind: 'star'; readonly span: Span; readonly query: QueryFact; readonly scope: number; readonly output: number }
  /** A CTE by its name, where it is defined or read. */
  | { readonly kind: 'cte'; readonly span: Span; readonly query: QueryFact; readonly scope: number }
  /** The alias of a FROM item, where it is given or used as a qualifier. */
  | { readonly kind: 'alias'; readonly span: Span; readonly query: QueryFact; readonly scope: number; readonly input: number };

/** Everything under `offset`, the narrowest first; of equally wide ones, what is most particular. */
export function targetsAt(document: DocumentView, offset: number): readonly Target[] {
  const found: Target[] = [];
  const { facts } = document;
  const add = (t: Target) => touches(t.span, offset) && found.push(t);
  for (const reference of facts.references) {
    if (reference.column) add({ kind: 'referenceColumn', span: reference.column.span, reference });
    add({ kind: 'reference', span: touches(reference.span, offset) ? reference.span : reference.fullSpan, reference });
  }
  for (const declaration of facts.declarations) {
    for (const column of declaration.columns) add({ kind: 'columnDeclaration', span: column.nameSpan, declaration, column });
    if (declaration.nameSpan) add({ kind: 'declaration', span: declaration.nameSpan, declaration });
  }
  for (const check of facts.checks) add({ kind: 'check', span: check.testSpan, check });
  for (const query of facts.queries) queryTargets(query, add);
  return found.sort((a, b) => width(a) - width(b) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

const ORDER: readonly Target['kind'][] = ['referenceColumn', 'reference', 'use', 'columnDeclaration', 'declaration', 'check', 'alias', 'cte', 'output', 'star'];

function width(t: Target): number {
  return t.span.end - t.span.start;
}

function queryTargets(query: QueryFact, add: (t: Target) => void): void {
  query.query.scopes.forEach((scope, index) => {
    if (scope.cte && scope.nameSpan) add({ kind: 'cte', span: scope.nameSpan, query, scope: index });
    scope.outputs.forEach((output, o) => {
      if (output.star) add({ kind: 'star', span: output.expression, query, scope: index, output: o });
      else if (output.nameSpan && output.aliased) add({ kind: 'output', span: output.nameSpan, query, scope: index, output: o });
      for (const use of allUses(output)) useTargets(query, use, add);
    });
    for (const use of scope.indirect) useTargets(query, use, add);
    scope.inputs.forEach((input, i) => inputTargets(query, index, input, i, add));
  });
}

function inputTargets(query: QueryFact, scope: number, input: Input, i: number, add: (t: Target) => void): void {
  if (input.alias) add({ kind: 'alias', span: input.alias.span, query, scope, input: i });
  const read = input.source;
  const name = cteNameSpan(query, input);
  if (read.kind === 'scope' && name) add({ kind: 'cte', span: name, query, scope: read.scope });
  if (read.kind === 'function') for (const use of read.uses) useTargets(query, use, add);
  for (const using of input.using) {
    const use: Use = { qualifier: [], qualifierSpan: null, column: using.name, quoted: false, span: using.span, kind: 'join', scope };
    useTargets(query, use, add);
  }
}

function useTargets(query: QueryFact, use: Use, add: (t: Target) => void): void {
  add({ kind: 'use', span: use.span, query, use });
  if (!use.qualifierSpan) return;
  const at = qualifiedInput(query, use);
  if (at) add({ kind: 'alias', span: use.qualifierSpan, query, ...at });
}

/** The FROM item that a use's qualifier names, looked up outwards. */
export function qualifiedInput(query: QueryFact, use: Use): { scope: number; input: number } | null {
  const name = use.qualifier[use.qualifier.length - 1]?.toLowerCase();
  if (name === undefined) return null;
  for (let at: number | null = use.scope, depth = 0; at !== null && depth < 100; depth++) {
    const scope: Scope | undefined = query.query.scopes[at];
    if (!scope) return null;
    const input = scope.inputs.findIndex(i => i.name?.toLowerCase() === name);
    if (input >= 0) return { scope: at, input };
    at = scope.parent;
  }
  return null;
}

/** Where an input names the CTE it reads: the item begins with the name. Quoted names are as long as they are with their quotes. */
export function cteNameSpan(query: QueryFact, input: Input): Span | null {
  if (input.source.kind !== 'scope') return null;
  const cte = query.query.scopes[input.source.scope];
  if (!cte?.cte || cte.name === null) return null;
  const { start } = input.span;
  const quotes = cte.nameSpan ? cte.nameSpan.end - cte.nameSpan.start - cte.name.length : 0;
  return { start, end: Math.min(start + cte.name.length + quotes, input.span.end) };
}

/** Tables named in a query's FROM clauses, nested derived inputs included. */
export function tablesOf(query: QueryFact): readonly TableName[] {
  const out: TableName[] = [];
  const visit = (input: Input): void => {
    if (input.source.kind === 'table') out.push(input.source.table);
    if (input.source.kind === 'derived') visit(input.source.over);
  };
  for (const scope of query.query.scopes) for (const input of scope.inputs) visit(input);
  return out;
}

/** The dataset that the file itself makes (a model's SQL): the first query's, else the first defining declaration's. */
export function ownDataset(document: DocumentView): Key | null {
  const query = document.facts.queries.find(q => q.dataset);
  if (query?.dataset) return query.dataset;
  return document.facts.declarations.find(d => d.kind === 'dataset' && d.role === 'defines')?.id ?? null;
}
