import type { Json } from '../../../model/key';
import { nodeConfigs } from '../../../syntax/jsonSchema';
import { closest } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import { deprecation } from './deprecation';
import type { Source } from './draft';

/** Configs that dbt takes though its schema does not list them. */
const TOLERATED: ReadonlySet<string> = new Set(['query_tags', 'zorder', 'options', 'unique_tmp_table_suffix', 'skip_optimize', 'pre_hook', 'post_hook', 'target_schema', 'target_database', 'materialized', 'dataset', 'project']);

/** Where a key of `config(…)` stands, for the edit that moves it into `meta`. */
export interface ConfigPlace {
  readonly argument: Span;
  readonly value: Span;
  /** Behind the bracket of a `meta={` in the same call, if there is one. */
  readonly meta: number | null;
}

/** Reports a key of an in-file config that dbt does not know: since 1.11 it calls that deprecated. */
export function checkConfigKey(source: Source, type: string, name: string, span: Span, place: ConfigPlace | null): void {
  const known = nodeConfigs(type);
  if (!known || known.includes(name) || TOLERATED.has(name)) return;
  const near = closest(name, known, 1);
  const data: { [name: string]: Json } = place ? { key: name, argument: [place.argument.start, place.argument.end], value: [place.value.start, place.value.end], meta: place.meta } : { key: name };
  const code = 'CustomKeyInConfigDeprecation (dbt D026)';
  if (near[0] !== undefined) deprecation(source, 'unknown-property', code, [1, 11, 0], true, span, `\`${name}\` is no config of a ${type}; did you mean \`${near[0]}\`?`, undefined, { ...data, nearest: near });
  else deprecation(source, 'custom-key', code, [1, 11, 0], true, span, `\`${name}\` is no config of dbt; put values of your own under \`meta\``, undefined, { ...data, config: true });
}
