import { locationKey, streamKey, tableKey, topicKey } from '../../shared/names';
import { all, at, numberOf, type Resource, symbolicOf, textOf } from '../resource';
import { column, config, connectorTopics, facts, places, sql } from './aws';
import { dotted, type Meaning, type MeaningOf, simple } from './meaning';

const topic = (nameAt: string, partitionsAt: string, replicasAt: string): MeaningOf => r => simple('dataset', 'kafka.topic', at(r.body, nameAt), name => [topicKey(name)], {
  config: { ...config(r, ['config']), ...numbers(r, { partitions: partitionsAt, replicas: replicasAt }) },
  facts: facts([['partitions', numberOf(at(r.body, partitionsAt))], ['replicas', numberOf(at(r.body, replicasAt))]]),
});

/** Resources of Azure, of Kafka's vendors, Snowflake, Databricks and of loaders, by their Terraform providers. */
export const others: { readonly [type: string]: MeaningOf } = {
  azurerm_storage_account: r => simple('symbol', 'adls.account', at(r.body, 'name'), () => []),
  azurerm_storage_container: r => simple('dataset', 'adls.container', at(r.body, 'name'), () => []),
  azurerm_storage_data_lake_gen2_filesystem: r => simple('dataset', 'adls.container', at(r.body, 'name'), () => []),
  // An event hub is a topic for Kafka's clients.
  azurerm_eventhub: r => simple('dataset', 'eventhub.hub', at(r.body, 'name'), name => [streamKey('eventhub', name), topicKey(name)], {
    places: [], facts: facts([['partitions', numberOf(at(r.body, 'partition_count'))], ['days kept', numberOf(at(r.body, 'message_retention'))]]),
  }),
  azurerm_eventhub_namespace: r => simple('symbol', 'eventhub.namespace', at(r.body, 'name'), () => []),
  azurerm_synapse_workspace: r => simple('symbol', 'synapse.workspace', at(r.body, 'name'), () => []),
  azurerm_databricks_workspace: r => simple('symbol', 'databricks.workspace', at(r.body, 'name'), () => []),
  azurerm_data_factory_pipeline: r => simple('job', 'adf.pipeline', at(r.body, 'name'), () => []),
  azurerm_mssql_database: r => simple('symbol', 'mssql.database', at(r.body, 'name'), () => []),
  kafka_topic: topic('name', 'partitions', 'replication_factor'),
  confluent_kafka_topic: topic('topic_name', 'partitions_count', 'replication_factor'),
  aiven_kafka_topic: topic('topic_name', 'partitions', 'replication'),
  redpanda_topic: topic('name', 'partition_count', 'replication_factor'),
  upstash_kafka_topic: topic('topic_name', 'partitions', 'replication'),
  confluent_connector: r => connector(r, 'config_nonsensitive'),
  'kafka-connect_connector': r => connector(r, 'config'),
  confluent_schema: r => simple('symbol', 'schema.subject', at(r.body, 'subject_name'), name => [`subject|${name}`]),
  confluent_flink_statement: r => simple('job', 'flink.statement', at(r.body, 'statement_name'), () => [], sql(at(r.body, 'statement'), null, null)),
  snowflake_database: r => simple('symbol', 'snowflake.database', at(r.body, 'name'), () => []),
  snowflake_schema: r => simple('symbol', 'snowflake.schema', at(r.body, 'name'), () => []),
  snowflake_warehouse: r => simple('symbol', 'snowflake.warehouse', at(r.body, 'name'), () => []),
  snowflake_table: r => snowflakeTable(r, 'snowflake.table'),
  snowflake_external_table: r => snowflakeTable(r, 'snowflake.table'),
  snowflake_view: r => ({ ...snowflakeTable(r, 'snowflake.view'), ...sql(at(r.body, 'statement'), 'snowflake', textOf(at(r.body, 'schema'))) }),
  snowflake_materialized_view: r => ({ ...snowflakeTable(r, 'snowflake.view'), ...sql(at(r.body, 'statement'), 'snowflake', textOf(at(r.body, 'schema'))) }),
  snowflake_dynamic_table: r => ({ ...snowflakeTable(r, 'snowflake.dynamic_table'), ...sql(at(r.body, 'query'), 'snowflake', textOf(at(r.body, 'schema'))) }),
  snowflake_task: r => simple('job', 'snowflake.task', at(r.body, 'name'), () => [], { schedule: symbolicOf(at(r.body, 'schedule.using_cron')) ?? symbolicOf(at(r.body, 'schedule')), ...sql(at(r.body, 'sql_statement'), 'snowflake', textOf(at(r.body, 'schema'))) }),
  snowflake_pipe: r => simple('job', 'snowflake.pipe', at(r.body, 'name'), () => [], sql(at(r.body, 'copy_statement'), 'snowflake', textOf(at(r.body, 'schema')))),
  snowflake_stage: r => simple('dataset', 'snowflake.stage', at(r.body, 'name'), () => [], { places: places(r, [['url', 'reads', 'uri']]) }),
  snowflake_stream: r => simple('dataset', 'snowflake.stream', at(r.body, 'name'), () => [], { places: places(r, [['on_table', 'reads', 'table']]) }),
  snowflake_stream_on_table: r => simple('dataset', 'snowflake.stream', at(r.body, 'name'), () => [], { places: places(r, [['table', 'reads', 'table']]) }),
  snowflake_stream_on_view: r => simple('dataset', 'snowflake.stream', at(r.body, 'name'), () => [], { places: places(r, [['view', 'reads', 'table']]) }),
  databricks_catalog: r => simple('symbol', 'databricks.catalog', at(r.body, 'name'), () => []),
  databricks_schema: r => simple('symbol', 'databricks.schema', at(r.body, 'name'), () => []),
  databricks_sql_table: r => {
    const columns = all(r.body, 'column');
    const name = dotted(at(r.body, 'catalog_name'), at(r.body, 'schema_name'), at(r.body, 'name'));
    const view = at(r.body, 'view_definition');
    return simple('dataset', view ? 'databricks.view' : 'databricks.table', at(r.body, 'name'), known => [tableKey((name ?? known).split('.'))], {
      columns: columns.flatMap(c => column(at(c, 'name'), symbolicOf(at(c, 'type')), symbolicOf(at(c, 'comment')))), columnsComplete: columns.length > 0,
      places: places(r, [['storage_location', 'reads', 'uri']]),
      ...(view ? sql(view, 'databricks', textOf(at(r.body, 'schema_name'))) : {}),
    });
  },
  databricks_job: r => simple('job', 'databricks.job', at(r.body, 'name'), () => [], { schedule: symbolicOf(at(r.body, 'schedule.quartz_cron_expression')) }),
  databricks_pipeline: r => simple('job', 'databricks.pipeline', at(r.body, 'name'), () => []),
  databricks_external_location: r => simple('dataset', 'databricks.external_location', at(r.body, 'url'), url => {
    const k = locationKey(url);
    return k === null ? [] : [k];
  }),
  mongodbatlas_cluster: r => simple('symbol', 'mongodb.cluster', at(r.body, 'name'), () => []),
};

