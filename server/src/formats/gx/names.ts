import { key, type Key } from '../../model/key';

/** What Great Expectations names, each by its own name: `gx.suite|orders`, `gx.datasource|warehouse`, `gx.asset|warehouse.orders`. */
export type GxKind = 'suite' | 'datasource' | 'asset' | 'batch_definition' | 'validation_definition' | 'checkpoint' | 'store';

export function gxKey(kind: GxKind, ...names: readonly string[]): Key {
  return key(`gx.${kind}`, names.join('.'));
}

/** Namespace of the names of a kind, for completion. */
export function gxNamespace(kind: GxKind): string {
  return `gx.${kind}`;
}
