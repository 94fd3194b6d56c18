import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-transform-class',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: "The class of a transform can't be loaded",
  why: "The transforms of Apache Kafka that work on a record's key or value exist only as `$Key` and `$Value`: without it Connect refuses the configuration. A class of Apache Kafka or Debezium that we don't know is a warning, since newer releases may bring it.",
  sources: ['Kafka connect-transforms', 'https://kafka.apache.org/documentation/#connect_included_transformation'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-transform-class'),
  fixes: (finding, document) => changeTo(document, finding, told(finding).texts('near')),
  examples: [
    {
      title: 'without its side',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=key
        transforms.key.type=org.apache.kafka.connect.transforms.ExtractField
        #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ExtractField can't be loaded by itself
        transforms.key.field=id
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=key
        transforms.key.type=org.apache.kafka.connect.transforms.ExtractField$Value
        transforms.key.field=id
      `,
    },
    {
      title: 'with it',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=key
        transforms.key.type=org.apache.kafka.connect.transforms.ExtractField$Key
        transforms.key.field=id
      `,
    },
  ],
};
