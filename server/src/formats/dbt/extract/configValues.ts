import type { Path } from '../../../model/facts';
import type { Json } from '../../../model/key';
import { closest } from '../../../text/fuzzy';
import type { Span } from '../../../text/span';
import { entry } from '../../../text/entry';
import { toJson, type YamlNode } from './yaml';
import type { Source } from './draft';
import { pairsOf } from './yamlEntry';

/** Values dbt allows for a config, where the list is closed. Materializations and strategies are open: packages and projects add to them. */
const CLOSED: { readonly [config: string]: readonly string[] } = {
  access: ['private', 'protected', 'public'],
  on_schema_change: ['ignore', 'append_new_columns', 'fail', 'sync_all_columns'],
  hard_deletes: ['ignore', 'invalidate', 'new_record'],
  batch_size: ['hour', 'day', 'month', 'year'],
  on_configuration_change: ['apply', 'continue', 'fail'],
};

/** Configs whose wrong value dbt refuses when it parses; others fail when the model runs. */
const REFUSED: ReadonlySet<string> = new Set(['access', 'batch_size']);

/** Checks the values of a `config` mapping in YAML. */
export function checkConfigValues(source: Source, type: string, config: YamlNode | null, path: Path): void {
  for (const pair of pairsOf(config)) {
    if (pair.value?.kind === 'scalar') checkConfigValue(source, type, pair.key.text, pair.value.value, pair.value.span, [...path, pair.key.text]);
    else if (pair.value) checkConfigValue(source, type, pair.key.text, toJson(pair.value), pair.key.span, [...path, pair.key.text]);
  }
}

/** Checks one config value, in YAML or in SQL. Texts with Jinja are unknown and pass. */
export function checkConfigValue(source: Source, type: string, name: string, value: Json, span: Span, path?: Path): void {
  if (typeof value === 'string' && (value.includes('{{') || value.includes('{%'))) return;
  if (name === 'tags' && value !== null && !(Array.isArray(value) ? value : [value]).every(t => typeof t === 'string')) source.draft.problem('wrong-type', span, "'tags' must be texts", path, { key: name });
  const allowed = entry(CLOSED, name);
  if (allowed && typeof value === 'string' && !allowed.includes(value)) {
    source.draft.problem('invalid-enum-value', span, `'${value}' is no ${name} (${allowed.join(', ')})`, path, { allowed: [...allowed], near: closest(value, allowed, 1)[0] ?? null, config: name, ...(REFUSED.has(name) ? {} : { severity: 'warning' }) });
  }
  if (type !== 'model') return;
  const wrong = microbatch(name, value);
  if (wrong) source.draft.problem('microbatch-config-invalid', span, wrong, path, { config: name });
}

function microbatch(name: string, value: Json): string | null {
  if (name === 'lookback' && typeof value !== 'number' && value !== null) return "'lookback' must be a whole number";
  if (name === 'concurrent_batches' && typeof value !== 'boolean' && value !== null) return "'concurrent_batches' must be true or false";
  if (name === 'event_time' && typeof value !== 'string' && value !== null) return "'event_time' must be the name of a column";
  if (name === 'begin' && typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(value)) return "'begin' must be a date in ISO form";
  return null;
}
