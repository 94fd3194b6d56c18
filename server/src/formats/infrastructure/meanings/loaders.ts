import { serviceKey } from '../names';
import { all, at, flagOf, type Resource, symbolicOf, textOf, type Value } from '../resource';
import { type Meaning, type MeaningOf, type PlaceMeaning, simple } from './meaning';

/** Resources of loaders: what Airbyte and Fivetran copy, and where to. */
export const loaders: { readonly [type: string]: MeaningOf } = {
  airbyte_connection: airbyte,
  fivetran_connector: r => simple('job', 'fivetran.connector', at(r.body, 'destination_schema.name') ?? at(r.body, 'service'), name => [serviceKey('fivetran', name)], { places: fivetranTable(r) }),
  fivetran_connector_schema_config: fivetranTables,
  fivetran_destination: r => simple('symbol', 'fivetran.destination', at(r.body, 'service'), () => [], { facts: [textOf(at(r.body, 'config.database')) ?? textOf(at(r.body, 'config.project_id')) ?? ''].filter(f => f !== '') }),
};

/** A text that stands where a value stands. */
function textAt(value: Value, text: string): Value {
  return { kind: 'known', value: text, span: value.span, content: value.kind === 'known' ? value.content : value.span };
}

/**
 * The streams of a connection. The table is named by the stream with the prefix; the schema is told by `namespace_definition`:
 * that of the source, a format without unknown parts, or that of the destination, which the connection does not say.
 */
function airbyte(r: Resource): Meaning {
  const prefix = at(r.body, 'prefix');
  const before = prefix === undefined ? '' : textOf(prefix);
  const rule = textOf(at(r.body, 'namespace_definition'));
  const format = textOf(at(r.body, 'namespace_format'));
  const streams = all(r.body, 'configurations.streams');
  const found = streams.flatMap((s, pair): PlaceMeaning[] => {
    const name = at(s, 'name');
    const text = textOf(name);
    if (name === undefined || text === null) return [];
    const namespace = textOf(at(s, 'namespace'));
    const schema = rule === 'custom_format' ? format : rule === 'source' ? namespace : null;
    const table = textOf(at(s, 'destination_object_name')) ?? (before === null ? null : before + text);
    return [
      // Without a schema it is not a table, or not told which.
      namespace === null ? { value: textAt(name, `${r.label}/${text}`), role: 'reads', as: 'airbyte', pair } : { value: textAt(name, `${namespace}.${text}`), role: 'reads', as: 'table', pair },
      ...(table === null || schema?.includes('${') ? [] : [{ value: textAt(name, schema === null ? table : `${schema}.${table}`), role: 'writes' as const, as: 'table' as const, pair }]),
    ];
  });
  const cron = at(r.body, 'schedule.cron_expression');
  return simple('job', 'airbyte.connection', at(r.body, 'name'), name => [serviceKey('airbyte', name)], { schedule: symbolicOf(cron), places: found, facts: streams.length > 0 ? [`${streams.length} stream${streams.length === 1 ? '' : 's'}`] : [] });
}

/** The one table that a connector of files or events fills. */
function fivetranTable(r: Resource): readonly PlaceMeaning[] {
  const [schema, table] = [at(r.body, 'destination_schema.name'), at(r.body, 'destination_schema.table')];
  const [s, t] = [textOf(schema), textOf(table)];
  const bucket = textOf(at(r.body, 'config.bucket'));
  const source = bucket === null ? null : at(r.body, 'config.bucket')!;
  if (table === undefined || s === null || t === null) return [];
  return [...(source ? [{ value: source, role: 'reads' as const, as: textOf(at(r.body, 'service')) === 'gcs' ? ('gs' as const) : ('s3' as const) }] : []), { value: textAt(table, `${s}.${t}`), role: 'writes', as: 'table' }];
}

/** The tables of a database that a connector copies: `public.orders` to `PREFIX_public.orders`. */
function fivetranTables(r: Resource, bodyOf: (address: string) => Value | undefined): Meaning {
  const of = at(r.body, 'connector_id');
  const connector = of?.kind === 'resource' ? bodyOf(of.address) : undefined;
  const prefix = textOf(at(connector, 'destination_schema.prefix'));
  const own = textOf(at(connector, 'destination_schema.name'));
  const found: PlaceMeaning[] = [];
  for (const schema of all(r.body, 'schema')) {
    const name = textOf(at(schema, 'name'));
    if (name === null || flagOf(at(schema, 'enabled')) === false) continue;
    for (const table of all(schema, 'table')) {
      const value = at(table, 'name');
      const text = textOf(value);
      if (value === undefined || text === null || flagOf(at(table, 'enabled')) === false) continue;
      const pair = found.length;
      found.push({ value: textAt(value, `${name}.${text}`), role: 'reads', as: 'table', pair });
      const target = prefix === null ? own : `${prefix}_${name}`;
      if (target !== null) found.push({ value: textAt(value, `${target}.${text}`), role: 'writes', as: 'table', pair });
    }
  }
  return simple('job', 'fivetran.schema', undefined, () => [], { places: found });
}
