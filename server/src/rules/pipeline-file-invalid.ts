import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'pipeline-file-invalid',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'A pipeline file that its tool refuses',
  why: 'The tool stops when it reads the file: a key that it doesn\'t know, one that is missing, a value outside of those it takes, two settings that exclude each other. Made for Flink CDC, Sling, Pulsar functions, Druid, Redpanda Connect, Vector, Meltano, Databricks bundles, Spark\'s declarative pipelines and defaults, Redis, Dask and Feast from the tools\' own validators and references; what a tool only warns of is a warning. Values that only a run knows are never reported.',
  sources: ['apache/flink-cdc YamlPipelineDefinitionParser', 'apache/pulsar FunctionConfigUtils', 'https://druid.apache.org/docs/latest/ingestion/ingestion-spec', 'databricks/cli bundle/config/validate', 'https://docs.redpanda.com/redpanda-connect/components/about/', 'https://docs.slingdata.io/concepts/replication/structure'],
  about: ['flink-cdc', 'sling', 'pulsar', 'druid', 'redpanda-connect', 'vector', 'meltano', 'databricks-bundle', 'spark-pipeline', 'spark-defaults', 'redis', 'dask', 'feast', 'airbyte-catalog', 'airbyte-manifest', 'singer-catalog'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'Flink CDC: an unknown key, a missing option',
      files: `
        //- shop.yaml
        source:
        ^^^^^^ The mysql source needs 'tables'
          type: mysql
          hostname: db
          username: u
          password: \${PW}
        sink:
          type: kafka
          properties.bootstrap.servers: kafka:9092
        route:
          - source-table: shop.a
            sink-table: raw.a
            symbol: x
            ^^^^^^ is not a property of a route
      `,
    },
    {
      title: 'Pulsar: dead letters without retries, one topic on both sides',
      files: `
        //- function.yaml
        className: Enrich
        inputs: [persistent://shop/in/orders]
        output: persistent://shop/in/orders
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ is both input and output
        deadLetterTopic: persistent://shop/in/dead
                         ^^^^^^^^^^^^^^^^^^^^^^^^^ needs maxMessageRetries
      `,
    },
    {
      title: 'Druid: times finer than its segments',
      files: `
        //- supervisor.json
        {"type": "kafka", "spec": {
          "dataSchema": {"dataSource": "orders", "timestampSpec": {"column": "at"},
            "granularitySpec": {"segmentGranularity": "HOUR", "queryGranularity": "DAY"}},
                                                                                   ^^^ coarser than segmentGranularity
          "ioConfig": {"type": "kafka", "topic": "orders", "consumerProperties": {"bootstrap.servers": "k:9092"}}}}
      `,
    },
    {
      title: 'Redpanda Connect: a missing field',
      files: `
        //- connect.yaml
        input:
          kafka_franz:
            seed_brokers: ["k:9092"]
            topics: [orders]
        output:
          fallback:
            - aws_s3: {path: orders.json}
              ^^^^^^ aws_s3 needs 'bucket'
            - drop: {}
      `,
    },
    {
      title: 'a bundle: two default targets, a task without a place to run',
      files: `
        //- databricks.yml
        bundle: {name: etl}
        resources:
          jobs:
            nightly:
              tasks:
                - task_key: load
                  spark_python_task: {python_file: load.py}
                  ^^^^^^^^^^^^^^^^^ needs a place to run
                - task_key: report
                  depends_on: [{task_key: laod}]
                                          ^^^^ no task 'laod'
                  notebook_task: {notebook_path: report.py}
        targets:
          dev: {default: true}
                         ^^^^ More than one default target
          prod: {default: true}
                          ^^^^ More than one default target
      `,
    },
    {
      title: 'Sling: a mode that is none',
      files: `
        //- replication.yaml
        source: PG
        target: SNOWFLAKE
        streams:
          public.orders:
            object: raw.orders
            mode: incrementl
                  ^^^^^^^^^^ incremental
      `,
    },
    {
      title: 'Redis, Spark, Dask: a word that is none, an allocation that can\'t start, shares out of order',
      files: `
        //- redis.conf
        appendfsync sometimes
                    ^^^^^^^^^ always
        //- conf/spark-defaults.conf
        spark.dynamicAllocation.enabled true
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ needs the external shuffle service
        spark.dynamicAllocation.shuffleTracking.enabled false
        //- dask/dask.yaml
        distributed:
          worker:
            memory: {target: 0.9, spill: 0.7}
                                         ^^^ spill (0.7) should not be below target (0.9)
      `,
    },
    {
      title: 'Vector in TOML: a component without a type, a table twice',
      files: `
        //- vector.toml
        [sources.orders]
        type = "file"
        include = ["/var/log/*.log"]
        [sinks.out]
               ^^^ needs
        inputs = ["orders"]
        [sources.orders]
                 ^^^^^^ 'orders' is there already
      `,
    },
    {
      title: 'what the tools take',
      files: `
        //- shop.yaml
        source: {type: mysql, hostname: db, username: u, password: "\${PW}", tables: shop.orders, server-id: 5401-5404}
        sink: {type: starrocks, jdbc-url: "jdbc:mysql://fe:9030", load-url: "fe:8030", username: u, password: "\${PW}"}
        pipeline: {name: shop, parallelism: "\${PARALLELISM}"}
        //- function.yaml
        className: Enrich
        inputs: [a]
        output: b
        deadLetterTopic: dead
        maxMessageRetries: 3
        //- databricks.yml
        bundle: {name: etl}
        resources:
          pipelines: {gold: {catalog: main, schema: gold, serverless: true}}
        targets:
          prod:
            mode: production
            resources:
              jobs:
                nightly: {tasks: [{task_key: load, spark_python_task: {parameters: [x]}}]}
      `,
    },
  ],
};
