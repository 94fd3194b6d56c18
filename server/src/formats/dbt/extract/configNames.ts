import type { Json } from '../../../model/key';
import { completeAt } from '../../../syntax/jsonSchema';
import { closest } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import { deprecation } from './deprecation';
import type { Source } from './draft';

const SECTIONS: { readonly [type: string]: string } = { model: 'models', snapshot: 'snapshots', seed: 'seeds', analysis: 'models' };

const known = new Map<string, ReadonlySet<string>>();

/** Names of all configs a type of node can have, those of adapters too; null where no list is known. */
export function configNamesOf(type: string): ReadonlySet<string> | null {
  const section = SECTIONS[type];
  if (!section) return null;
  let names = known.get(section);
  if (!names) known.set(section, (names = new Set(completeAt('dbt/properties', null, [section, 0, 'config'], 'key').words.map(w => w.label))));
  return names;
}

/** Configs that dbt takes in `config()` beside those of its schema. */
const ACCEPTED: ReadonlySet<string> = new Set(['pre_hook', 'post_hook', 'query_tags', 'zorder', 'options', 'unique_tmp_table_suffix', 'skip_optimize', 'target_schema', 'target_database', 'strategy', 'updated_at', 'check_cols']);

/**
 * Reports a config in a file that neither dbt nor an adapter knows: newer versions want such keys under `meta`. `place` says where
 * the edit finds its parts: spans of the whole `argument` and of its `value`, and the offset behind the `{` of the call's `meta`.
 */
export function checkConfigName(source: Source, type: string, name: string, span: Span, place: { readonly [name: string]: Json } = {}): void {
  const names = configNamesOf(type);
  if (!names || names.size === 0 || names.has(name) || ACCEPTED.has(name)) return;
  const near = closest(name, names, 1)[0] ?? null;
  deprecation(source, near ? 'unknown-property' : 'custom-key', 'CustomKeyInConfigDeprecation (dbt D026)', [1, 11, 0], true, span, near ? `dbt knows no config '${name}'. Did you mean '${near}'?` : `dbt knows no config '${name}'; put values of your own under 'meta'`, undefined, {
    key: name, near, place: 'config_call', ...place,
  });
}
