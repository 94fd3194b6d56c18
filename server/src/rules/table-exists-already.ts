import type { Rule } from '../model/rule';
import { stateBefore } from './shared/schema';

export const rule: Rule = {
  id: 'table-exists-already',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A statement creates a table or adds a column that is there already',
  why: 'The database refuses the statement, and the migration stops half-way. Within a sequence of migrations the order is known, so it is an error; in a script it is a warning, as parts of it may be run one by one.',
  sources: ['SQL: CREATE TABLE, ALTER TABLE'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    for (const d of document.facts.declarations) {
      const create = d.step?.does.find(c => c.op === 'create');
      const add = d.step?.does.some(c => c.op === 'add') ? d.columns : [];
      if (!d.step || (!create && add.length === 0) || d.nameSpan === null || d.step.does.some(c => c.op === 'opens')) continue;
      const state = stateBefore(ws, d);
      if (!state?.exists || !state.complete || state.sequences.length !== 1 || state.sequences[0] !== d.step.moment.sequence) continue;
      const severity = d.step.moment.order === '' ? { severity: 'warning' as const } : {};
      if (create?.op === 'create' && !create.ifNotExists && !create.replaces) yield { rule: this.id, span: d.nameSpan, message: `'${d.name}' has been created before`, ...severity };
      for (const column of add) {
        if (!state.columns.some(c => c.name.toLowerCase() === column.name.toLowerCase()) || /\bif\s+not\s+exists\b/i.test(document.text.slice(d.span.start, d.span.end))) continue;
        yield { rule: this.id, span: column.nameSpan, message: `'${d.name}' has a column '${column.name}' already`, ...severity };
      }
    }
  },
  examples: [
    {
      title: 'a column that an earlier migration added',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int, day date);
        //- db/migration/V2__day.sql
        alter table orders add column day date;
        --                            ^^^ has a column 'day' already
      `,
    },
    {
      title: 'dropped before, or only if it is not there',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int, day date);
        //- db/migration/V2__day.sql
        alter table orders add column if not exists day date;
        drop table orders;
        create table orders (id int);
      `,
    },
  ],
};
