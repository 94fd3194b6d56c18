import type { Entity } from '../../model/workspace';

export type Layer = 'staging' | 'intermediate' | 'mart';

const BY_FOLDER: readonly (readonly [Layer, RegExp])[] = [
  ['staging', /(^|\/)(staging|stage|stg|base|sources?)(\/|$)/i],
  ['intermediate', /(^|\/)(intermediate|int|interim)(\/|$)/i],
  ['mart', /(^|\/)(marts?|presentation|reporting|reports)(\/|$)/i],
];
const BY_NAME: readonly (readonly [Layer, RegExp])[] = [['staging', /^(stg|base|src)_/i], ['intermediate', /^int_/i], ['mart', /^(fct|dim|rpt|mart)_/i]];

/** The layer of a model as dbt's guide to project structure has it: by its folder, else by its name; null if neither tells. */
export function layerOf(entity: Entity): Layer | null {
  const file = entity.roles.find(r => r.role === 'defines')?.file ?? '';
  const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
  // The innermost folder counts.
  for (const part of folder.split('/').reverse()) for (const [layer, pattern] of BY_FOLDER) if (pattern.test(part)) return layer;
  return BY_NAME.find(([, pattern]) => pattern.test(entity.name))?.[0] ?? null;
}
