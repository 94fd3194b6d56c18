import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'insert-not-idempotent',
  group: 'sql',
  severity: 'information',
  certainty: 'advice',
  summary: 'A task runs a script that inserts rows again each time it is repeated',
  why: 'A task that is retried, or cleared and run again, inserts its rows twice. Delete what the run will insert first, overwrite a partition, use MERGE or ON CONFLICT, or filter out what is there. Said for scripts that an Airflow task runs.',
  sources: ['Airflow: best practices, idempotent tasks'],
  about: ['sql', 'airflow'],
  fix: 'none',
  *check(document, ws) {
    if (document.format !== 'sql') return;
    for (const query of document.facts.queries) {
      if (query.adds !== 'position' || query.job === null || query.dataset === null) continue;
      const job = ws.entity(query.job);
      if (job?.type !== 'airflow.task') continue;
      const root = query.query.scopes[query.query.root]!;
      const write = document.facts.references.findLast(r => r.role === 'writes' && r.targets.some(t => ws.entity(query.dataset!)?.keys.includes(t)) && r.fullSpan.start < root.span.start);
      if (!write || root.kind === 'values' || write.name.includes('tmp') || write.targets[0]?.startsWith('sql.temp|')) continue;
      // Something empties it first, or the statement itself sees to it.
      const emptied = document.facts.references.some(r => r.role === 'uses' && r.type === 'sql.table' && r.targets[0] === write.targets[0] && r.span.start < write.span.start);
      const head = document.text.slice(Math.max(0, write.fullSpan.start - 60), write.fullSpan.start);
      const semicolon = document.text.indexOf(';', root.span.start);
      const tail = document.text.slice(write.fullSpan.end, semicolon < 0 ? document.text.length : semicolon);
      if (emptied || /\boverwrite\b|\bor\s+replace\b|\breplace\b|\bignore\b/i.test(head) || /\bon\s+conflict\b|\bon\s+duplicate\b|\bnot\s+exists\b|\bnot\s+in\b|\bexcept\b|\bis\s+null\b|\bpartition\s*\(/i.test(tail)) continue;
      if (ws.entity(query.dataset)?.roles.some(r => r.file === document.path && r.role === 'defines')) continue;
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
