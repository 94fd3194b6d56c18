import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'migration-version-duplicate',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two migrations have the same version',
  why: 'Flyway and golang-migrate refuse to run at all as long as two files of a folder have one version, and so does Liquibase where two change sets of a file have one id and author. It happens when two branches each add the next number.',
  sources: ['flyway/flyway#219', 'golang-migrate: migrations', 'liquibase ValidationFailedException'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    yield* problemsOf(document, this.id);
    for (const d of document.facts.declarations) {
      if (d.type !== 'sql.migration') continue;
      const entity = ws.entity(d.id);
      if (!entity || entity.definitions < 2) continue;
      const other = entity.roles.find(r => r.file !== document.path)?.file;
      if (other === undefined) continue;
      yield { rule: this.id, span: firstWord(document.text, d.span.start), message: `Version ${d.name} is also that of ${other.slice(other.lastIndexOf('/') + 1)}` };
    }
  },
  examples: [
    {
      title: 'two files, one version',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        //- db/migration/V2__day.sql
        alter table orders add column day date;
        ^^^^^ Version 2 is also that of V2.0__shop.sql
        //- db/migration/V2.0__shop.sql
        alter table orders add column shop int;
        ^^^^^ Version 2 is also that of V2__day.sql
      `,
    },
    {
      title: 'two change sets, one id',
      files: `
        //- db/changelog/db.changelog-master.xml
        <databaseChangeLog>
          <changeSet id="1" author="ana">
            <createTable tableName="orders"><column name="id" type="int"/></createTable>
          </changeSet>
          <changeSet id="1" author="ana">
          #              ^ Another change set of this file has the id '1'
            <addColumn tableName="orders"><column name="day" type="date"/></addColumn>
          </changeSet>
        </databaseChangeLog>
      `,
    },
    {
      title: 'versions and the scripts that undo them',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        //- db/migration/U1__orders.sql
        drop table orders;
        //- db/migration/V1.1__day.sql
        alter table orders add column day date;
      `,
    },
  ],
};

function firstWord(text: string, start: number): { start: number; end: number } {
  const word = /^\S+/.exec(text.slice(start, start + 80));
  return { start, end: start + (word?.[0].length ?? 0) };
}
