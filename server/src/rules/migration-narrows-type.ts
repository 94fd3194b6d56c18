import type { Rule } from '../model/rule';
import { entry } from '../text/entry';
import { stateBefore } from './shared/schema';

export const rule: Rule = {
  id: 'migration-narrows-type',
  group: 'sql',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A migration gives a column a smaller type',
  why: 'Values that do not fit make the migration fail, or are cut. Known are integers of different size, texts and decimals of different length.',
  sources: ['squawk changing-column-type'],
  about: ['sql'],
  fix: 'none',
  *check(document, ws) {
    for (const d of document.facts.declarations) {
      if (!d.step || d.nameSpan === null) continue;
      for (const change of d.step.does) {
        if (change.op !== 'alter' || change.type === undefined) continue;
        const before = stateBefore(ws, d)?.columns.find(c => c.name.toLowerCase() === change.column.toLowerCase())?.type;
        if (!before || !isNarrower(before, change.type)) continue;
        yield { rule: this.id, span: d.nameSpan, message: `'${change.column}' is ${before} and becomes ${change.type}: values may not fit` };
      }
    }
  },
  examples: [
    {
      title: 'shorter texts',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id bigint, note varchar(200));
        //- db/migration/V2__short.sql
        alter table orders alter column note type varchar(50);
        --          ^^^^^^ 'note' is varchar(200) and becomes varchar(50)
      `,
    },
    {
      title: 'a larger type',
      files: `
        //- db/migration/V1__orders.sql
        create table orders (id int, note varchar(200));
        //- db/migration/V2__long.sql
        alter table orders alter column note type text, alter column id type bigint;
      `,
    },
  ],
};

const INTEGERS: { readonly [type: string]: number } = { tinyint: 1, smallint: 2, int2: 2, smallserial: 2, int: 4, integer: 4, int4: 4, serial: 4, mediumint: 3, bigint: 8, int8: 8, bigserial: 8 };

function isNarrower(from: string, to: string): boolean {
  const [a, b] = [sized(from), sized(to)];
  const [x, y] = [entry(INTEGERS, a.name), entry(INTEGERS, b.name)];
  if (x !== undefined && y !== undefined) return y < x;
  const texts = ['text', 'varchar', 'character varying', 'nvarchar', 'string', 'char', 'character'];
  if (texts.includes(a.name) && texts.includes(b.name)) return b.size !== null && (a.size === null || b.size < a.size);
  const decimals = ['numeric', 'decimal', 'number'];
  return decimals.includes(a.name) && decimals.includes(b.name) && a.size !== null && b.size !== null && b.size < a.size;
}

function sized(type: string): { readonly name: string; readonly size: number | null } {
  const match = /^\s*([a-z][a-z0-9 ]*?)\s*(?:\(\s*(\d+)[^)]*\))?\s*$/i.exec(type);
  return { name: (match?.[1] ?? type).toLowerCase(), size: match?.[2] ? Number(match[2]) : null };
}
