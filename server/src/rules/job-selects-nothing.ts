import type { Rule } from '../model/rule';
import { didYouMean, replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';
import { selectsNothing } from './shared/selections';

const SAID: { readonly [method: string]: (value: string) => string } = {
  tag: v => `No node has the tag '${v}'`,
  path: v => `There is nothing at '${v}' in the dbt project`,
  source: v => `There is no source '${v}'`,
  exposure: v => `There is no exposure '${v}'`,
  metric: v => `There is no metric '${v}'`,
  group: v => `There is no group '${v}'`,
  selector: v => `There is no selector '${v}'`,
};

export const rule: Rule = {
  id: 'job-selects-nothing',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A job selects dbt nodes that do not exist',
  why: 'dbt does not fail: it warns that the criterion matches no node (`NoNodesForSelectionCriteria`), does nothing, and the job is green. A tag that was renamed, a folder that was moved or a model that was deleted is noticed when the data is missed. Commands in shell scripts, make files, pipelines of continuous integration and Python files are read, and the selections of Cosmos and Dagster. Nothing is said of criteria with variables, of methods that depend on a run (`state:`, `result:`), and while packages are not installed.',
  sources: ['https://docs.getdbt.com/reference/node-selection/syntax', 'dbt NoNodesForSelectionCriteria (M030), dbt1092'],
  about: ['dbt', 'commands'],
  fix: 'suggested',
  *check(document, ws) {
    for (const finding of problemsOf(document, this.id)) {
      const { text } = told(finding);
      const [method, value] = [text('method'), text('value')];
      if (method === null || value === null) continue;
      const nothing = selectsNothing(ws, method, value);
      if (!nothing) continue;
      const said = Object.hasOwn(SAID, method) ? SAID[method]!(value) : `No model, seed or snapshot is called '${value}'`;
      yield { ...finding, message: `${said}, so this selects nothing${didYouMean(nothing.near)}`, data: { near: nothing.near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: readonly string[] }).near),
  examples: [
    {
      title: 'a misspelt tag in a DAG',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        {{ config(tags=['nightly']) }}
        select 1 as id
        //- dags/nightly.py
        from airflow import DAG
        from airflow.operators.bash import BashOperator

        with DAG(dag_id="nightly", schedule=None):
            run = BashOperator(task_id="run", bash_command="cd /dbt && dbt build --select tag:nigthly+ --target prod")
            #                                                                                 ^^^^^^^ No node has the tag 'nigthly', so this selects nothing; did you mean 'nightly'?
      `,
      fixed: `
        //- dags/nightly.py
        from airflow import DAG
        from airflow.operators.bash import BashOperator

        with DAG(dag_id="nightly", schedule=None):
            run = BashOperator(task_id="run", bash_command="cd /dbt && dbt build --select tag:nightly+ --target prod")
      `,
    },
    {
      title: 'a folder and a model that are gone, in a pipeline',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/staging/stg_orders.sql
        select 1 as id
        //- .github/workflows/build.yml
        jobs:
          build:
            steps:
              - run: dbt run -s path:models/stagin
                #                    ^^^^^^^^^^^^^ There is nothing at 'models/stagin'
              - run: |
                  dbt build --select +stg_ordes
                  #                   ^^^^^^^^^ No model, seed or snapshot is called 'stg_ordes'
      `,
    },
    {
      title: 'a selection of Cosmos',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        {{ config(tags=['nightly']) }}
        select 1 as id
        //- dags/nightly.py
        from cosmos import DbtTaskGroup, RenderConfig

        group = DbtTaskGroup(group_id="dbt", render_config=RenderConfig(select=["tag:nightli"]))
        #                                                                            ^^^^^^^ No node has the tag 'nightli'
      `,
    },
    {
      title: 'tags, folders and nodes that are there, and what only a run knows',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/staging/stg_orders.sql
        {{ config(tags=['nightly']) }}
        select 1 as id
        //- run.sh
        dbt build --select tag:nightly,path:models/staging state:modified+ staging.stg_orders $MODELS
        dbt test -s not_null_stg_orders_id
        echo "dbt run --select gone"
        # dbt run --select gone
      `,
    },
  ],
};
