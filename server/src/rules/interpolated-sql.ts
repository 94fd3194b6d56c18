import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'interpolated-sql',
  group: 'sql',
  severity: 'hint',
  certainty: 'advice',
  summary: 'Values are put into SQL as text',
  why: 'A quote inside a value ends the literal: the statement breaks, or does what the value says. Drivers take values as parameters. Said only where a symbol stands in the place of a value in SQL that is handed to a database; names of tables and columns can\'t be parameters and are left alone. Not said where Ruff\'s S608 is switched on.',
  sources: ['https://peps.python.org/pep-0249/#paramstyle', 'ruff S608 looks at the text alone'],
  about: ['python'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['S608'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'a value in the text',
      files: `
        //- jobs/orders.py
        import psycopg2
        def load(day):
            cursor = psycopg2.connect("dbname=shop").cursor()
            cursor.execute(f"delete from raw.orders where day = '{day}'")
            #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ give them as parameters
      `,
    },
    {
      title: 'a parameter, and a table',
      files: `
        //- jobs/orders.py
        import psycopg2
        def load(day, table):
            cursor = psycopg2.connect("dbname=shop").cursor()
            cursor.execute("delete from raw.orders where day = %s", (day,))
            cursor.execute(f"truncate {table}")
      `,
    },
  ],
};
