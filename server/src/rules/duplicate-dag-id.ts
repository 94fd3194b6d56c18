import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'duplicate-dag-id',
  group: 'orchestration',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Two DAGs have the same id',
  why: 'Airflow keeps one DAG under an id: a second file with the same id is an import error, and of two in one file the later silently replaces the earlier. Told for DAGs of one file and of files below one `dags` folder; the same id in two deployments is no mistake.',
  sources: ['Airflow AirflowDagDuplicatedIdException', 'apache/airflow#60559'],
  about: ['airflow'],
  fix: 'none',
  *check(document, workspace) {
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'airflow.dag' || declaration.attributes.more?.['known'] !== true || declaration.attributes.more['many'] === true) continue;
      const entity = workspace.entity(declaration.id);
      const rivals = entity?.roles.filter(r => r.type === 'airflow.dag' && r.role === 'defines') ?? [];
      const own = document.facts.declarations.filter(d => d.id === declaration.id);
      const others = rivals.filter(r => r.file !== document.path && isDeployedWith(r.file, document.path));
      const span = declaration.nameSpan ?? { start: declaration.span.start, end: Math.min(declaration.span.start + 1, declaration.span.end) };
      const where = others[0]?.file;
      if (where !== undefined) yield { rule: this.id, span, message: `There is a DAG '${declaration.name}' in ${where} too: Airflow refuses one of them`, related: [{ id: declaration.id, message: 'defined here too' }] };
      else if (own.length > 1 && own.indexOf(declaration) > 0 && own.every(d => d.attributes.more?.['conditional'] !== true)) yield { rule: this.id, span, message: `The file defines a DAG '${declaration.name}' already, which this one replaces`, severity: 'warning' };
    }
  },
  examples: [
    {
      title: 'the same id in two files of one deployment',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders"):
        #         ^^^^^^ There is a DAG 'orders' in dags/returns.py too
            pass
        //- dags/returns.py
        from airflow.sdk import DAG
        with DAG("orders"):
        #         ^^^^^^ There is a DAG 'orders' in dags/orders.py too
            pass
      `,
    },
    {
      title: 'one id in each of two deployments',
      files: `
        //- team_a/dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders"):
            pass
        //- team_b/dags/orders.py
        from airflow.sdk import DAG
        with DAG("orders"):
            pass
      `,
    },
  ],
};

/** Whether two files are surely read by one Airflow: they lie below one folder called `dags`, and are no tests. */
function isDeployedWith(a: string, b: string): boolean {
  return dagsFolder(a) !== null && dagsFolder(a) === dagsFolder(b) && ![a, b].some(p => /(^|\/)(tests?\/|test_|conftest)/.test(p));
}

function dagsFolder(path: string): string | null {
  return /^(?:.*?\/)?dags(?=\/)/.exec(path)?.[0] ?? null;
}
