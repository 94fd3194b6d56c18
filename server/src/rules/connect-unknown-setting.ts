import type { Rule } from '../model/rule';
import { problemsOf, told } from './shared/problems';
import { edit } from './shared/fixes';
import { renameTo, settingPath } from './shared/streaming';

export const rule: Rule = {
  id: 'connect-unknown-setting',
  group: 'streaming',
  severity: 'warning',
  certainty: 'certain',
  summary: 'A setting that nothing reads',
  why: 'Kafka Connect takes any setting and passes over what it does not know: a misspelt one has no effect, and so has one for a transform that is not listed. Told where the name is close to a known one, or where a list decides.',
  sources: ['https://kafka.apache.org/documentation/#connect'],
  about: ['kafka-connect'],
  fix: 'suggested',
  check: document => problemsOf(document, 'connect-unknown-setting'),
  fixes(finding, document) {
    const { texts, text } = told(finding);
    const [add, list] = [text('add'), text('list')];
    if (add === null || list === null) return renameTo(document, finding, texts('near'));
    const path = settingPath(finding, list);
    return path ? [edit(document, `List '${add}' in '${list}'`, [{ op: 'set', path, value: listedWith(document.text, list, add) }])] : [];
  },
  examples: [
    {
      title: 'a misspelt setting',
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.includ.list=public.orders
        ^^^^^^^^^^^^^^^^^ did you mean 'table.include.list'?
      `,
      fixed: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        table.include.list=public.orders
      `,
    },
    {
      title: 'a transform that is not listed',
      files: `
        //- connect/orders.properties
        name=orders-file
        connector.class=org.apache.kafka.connect.file.FileStreamSinkConnector
        topics=orders
        file=/tmp/orders
        transforms=a
        transforms.a.type=io.debezium.transforms.ExtractNewRecordState
        transforms.b.type=io.debezium.transforms.ExtractNewRecordState
        ^^^^^^^^^^^^^^^^^ 'b' is not listed in 'transforms'
      `,
      fixed: `
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
    {
      title: "settings of the database's driver",
      files: `
        //- connect/cdc.properties
        name=cdc
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=shop
        database.hostname=pg
        database.user=cdc
        database.dbname=shop
        driver.connectTimeout=10
      `,
    },
  ],
};

/** The list as it stands, with one more alias. */
function listedWith(text: string, list: string, alias: string): string {
  const found = new RegExp(`(?:^|["\\s])${list}["\\s]*[=:]\\s*"?([^"\\n]*)`, 'm').exec(text)?.[1]?.trim() ?? '';
  return found === '' ? alias : `${found},${alias}`;
}
