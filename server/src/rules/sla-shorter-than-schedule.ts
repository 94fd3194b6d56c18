import type { Rule } from '../model/rule';
import { spanWords } from '../text/duration';
import { ageOf } from './shared/ages';
import { promisesIn } from './shared/promises';

export const rule: Rule = {
  id: 'sla-shorter-than-schedule',
  group: 'freshness',
  severity: 'information',
  certainty: 'resolved',
  summary: 'Data is promised to be younger than its schedule allows',
  why: 'The job that writes the data, or one further up, runs less often than the promise is long: between two runs the promise is broken, every time. Compared are the thresholds of dbt sources, `latency`, `frequency` and `freshness` in data contracts, and `freshness` in `pipewright.yml`, with the schedules of Airflow, Dagster, Prefect and others. Where several jobs write, the most frequent counts; a schedule of working days counts as one of all days; where one is not known, nothing is said.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness', 'https://bitol-io.github.io/open-data-contract-standard/latest/service-level-agreement/'],
  about: ['dbt.source', 'contract', 'pipewright'],
  fix: 'none',
  *check(document, ws) {
    const told = new Set<number>();
    for (const { dataset, minutes, span } of promisesIn(document, ws)) {
      if (told.has(span.start)) continue;
      const age = ageOf(ws, dataset);
      if (!age || age.minutes <= minutes) continue;
      told.add(span.start);
      const job = ws.entity(age.job)?.name ?? '';
      yield { rule: this.id, span, message: `'${ws.entity(dataset)?.name ?? ''}' may be ${spanWords(minutes)} old here, but '${job}' (${age.schedule}) leaves ${spanWords(age.minutes)} between two runs`, related: [{ id: age.job, message: 'the schedule' }] };
    }
  },
  examples: [
    {
      title: 'a source that a daily DAG loads',
      files: `
        //- dags/load.py
        from airflow import DAG
        from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

        with DAG(dag_id="load", schedule="0 6 * * *"):
            load = SQLExecuteQueryOperator(task_id="load", conn_id="dwh", sql="insert into raw.orders select * from landing.orders")
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                warn_after: {count: 6, period: hour}
            tables:
              - name: orders
              #       ^^^^^^ 'orders' may be 6 hours old here, but 'load' (0 6 * * *) leaves 1 day between two runs
      `,
    },
    {
      title: 'our own settings, and a promise of a contract about what is made from it',
      files: `
        //- dags/load.py
        from airflow import DAG
        from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

        with DAG(dag_id="load", schedule="@daily"):
            load = SQLExecuteQueryOperator(task_id="load", conn_id="dwh", sql="insert into raw.orders select * from landing.orders")
        //- views.sql
        create view shop.sales as select * from raw.orders;
        //- pipewright.yml
        freshness:
          raw.orders: 30 minutes
          ^^^^^^^^^^ 'raw.orders' may be 30 minutes old here
        //- sales.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: sales
        version: 1.0.0
        status: active
        schema:
          - name: sales
            physicalName: shop.sales
        slaProperties:
          - property: latency
            value: 400
            #      ^^^ 'shop.sales' may be 400 minutes old here
            unit: m
      `,
    },
    {
      title: 'a contract',
      files: `
        //- dags/load.py
        from airflow import DAG
        from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

        with DAG(dag_id="load", schedule="0 */2 * * *"):
            load = SQLExecuteQueryOperator(task_id="load", conn_id="dwh", sql="insert into shop.orders select * from landing.orders")
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: orders
            physicalName: shop.orders
        slaProperties:
          - property: latency
            value: 001
            #      ^^^ 'shop.orders' may be 1 hour old here
            unit: h
      `,
    },
    {
      title: 'a promise that can be kept, and a job that is only triggered',
      files: `
        //- dags/load.py
        from airflow import DAG
        from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator

        with DAG(dag_id="load", schedule="0 6 * * 1-5"):
            load = SQLExecuteQueryOperator(task_id="load", conn_id="dwh", sql="insert into raw.orders select * from landing.orders")
        with DAG(dag_id="other", schedule=None):
            more = SQLExecuteQueryOperator(task_id="more", conn_id="dwh", sql="insert into raw.returns select * from landing.returns")
        //- pipewright.yml
        freshness:
          raw.orders: 1 day
          raw.returns: 5m
      `,
    },
  ],
};
