import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { changeTo } from './shared/streaming';

export const rule: Rule = {
  id: 'debezium-loses-events',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'Change events may be lost',
  why: "Events that can't be processed are skipped with `skip` and `warn`, and the target is wrong from then on. Without tombstones, rows that were deleted stay in compacted topics.",
  sources: ['https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-property-event-processing-failure-handling-mode'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'debezium-loses-events'),
  fixes: (finding, document) => changeTo(document, finding, [document.text.slice(finding.span.start, finding.span.end) === 'false' ? 'true' : 'fail']),
  examples: [
    {
      title: 'skipped',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        event.processing.failure.handling.mode=skip
        #                                      ^^^^ are lost without a trace
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        event.processing.failure.handling.mode=fail
      `,
    },
    {
      title: 'no tombstones',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        tombstones.on.delete=false
        #                    ^^^^^ stay in compacted topics
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        tombstones.on.delete=true
      `,
    },
    {
      title: 'as it should be',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
      `,
    },
  ],
};
