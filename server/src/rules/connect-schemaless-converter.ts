import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-schemaless-converter',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A sink gets records without a schema, and needs one',
  why: 'A JDBC sink makes columns of fields with types, and a Parquet file has a schema. Plain JSON (`schemas.enable=false`) has none: the task fails on the first record. Use Avro, Protobuf or JSON Schema with a registry, or JSON that carries its schema.',
  sources: ['https://docs.confluent.io/kafka-connectors/jdbc/current/sink-connector/overview.html#data-mapping'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-schemaless-converter'),
  fixes: (finding, document) => (told(finding).text('key') === null ? [] : changeTo(document, finding, ['true'])),
  examples: [
    {
      title: 'plain JSON',
      files: `
        //- connect/orders.properties
        name=orders-pg
        connector.class=io.confluent.connect.jdbc.JdbcSinkConnector
        topics=orders
        connection.url=jdbc:postgresql://pg:5432/shop
        value.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter.schemas.enable=false
        #                              ^^^^^ A JDBC sink needs a schema
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-pg
        connector.class=io.confluent.connect.jdbc.JdbcSinkConnector
        topics=orders
        connection.url=jdbc:postgresql://pg:5432/shop
        value.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter.schemas.enable=true
      `,
    },
    {
      title: 'Avro',
      files: `
        //- connect/orders.properties
        name=orders-pg
        connector.class=io.confluent.connect.jdbc.JdbcSinkConnector
        topics=orders
        connection.url=jdbc:postgresql://pg:5432/shop
        value.converter=io.confluent.connect.avro.AvroConverter
        value.converter.schema.registry.url=http://registry:8081
      `,
    },
  ],
};
