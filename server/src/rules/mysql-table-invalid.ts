import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'mysql-table-invalid',
  group: 'sql',
  severity: 'error',
  certainty: 'certain',
  summary: 'A table that MySQL refuses to create',
  why: 'There is one AUTO_INCREMENT column, and it must be a key (error 1075).',
  sources: ['MySQL: CREATE TABLE, error 1075'],
  about: ['sql'],
  fix: 'none',
  *check(document) {
    yield* problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'no key',
      files: `
        //- mysql/orders.sql
        create table orders (oid int auto_increment, name varchar(20)) engine=InnoDB;
        --                   ^^^ must be a key
      `,
    },
    {
      title: 'keys',
      files: `
        //- mysql/orders.sql
        create table orders (id int auto_increment primary key, name varchar(20)) engine=InnoDB;
        create table lines (id int auto_increment, name varchar(20), key (id)) engine=InnoDB;
      `,
    },
  ],
};
