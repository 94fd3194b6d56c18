import type { Declaration } from '../../model/facts';
import { type Json, type Key, nameOf } from '../../model/key';
import type { DocumentView, Entity, Workspace } from '../../model/workspace';
import type { Span } from '../../text/span';

/** Types that `ref` finds. */
export const REFABLE: readonly string[] = ['dbt.model', 'dbt.seed', 'dbt.snapshot'];

/** `shop` of `model.shop.orders`. */
export function packageOf(id: Key): string {
  return nameOf(id).split('.')[1] ?? '';
}

/** What people call a type: `model`, `semantic model`. */
export function wordOf(type: string): string {
  return type.replace(/^dbt\./, '').replace(/_/g, ' ');
}

/** Where a finding about a declaration belongs: its name, or the first line of the file that it is. */
export function headSpan(document: DocumentView, declaration: Declaration): Span {
  if (declaration.nameSpan) return declaration.nameSpan;
  const { start, end } = declaration.span;
  const line = document.text.indexOf('\n', start);
  return { start, end: line < 0 || line > end ? end : line };
}

/** Declarations of this file of some types and role, with the enabled entity they belong to. */
export function* declared(document: DocumentView, workspace: Workspace, types: readonly string[], role: Declaration['role'] | null = null): Iterable<{ readonly declaration: Declaration; readonly entity: Entity }> {
  for (const declaration of document.facts.declarations) {
    if (!types.includes(declaration.type) || (role !== null && declaration.role !== role)) continue;
    const entity = workspace.entity(declaration.id);
    if (entity?.enabled) yield { declaration, entity };
  }
}

/** The effective config of an entity. */
export function configOf(entity: Entity): { readonly [name: string]: Json } {
  return entity.attributes.config ?? {};
}

/** Whether a config is set, or may be set by something that only a run can tell. */
export function mayHave(entity: Entity, name: string): boolean {
  const value = configOf(entity)[name];
  if (value !== undefined && value !== null) return true;
  const dynamic = entity.attributes.more?.['dynamic'];
  return Array.isArray(dynamic) && (dynamic as readonly Json[]).includes(name);
}

/** Whether the file belongs to an installed package: its mistakes are for others to mend. */
export function isInstalled(document: DocumentView): boolean {
  return document.project !== null && document.project.owner !== document.project.root;
}
