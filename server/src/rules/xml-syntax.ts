import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'xml-syntax',
  group: 'shape',
  severity: 'error',
  certainty: 'certain',
  summary: 'A file is not well-formed XML',
  why: 'Every reader of XML stops at the first mistake: Liquibase then runs no change set at all. The rest of the file is read here as well as can be.',
  sources: ['https://www.w3.org/TR/xml/', 'liquibase ChangeLogParseException'],
  about: ['liquibase'],
  fix: 'none',
  check: document => problemsOf(document, 'xml-syntax'),
  examples: [
    {
      title: 'a change set that is not closed',
      files: `
        //- db/changelog/db.changelog-master.xml
        <databaseChangeLog>
          <changeSet id="1" author="ana">
           ^^^^^^^^^ <changeSet> is not closed before </databaseChangeLog>
            <dropTable tableName="orders"/>
        </databaseChangeLog>
      `,
    },
    {
      title: 'a comparison in SQL',
      files: `
        //- db/changelog/db.changelog-master.xml
        <databaseChangeLog>
          <changeSet id="1" author="ana">
            <sql>delete from orders where amount < 0</sql>
            #                                    ^ '<' starts a tag
          </changeSet>
        </databaseChangeLog>
      `,
    },
    {
      title: 'the same, escaped',
      files: `
        //- db/changelog/db.changelog-master.xml
        <databaseChangeLog>
          <changeSet id="1" author="ana">
            <sql>delete from orders where amount &lt; 0</sql>
            <sql><![CDATA[delete from orders where amount < 0]]></sql>
          </changeSet>
        </databaseChangeLog>
      `,
    },
  ],
};
