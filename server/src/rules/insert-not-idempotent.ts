import type { Reference } from '../model/facts';
import type { Rule } from '../model/rule';

const INSERT = /\binsert\s+into\s+(?:table\s+)?$/i;

export const rule: Rule = {
  id: 'insert-not-idempotent',
  group: 'sql',
  severity: 'information',
  certainty: 'advice',
  summary: 'A task inserts its rows again each time it is repeated',
  why: 'A task that is retried, or cleared and run again, inserts its rows twice. Delete what the run will insert first, overwrite a partition, use MERGE or ON CONFLICT, or filter out what is there. Said for SQL that an Airflow task runs, from a file or in its arguments.',
  sources: ['Airflow: best practices, idempotent tasks'],
  about: ['sql', 'airflow'],
  fix: 'none',
  *check(document, ws) {
    const script = document.format === 'sql';
    if (!script && !document.formats.includes('airflow')) return;
    for (const query of document.facts.queries) {
      if (query.job === null || (script && (query.adds !== 'position' || query.dataset === null))) continue;
      const job = ws.entity(query.job);
      if (job?.type !== 'airflow.task') continue;
      const root = query.query.scopes[query.query.root]!;
      const into = (r: Reference): boolean => (script ? r.targets.some(t => ws.entity(query.dataset!)?.keys.includes(t)) : r.from === query.job && INSERT.test(document.text.slice(Math.max(0, r.fullSpan.start - 60), r.fullSpan.start)));
      const write = document.facts.references.findLast(r => r.role === 'writes' && r.fullSpan.start < root.span.start && into(r));
      if (!write || root.kind === 'values' || write.name.includes('tmp') || write.targets[0]?.startsWith('sql.temp|')) continue;
      // Of SQL in an argument the write stands right before the query.
      if (!script && document.text.slice(write.fullSpan.end, root.span.start).includes(';')) continue;
      // Something empties it first, or the statement itself sees to it.
      const emptied = document.facts.references.some(r => r.role === 'uses' && r.type === 'sql.table' && r.targets[0] === write.targets[0] && r.span.start < write.span.start);
      const head = document.text.slice(Math.max(0, write.fullSpan.start - 60), write.fullSpan.start);
      const semicolon = document.text.indexOf(';', root.span.start);
      const statement = document.text.slice(write.fullSpan.end, Math.min(semicolon < 0 ? document.text.length : semicolon, script ? document.text.length : root.span.end + 1_000));
      // In an argument the statement ends with its text.
      const tail = script ? statement : statement.slice(0, root.span.end - write.fullSpan.end) + statement.slice(root.span.end - write.fullSpan.end).replace(/["'][\s\S]*$/, '');
      if (emptied || /\boverwrite\b|\bor\s+replace\b|\breplace\b|\bignore\b/i.test(head) || /\bon\s+conflict\b|\bon\s+duplicate\b|\bnot\s+exists\b|\bnot\s+in\b|\bexcept\b|\bis\s+null\b|\bpartition\s*\(/i.test(tail)) continue;
      if (query.dataset !== null && ws.entity(query.dataset)?.roles.some(r => r.file === document.path && r.role === 'defines')) continue;
      yield { rule: this.id, span: write.span, message: `If the task '${job.name}' runs again, these rows are in '${write.name}' twice` };
    }
  },
  examples: [
    {
      title: 'a blind insert',
      files: `
        //- dags/shop.py
        from airflow import DAG
        from airflow.providers.postgres.operators.postgres import PostgresOperator
        with DAG("shop", schedule="@daily"):
            PostgresOperator(task_id="load", sql="sql/load.sql")
        //- dags/sql/load.sql
        insert into mart.daily_sales select day, sum(amount) from raw.orders group by day;
        --               ^^^^^^^^^^^ If the task 'load' runs again
      `,
    },
    {
      title: 'in an argument',
      files: `
        //- dags/shop.py
        from airflow import DAG
        from airflow.providers.postgres.operators.postgres import PostgresOperator
        with DAG("shop", schedule="@daily"):
            PostgresOperator(task_id="load", sql="insert into mart.daily select day, sum(amount) from raw.orders group by day")
                                                                   ^^^^^ If the task 'load' runs again
            PostgresOperator(task_id="keep", sql="insert into mart.kept select day from raw.orders on conflict do nothing")
      `,
    },
    {
      title: 'rows of the day are deleted first',
      files: `
        //- dags/shop.py
        from airflow import DAG
        from airflow.providers.postgres.operators.postgres import PostgresOperator
        with DAG("shop", schedule="@daily"):
            PostgresOperator(task_id="load", sql="sql/load.sql")
        //- dags/sql/load.sql
        delete from mart.daily_sales where day = current_date;
        insert into mart.daily_sales select day, sum(amount) from raw.orders where day = current_date group by day;
      `,
    },
  ],
};