function connector(r: Resource, where: string): Meaning {
  const configuration = at(r.body, where);
  const name = at(configuration, 'name') ?? at(r.body, 'name');
  return simple('job', 'kafka-connect.connector', name, known => [`kafka-connect|${known}`], { places: [...connectorTopics(configuration), ...places(r, [])] });
}

function snowflakeTable(r: Resource, type: string): Meaning {
  const columns = all(r.body, 'column');
  const name = dotted(at(r.body, 'database'), at(r.body, 'schema'), at(r.body, 'name'));
  const keys = (known: string): string[] => {
    const parts = (name ?? known).split('.');
    return parts.length > 1 ? parts.slice(0, -1).map((_, i) => tableKey(parts.slice(i))) : [tableKey(parts)];
  };
  return simple('dataset', type, at(r.body, 'name'), keys, {
    columns: columns.flatMap(c => column(at(c, 'name'), symbolicOf(at(c, 'type')), symbolicOf(at(c, 'comment')))), columnsComplete: columns.length > 0 && columns.every(c => textOf(at(c, 'name')) !== null),
    description: symbolicOf(at(r.body, 'comment')),
  });
}

function numbers(r: Resource, names: { readonly [name: string]: string }): { readonly [name: string]: number } {
  return Object.fromEntries(Object.entries(names).flatMap(([name, path]) => {
    const n = numberOf(at(r.body, path));
    return n === null ? [] : [[name, n]];
  }));
}
