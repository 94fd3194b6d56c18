import type { Rule } from '../model/rule';
import { partitionsOf } from './shared/topics';

export const rule: Rule = {
  id: 'kafka-consumers-above-partitions',
  group: 'streaming',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'More consumers than the topic has partitions',
  why: 'A partition is read by one consumer of a group at a time: those beyond the number of partitions wait for ever. Partitions are counted where the workspace declares the topic.',
  sources: ['https://clickhouse.com/docs/engines/table-engines/integrations/kafka', 'https://kafka.apache.org/documentation/#intro_consumers'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    for (const d of document.facts.declarations) {
      const consumers = Number(d.attributes.config?.['kafka_num_consumers'] ?? 0);
      if (!(consumers > 1) || d.nameSpan === null) continue;
      for (const r of document.facts.references) {
        if (r.from !== d.id || r.type !== 'kafka.topic' || r.role !== 'reads') continue;
        const found = ws.resolve(r, document.path);
        const partitions = found.kind === 'one' ? partitionsOf(found.entity) : null;
        if (partitions !== null && consumers > partitions) yield { rule: this.id, span: d.nameSpan, message: `${consumers} consumers for ${partitions === 1 ? 'one partition' : `${partitions} partitions`} of '${r.name}': ${consumers - partitions} never get${consumers - partitions === 1 ? 's' : ''} anything` };
      }
    }
  },
  examples: [
    {
      title: 'four for two',
      files: `
        //- docker-compose.yml
        services:
          kafka:
            image: wurstmeister/kafka:2.13
            environment:
              KAFKA_CREATE_TOPICS: "visits:2:1"
            volumes: [data:/kafka]
        volumes:
          data:
        //- clickhouse/visits.sql
        create table visits_queue (id UInt64) engine = Kafka settings kafka_broker_list = 'kafka:9092', kafka_topic_list = 'visits', kafka_group_name = 'ch', kafka_format = 'JSONEachRow', kafka_num_consumers = 4;
        --           ^^^^^^^^^^^^ 4 consumers for 2 partitions
      `,
    },
    {
      title: 'two for two',
      files: `
        //- docker-compose.yml
        services:
          kafka:
            image: wurstmeister/kafka:2.13
            environment:
              KAFKA_CREATE_TOPICS: "visits:2:1"
            volumes: [data:/kafka]
        volumes:
          data:
        //- clickhouse/visits.sql
        create table visits_queue (id UInt64) engine = Kafka settings kafka_broker_list = 'kafka:9092', kafka_topic_list = 'visits', kafka_group_name = 'ch', kafka_format = 'JSONEachRow', kafka_num_consumers = 2;
      `,
    },
  ],
};
