import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-duplicate-alias',
  group: 'streaming',
  severity: 'error',
  certainty: 'certain',
  summary: 'An alias is listed twice',
  why: 'Kafka Connect refuses a list of transforms, predicates or groups of topics that names one of them twice.',
  sources: ['Kafka ConnectorConfig'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-duplicate-alias'),
  fixes(finding, document) {
    const list = told(finding).text('list');
    return list === null ? [] : changeTo(document, finding, [list]);
  },
  examples: [
    {
      title: 'a transform',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=unwrap,unwrap
        #                 ^^^^^^ The transform 'unwrap' is listed twice
        transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState
      `,
      fixed: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=unwrap
        transforms.unwrap.type=io.debezium.transforms.ExtractNewRecordState
      `,
    },
    {
      title: 'two transforms',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=a,b
        transforms.a.type=io.debezium.transforms.ExtractNewRecordState
        transforms.b.type=io.debezium.transforms.ExtractNewRecordState
      `,
    },
  ],
};
