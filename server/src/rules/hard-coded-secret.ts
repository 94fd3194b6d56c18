import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';
import { unlessRuff } from './shared/ruff';

export const rule: Rule = {
  id: 'hard-coded-secret',
  group: 'governance',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A password or key stands in a DAG',
  why: 'Whoever can read the repository, or its history, has it. Connections and secrets backends keep secrets out of files. Not said where Ruff\'s S106 is switched on.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/index.html', 'ruff S106'],
  about: ['airflow'],
  fix: 'none',
  check(document, ws) {
    return unlessRuff(document, ws, ['S106'], problemsOf(document, this.id));
  },
  examples: [
    {
      title: 'a password',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from shop.operators import FtpOperator
        with DAG("orders"):
            FtpOperator(task_id="load", password="kV8!mz2q")
            #                                     ^^^^^^^^ stands in the file
      `,
    },
    {
      title: 'a template, the name of a secret',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from shop.operators import FtpOperator
        with DAG("orders"):
            FtpOperator(task_id="a", password="{{ conn.ftp.password }}")
            FtpOperator(task_id="b", password="FTP_PASSWORD")
      `,
    },
  ],
};
