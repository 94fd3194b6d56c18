import type { Json, Key } from '../../../model/key';
import type { Output, Query, Scope } from '../../../model/query';
import type { Span } from '../../../text/span';
import { asMap, asText, dialectOf, type JsonMap } from '../project/data';
import type { Source } from './draft';
import { emptyScope, plainOutput, starOutput } from './queryParts';

/** Columns dbt adds to a snapshot, by their names before `snapshot_meta_column_names` renames them. */
const META = ['dbt_scd_id', 'dbt_updated_at', 'dbt_valid_from', 'dbt_valid_to'];

/** Names of the columns dbt adds to a snapshot with this config. */
export function snapshotColumns(config: JsonMap): string[] {
  const names = asMap(config['snapshot_meta_column_names']);
  const all = config['hard_deletes'] === 'new_record' ? [...META, 'dbt_is_deleted'] : META;
  return all.map(name => asText(names[name] as Json | undefined) ?? name);
}

/** The query of a snapshot that names its `relation` in YAML: all of its columns and those dbt adds. */
export function relationQuery(source: Source, dataset: Key, span: Span, reference: number, config: JsonMap): void {
  const table = source.draft.references[reference]!;
  const scope: Scope = {
    ...emptyScope(span),
    inputs: [{
      name: null, alias: null, span, source: { kind: 'table', table: { parts: [{ name: table.name, quoted: false, span }], span } }, columnAliases: null, join: 'from', using: [], natural: false,
    }],
    outputs: [starOutput(span), ...metaOutputs(span, config)],
  };
  source.draft.queries.push({ dataset, job: null, query: { scopes: [scope], root: 0 }, dialect: dialectOf(source.project) ?? '', tables: { [span.start]: reference }, holes: [], targetColumns: null });
}

/** The query of a snapshot block with the columns dbt adds: a select over the block's own result. */
export function withSnapshotColumns(query: Query, span: Span, config: JsonMap): Query {
  const scope: Scope = {
    ...emptyScope(span),
    inputs: [{ name: null, alias: null, span, source: { kind: 'scope', scope: query.root }, columnAliases: null, join: 'from', using: [], natural: false }],
    outputs: [starOutput(span), ...metaOutputs(span, config)],
  };
  return { scopes: [...query.scopes, scope], root: query.scopes.length };
}

function metaOutputs(span: Span, config: JsonMap): Output[] {
  const types: { readonly [name: string]: string } = { dbt_scd_id: 'text', dbt_is_deleted: 'text', dbt_updated_at: 'timestamp', dbt_valid_from: 'timestamp', dbt_valid_to: 'timestamp' };
  return snapshotColumns(config).map(name => ({ ...plainOutput(name, span), type: types[name] ?? null }));
}
