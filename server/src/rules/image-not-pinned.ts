import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'image-not-pinned',
  group: 'infrastructure',
  severity: 'hint',
  certainty: 'certain',
  summary: 'A container image without a version',
  why: '`:latest`, or no tag at all, is another image after each build: the same run gives other results, and nobody sees what changed.',
  sources: ['https://kubernetes.io/docs/concepts/containers/images/'],
  about: ['airflow'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'latest, and nothing',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
        with DAG("orders"):
            KubernetesPodOperator(task_id="a", name="a", image="shop/load:latest")
            #                                                   ^^^^^^^^^^^^^^^^ is another image tomorrow
            KubernetesPodOperator(task_id="b", name="b", image="shop/load")
            #                                                   ^^^^^^^^^ is another image tomorrow
      `,
    },
    {
      title: 'versions, digests, templates',
      files: `
        //- dags/orders.py
        from airflow.sdk import DAG
        from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
        with DAG("orders"):
            KubernetesPodOperator(task_id="a", name="a", image="shop/load:1.4.2")
            KubernetesPodOperator(task_id="b", name="b", image="{{ var.value.image }}")
      `,
    },
  ],
};
