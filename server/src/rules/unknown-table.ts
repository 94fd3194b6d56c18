import type { Finding, Rule } from '../model/rule';
import type { DocumentView, Workspace } from '../model/workspace';
import { closest } from '../text/fuzzy';
import { replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-table',
  group: 'sql',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A statement names a table that is not there by then',
  why: 'The database refuses the statement: earlier migrations have dropped or renamed the table (an error). Or the same script or migrations begin its schema with `CREATE SCHEMA`, so that all its tables are theirs, and no statement anywhere makes one of that name (a warning, as another program may have made it in between). Said within one sequence only, where the order is known; tables of schemas that nothing creates may come from elsewhere.',
  sources: ['SQL: DROP TABLE, ALTER TABLE RENAME'],
  about: ['sql'],
  fix: 'suggested',
  *check(document, ws) {
    const seen = new Set<number>();
    yield* missing(document, ws);
    for (const r of document.facts.references) {
      if (r.type !== 'sql.table' || !r.moment?.order || r.data?.['place'] !== 'script' || seen.has(r.span.start) || (r.role === 'names' && !r.implied)) continue;
      for (const k of r.targets.slice(0, 1)) {
        const state = ws.table(k, r.moment);
        if (!state || state.exists || state.sequences.length !== 1 || state.sequences[0] !== r.moment.sequence || r.implied) continue;
        if (/\bif\s+exists\b/i.test(document.text.slice(Math.max(0, r.span.start - 30), r.span.start))) continue;
        seen.add(r.span.start);
        yield { rule: this.id, span: r.span, message: `'${r.name}' has been dropped or renamed by then` };
      }
    }
  },
  fixes(finding, document) {
    const { near } = (finding.data ?? { near: [] }) as { near: readonly string[] };
    return replaceBy(document.path, finding.span, near);
  },
  examples: [
    {
      title: 'a table that the migration before dropped',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        create table lines (id int);
        //- db/migration/V2__drop.sql
        drop table orders;
        //- db/migration/V3__fill.sql
        insert into lines select id from orders;
        --                               ^^^^^^ has been dropped or renamed by then
      `,
    },
    {
      title: 'a schema made here, and a table of it that nothing makes',
      files: `
        //- db/schema.sql
        create schema shop;
        create table shop.orders (id int);
        create view shop.latest as select id from shop.ordrs;
        --                                             ^^^^^ 'shop.ordrs' is made by no statement
      `,
      fixed: `
        //- db/schema.sql
        create schema shop;
        create table shop.orders (id int);
        create view shop.latest as select id from shop.orders;
      `,
    },
    {
      title: 'a schema that may have been there, and a table that another file makes',
      files: `
        //- db/schema.sql
        create schema if not exists shop;
        create schema lake;
        create view shop.latest as select id from shop.ordrs;
        create view lake.latest as select id from lake.orders;
        //- db/tables.sql
        create table lake.orders (id int);
      `,
    },
    {
      title: 'made again',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int);
        create table lines (id int);
        //- db/migration/V2__drop.sql
        insert into lines select id from orders;
        drop table orders;
        create table orders (id int);
        //- db/migration/V3__fill.sql
        insert into lines select id from orders;
      `,
    },
  ],
};

/** Tables of a schema that the sequence itself creates, which no statement anywhere makes. */
function* missing(document: DocumentView, ws: Workspace): Iterable<Finding> {
  const schemas = ws.entitiesOf('sql.schema');
  if (schemas.length === 0) return;
  const told = new Set<number>();
  for (const r of document.facts.references) {
    const { moment } = r;
    const [schema, table, more] = r.name.toLowerCase().split('.');
    if (r.type !== 'sql.table' || !moment || r.implied || r.data?.['place'] !== 'script' || (r.role !== 'reads' && r.role !== 'writes') || table === undefined || more !== undefined || told.has(r.span.start)) continue;
    const made = schemas.find(e => e.name === schema);
    const state = made ? ws.table(made.id, moment) : null;
    if (!state?.exists || state.sequences.length !== 1 || state.sequences[0] !== moment.sequence) continue;
    const resolution = ws.resolve(r, document.path);
    const entity = resolution.kind === 'one' ? resolution.entity : null;
    if (resolution.kind === 'many' || (entity && (entity.definitions > 0 || entity.type !== 'sql.table' || ws.table(entity.id, null) !== null || entity.enabled === false))) continue;
    told.add(r.span.start);
    const near = closest(table, ws.entitiesOf('sql.table').flatMap(e => (e.definitions > 0 && e.name.toLowerCase().startsWith(`${schema}.`) ? [e.name.slice(schema!.length + 1)] : [])), 3);
    yield { rule: 'unknown-table', span: r.span, severity: 'warning', message: `'${r.name}' is made by no statement, though the schema '${schema}' is made here`, data: { near } };
  }
}
