import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { didYouMean, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-external-dag',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A DAG or task that is waited for or started is not here',
  why: 'A sensor that waits for a task that does not exist waits until its timeout. A task is told where its DAG is in the workspace and all its tasks are seen. A DAG that is not in the workspace may be generated, or live in another repository, so it is only a hint unless a name like it is here.',
  sources: ['https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/external_task_sensor.html'],
  about: ['airflow'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'airflow.external_dag' && reference.type !== 'airflow.external_task') continue;
      if (workspace.resolve(reference, document.path).kind !== 'none') continue;
      if (reference.type === 'airflow.external_dag') {
        const near = closest(reference.name, workspace.entitiesOf('airflow.dag').map(e => e.name), 1);
        yield { rule: this.id, span: reference.span, message: `There is no DAG '${reference.name}' in this workspace${didYouMean(near)}`, severity: near.length > 0 ? 'warning' : 'hint', data: { near } };
        continue;
      }
      const id = reference.data?.['dag'];
      const dag = typeof id === 'string' ? workspace.entity(id) : undefined;
      if (dag?.type !== 'airflow.dag' || dag.attributes.more?.['open'] !== false) continue;
      const tasks = workspace.entitiesOf('airflow.task').filter(e => e.parent === dag.id);
      if (tasks.length === 0 || tasks.some(t => t.attributes.more?.['known'] !== true)) continue;
      const near = closest(reference.name, tasks.map(t => t.name));
      yield { rule: this.id, span: reference.span, message: `The DAG '${dag.name}' has no task '${reference.name}'${didYouMean(near)}`, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a task the other DAG does not have',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def publish(): ...
            publish()
        //- dags/report.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
        with DAG("report"):
            ExternalTaskSensor(task_id="wait", external_dag_id="orders", external_task_id="publsh")
            #                                                                              ^^^^^^ The DAG 'orders' has no task 'publsh'; did you mean 'publish'?
      `,
      fixed: `
        //- dags/report.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
        with DAG("report"):
            ExternalTaskSensor(task_id="wait", external_dag_id="orders", external_task_id="publish")
      `,
    },
    {
      title: 'a task that is there',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG, task
        with DAG("orders"):
            @task
            def publish(): ...
            publish()
        //- dags/report.py
        from airflow.sdk import DAG
        from airflow.providers.standard.sensors.external_task import ExternalTaskSensor
        with DAG("report"):
            ExternalTaskSensor(task_id="wait", external_dag_id="orders", external_task_id="publish")
      `,
    },
  ],
};
