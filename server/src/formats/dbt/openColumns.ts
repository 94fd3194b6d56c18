import type { Declaration } from '../../model/facts';
import type { Json } from '../../model/key';
import { asList, asMap, asText, asTexts, type JsonMap } from './project/data';

/** Materializations whose table has the columns of the query and no others: those of dbt and of the adapters. */
const PLAIN: ReadonlySet<string> = new Set(['view', 'table', 'ephemeral', 'incremental', 'materialized_view', 'materializedview', 'dynamic_table', 'streaming_table', 'external', 'seed']);

/**
 * Why the table of a node may have columns that its files don't tell: earlier runs left some, a hook adds some, or the seed is
 * read with another delimiter. `raw` is the config as written, `config` with its Jinja worked out where files can.
 */
export function openColumns(type: string, parts: readonly Declaration[], raw: JsonMap, config: JsonMap): { readonly columnsOpen?: string } {
  const reason = reasonOf(type, parts, raw, config);
  return reason === null ? {} : { columnsOpen: reason };
}

function reasonOf(type: string, parts: readonly Declaration[], raw: JsonMap, config: JsonMap): string | null {
  if (type !== 'model' && type !== 'seed' && type !== 'snapshot') return null;
  if (type === 'snapshot') return 'a snapshot keeps columns that its query no longer has';
  if ([config['pre_hook'], config['post_hook']].some(altersTable)) return 'a hook may add columns';
  if (type === 'seed') {
    const read = parts.find(p => typeof p.attributes.more?.['delimiter'] === 'string')?.attributes.more?.['delimiter'];
    return read !== undefined && read !== (asText(config['delimiter']) ?? ',') ? 'its delimiter is another one' : null;
  }
  const isDynamic = (name: string): boolean => parts.some(p => asTexts(p.attributes.more?.['dynamic'] as Json | undefined).includes(name)) || (raw[name] !== undefined && config[name] === undefined);
  const materialized = asText(config['materialized']);
  if (materialized !== null && !PLAIN.has(materialized.toLowerCase())) return `what '${materialized}' makes of it is not known`;
  const grows = config['on_schema_change'] === 'append_new_columns' || isDynamic('on_schema_change');
  return grows && (materialized === 'incremental' || isDynamic('materialized')) ? 'earlier runs may have left columns' : null;
}

function altersTable(hooks: Json | undefined): boolean {
  return asList(hooks).some(hook => /\balter\s+table\b[^;]*\badd\b/i.test(asText(typeof hook === 'object' ? asMap(hook)['sql'] : hook) ?? ''));
}
