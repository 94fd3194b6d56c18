import type { Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'mysql-binlog-unfit',
  group: 'streaming',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A MySQL whose binlog change capture can\'t read',
  why: 'Debezium and Flink CDC read rows from the binlog. A server that writes none, writes statements in place of rows, or leaves out columns that were not changed, stops the connector as it starts or gives events with holes. Told only where the workspace has a connector that captures from MySQL or MariaDB.',
  sources: ['https://debezium.io/documentation/reference/stable/connectors/mysql.html#setting-up-mysql'],
  about: ['compose', 'mysql'],
  fix: 'none',
  *check(document, ws) {
    const found = problemsOf(document, this.id);
    if (found.length > 0 && capturesMysql(ws)) yield* found;
  },
  examples: [
    {
      title: 'statements in the binlog',
      files: `
        //- connect/shop.json
        { "name": "shop", "config": { "connector.class": "io.debezium.connector.mysql.MySqlConnector", "topic.prefix": "shop", "database.hostname": "db", "database.user": "cdc", "database.server.id": "5", "schema.history.internal.kafka.topic": "h", "schema.history.internal.kafka.bootstrap.servers": "k:9092" } }
        //- mysql/my.cnf
        [mysqld]
        server-id = 1
        binlog_format = STATEMENT
                        ^^^^^^^^^ change capture needs ROW
        binlog_row_image = minimal
                           ^^^^^^^ Events lack columns
      `,
    },
    {
      title: 'in a compose file',
      files: `
        //- connect/shop.json
        { "name": "shop", "config": { "connector.class": "io.debezium.connector.mysql.MySqlConnector", "topic.prefix": "shop", "database.hostname": "db", "database.user": "cdc", "database.server.id": "5", "schema.history.internal.kafka.topic": "h", "schema.history.internal.kafka.bootstrap.servers": "k:9092" } }
        //- docker-compose.yml
        services:
          db:
            image: mysql:8.4
            command: --server-id=1 --skip-log-bin
                                   ^^^^^^^^^^^^^^ writes no binlog
            volumes: [data:/var/lib/mysql]
        volumes:
          data:
      `,
    },
    {
      title: 'rows, all of them',
      files: `
        //- connect/shop.json
        { "name": "shop", "config": { "connector.class": "io.debezium.connector.mysql.MySqlConnector", "topic.prefix": "shop", "database.hostname": "db", "database.user": "cdc", "database.server.id": "5", "schema.history.internal.kafka.topic": "h", "schema.history.internal.kafka.bootstrap.servers": "k:9092" } }
        //- mysql/my.cnf
        [mysqld]
        server-id = 1
        log_bin = mysql-bin
        binlog_format = ROW
        binlog_row_image = FULL
      `,
    },
    {
      title: 'nobody captures',
      files: `
        //- mysql/my.cnf
        [mysqld]
        binlog_format = MIXED
      `,
    },
  ],
};

/** Whether a connector or a table of Flink reads a binlog of MySQL or MariaDB. */
function capturesMysql(ws: Workspace): boolean {
  return ws.entitiesOf('kafka-connect.connector').some(e => /^io\.debezium\.connector\.(mysql|mariadb)\./.test(String(e.attributes.more?.['class'] ?? ''))) || ws.entitiesOf('sql.table').some(e => e.attributes.config?.['connector'] === 'mysql-cdc');
}
