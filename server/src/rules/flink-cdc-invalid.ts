import { toolInvalid } from './shared/toolInvalid';

export const rule = toolInvalid({
  format: 'flink-cdc',
  file: 'a pipeline of Flink CDC',
  why: 'The job is not submitted: a key that no connector or part of the definition has, an option that is missing, a value of the wrong kind.',
  sources: ['apache/flink-cdc YamlPipelineDefinitionParser', 'https://nightlies.apache.org/flink/flink-cdc-docs-stable/docs/core-concept/data-pipeline/'],
  examples: [
    {
      title: 'an unknown key, a missing option',
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
      title: 'what it takes',
      files: `
        //- shop.yaml
        source: {type: mysql, hostname: db, username: u, password: "\${PW}", tables: shop.orders, server-id: 5401-5404}
        sink: {type: starrocks, jdbc-url: "jdbc:mysql://fe:9030", load-url: "fe:8030", username: u, password: "\${PW}"}
        pipeline: {name: shop, parallelism: "\${PARALLELISM}"}
      `,
    },
  ],
});
