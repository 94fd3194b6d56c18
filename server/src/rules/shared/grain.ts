import type { Declaration, QueryFact } from '../../model/facts';
import type { DocumentView, Entity, Workspace } from '../../model/workspace';
import { configOf, definingDocument, fold } from './dbt';
import { resultScope } from './origins';
import { AFTER_GROUP_BY, clauseItems, normalSql } from './sqlText';

/** The columns that tell rows apart, and what shows it. */
export interface Grain {
  readonly columns: readonly string[];
  /** Completes "… is the key by …". */
  readonly reason: string;
  readonly kind: 'constraint' | 'unique_key' | 'group_by' | 'name';
}

/**
 * The key of a dataset by the best evidence there is: a primary key constraint, `unique_key`, the GROUP BY of its query, or a column
 * named after the model. Null if nothing shows it.
 */
export function grainOf(ws: Workspace, entity: Entity, declaration: Declaration): Grain | null {
  return constraintGrain(declaration) ?? uniqueKeyGrain(entity) ?? queryGrain(ws, entity) ?? nameGrain(ws, entity);
}

function constraintGrain(declaration: Declaration): Grain | null {
  const column = declaration.columns.find(c => c.constraints?.includes('primary_key'));
  if (column) return { columns: [column.name], reason: 'its primary key constraint', kind: 'constraint' };
  const constraints = declaration.attributes.more?.['constraints'];
  for (const item of Array.isArray(constraints) ? constraints : []) {
    const { type, columns } = item as { type?: unknown; columns?: unknown };
    if (type === 'primary_key' && Array.isArray(columns) && columns.length > 0) return { columns: columns.map(String), reason: 'its primary key constraint', kind: 'constraint' };
  }
  return null;
}

function uniqueKeyGrain(entity: Entity): Grain | null {
  const keys = entity.attributes.uniqueKey;
  if (entity.type !== 'dbt.model' || entity.attributes.materialized !== 'incremental' || !keys || !keys.every(k => /^[\w$]+$/.test(k))) return null;
  return configOf(entity, 'incremental_strategy') === 'append' ? null : { columns: keys, reason: 'unique_key', kind: 'unique_key' };
}

function queryGrain(ws: Workspace, entity: Entity): Grain | null {
  const document = definingDocument(entity, ws);
  const [query, more] = document?.facts.queries.filter(q => q.dataset !== null) ?? [];
  if (!document || !query || more) return null;
  const columns = groupedColumns(document, query, resultScope(query));
  return columns && columns.length > 0 && columns.length <= 5 ? { columns, reason: 'the GROUP BY of its query', kind: 'group_by' } : null;
}

/** The outputs that a scope is grouped by; null if it is not grouped, or not all of its groups are among its outputs. */
export function groupedColumns(document: DocumentView, query: QueryFact, index: number): readonly string[] | null {
  const scope = query.query.scopes[index];
  if (scope?.kind !== 'select' || scope.incomplete || scope.outputs.some(o => o.opaque || o.star)) return null;
  const items = clauseItems(document.text, scope.span, 'group\\s+by', AFTER_GROUP_BY);
  if (!items) return null;
  const names: string[] = [];
  for (const item of items) {
    const text = document.text.slice(item.start, item.end);
    const normal = normalSql(text);
    const output = /^\d+$/.test(text)
      ? scope.outputs[Number(text) - 1]
      : (scope.outputs.find(o => normalSql(document.text.slice(o.expression.start, o.expression.end)) === normal) ??
        scope.outputs.find(o => o.name !== null && o.name.toLowerCase() === fold(text)) ??
        scope.outputs.find(o => o.kind === 'identity' && o.uses.length === 1 && o.uses[0]!.column.toLowerCase() === fold(normal.slice(normal.lastIndexOf('.') + 1)) && /^[\w."`]+$/.test(text)));
    if (!output || output.name === null || output.kind === 'aggregation') return null;
    if (output.literal === null && !names.includes(output.name)) names.push(output.name);
  }
  return names;
}

const LAYER = /^(?:stg|staging|int|intermediate|dim|fct|fact|base|src|mart|rpt|obt|agg)_+/;

function nameGrain(ws: Workspace, entity: Entity): Grain | null {
  if (entity.type !== 'dbt.model') return null;
  const columns = new Map(ws.columns(entity.id).columns.map(c => [c.name.toLowerCase(), c.name]));
  for (const thing of thingsOf(entity.name)) {
    for (const ending of ['_id', '_key', '_sk', '_pk']) {
      const found = columns.get(thing + ending);
      if (found) return { columns: [found], reason: 'its name', kind: 'name' };
    }
  }
  return null;
}

/** What a model is about, by its name: `order` for `stg_shop__orders`. */
export function thingsOf(name: string): readonly string[] {
  const lower = name.toLowerCase();
  const plain = lower.replace(LAYER, '');
  const last = lower.includes('__') ? lower.slice(lower.lastIndexOf('__') + 2) : plain;
  return [...new Set([plain, last].flatMap(n => [singular(n), n]))].filter(n => n.length > 1);
}

function singular(word: string): string {
  if (/(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ches|shes|xes|sses|zes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
