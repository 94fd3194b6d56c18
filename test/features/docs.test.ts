import assert from 'node:assert/strict';
import test from 'node:test';
import { dataDictionary, handoff, runbook } from '../../server/src/features/docs';
import { shape } from '../../server/src/features/shape';
import { openFixture } from '../open';

const SHOP = `
  //- dbt/dbt_project.yml
  name: shop
  profile: shop
  //- dbt/models/sources.yml
  version: 2
  sources:
    - name: raw
      schema: raw
      freshness:
        warn_after: {count: 12, period: hour}
        error_after: {count: 1, period: day}
      loaded_at_field: at
      tables:
        - name: orders
  //- dbt/models/fct_orders.sql
  {{ config(materialized='incremental', unique_key='order_id') }}
  select order_id, email, amount * 2 as doubled from {{ source('raw', 'orders') }}
  //- dbt/models/fct_orders.yml
  version: 2
  models:
    - name: fct_orders
      description: "Orders | with a bar, <img src=x onerror=alert(1)> and [a link](command:x)"
      config:
        meta: {owner: sales}
      columns:
        - name: order_id
          data_tests: [unique, not_null]
        - name: email
          tags: [pii]
  exposures:
    - name: board
      type: dashboard
      owner: {name: Ada, email: ada@shop.example}
      depends_on: [ref('fct_orders')]
  //- dags/load.py
  from airflow import DAG
  from airflow.operators.bash import BashOperator
  from datetime import datetime, timedelta
  def alert(context):
      pass
  with DAG("load", schedule="@daily", start_date=datetime(2026, 1, 1), catchup=False, default_args={"owner": "data", "retries": 2, "retry_delay": timedelta(minutes=5), "on_failure_callback": alert}):
      a = BashOperator(task_id="a", bash_command="echo")
      b = BashOperator(task_id="b", bash_command="dbt run --select fct_orders")
      a >> b
`;
const options = { name: 'shop', link: (_page: string, path: string) => `../${path}` };

test('the dictionary has a page for a project, with columns, checks, origin and marks', () => {
  const pages = dataDictionary(openFixture(SHOP).engine.workspace, options);
  const index = pages.find(p => p.path === 'data-dictionary.md')!.markdown;
  assert.match(index, /\[fct_orders\]\(<data-dictionary\/shop-dbt\.md#fct_orders>\) \| dbt model \|.*\*\*PII\*\*/);
  const page = pages.find(p => p.path === 'data-dictionary/shop-dbt.md')!.markdown;
  assert.match(page, /\| `order_id` \| unique, not null \| `orders\.order_id` \|/);
  assert.match(page, /\| `email` \*\*PII\*\* \|/);
  assert.match(page, /\| `doubled` \| *\| `orders\.amount` \(transformation\) \|/);
  assert.match(page, /freshness: warns after 12 hours, fails after 1 day/);
  assert.match(page, /used by board/);
});

test('what files say can do nothing in a page', () => {
  const text = dataDictionary(openFixture(SHOP).engine.workspace, options).map(p => p.markdown).join('\n');
  assert.doesNotMatch(text, /<img/);
  assert.doesNotMatch(text, /\[a link\]\(command/);
  assert.match(text, /Orders \\\| with a bar/);
});

test('every link in the dictionary leads to a heading that is there', () => {
  const pages = dataDictionary(openFixture(SHOP).engine.workspace, options);
  const anchors = new Set(pages.flatMap(p => [...p.markdown.matchAll(/^## (.+)$/gm)].map(m => `${p.path.split('/').at(-1)}#${m[1]!.toLowerCase().replace(/\\/g, '').replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')}`)));
  let links = 0;
  for (const p of pages) for (const [, target] of p.markdown.matchAll(/\(<([^>]*#[^>]*)>\)/g)) {
    links++;
    const [file, anchor] = target!.split('#');
    const name = file === '' ? p.path.split('/').at(-1)! : file!.split('/').at(-1)!;
    assert.ok(anchors.has(`${name}#${anchor}`), target);
  }
  assert.ok(links > 3);
});

test('the runbook says when, who, what on failure, how to recover, and whom to tell', () => {
  const text = runbook(openFixture(SHOP).engine.workspace, options).markdown;
  assert.match(text, /\| \[load\]\(#load\) \| Airflow DAG \| every day at midnight|\| \[load\]\(#load\) \| Airflow DAG \| every day/);
  assert.match(text, /tried 2 more times after 0:05:00; calls alert/);
  assert.match(text, /```mermaid\nflowchart LR/);
  assert.match(text, /airflow tasks clear load/);
  assert.match(text, /Run the checks on what it fills: `fct_orders` \(2\)/);
  assert.match(text, /Tell those who use the results: `board`/);
  assert.match(text, /## shop\n[\s\S]*Tables that grow[\s\S]*\| `fct_orders` \| default \| `order_id` \| ignore \|/);
  assert.match(text, /## Data that must be fresh[\s\S]*`orders` \| dbt source \| warns after 12 hours, fails after 1 day/);
});

test('a handoff tells the key, personal data, checks and freshness of the sources', () => {
  const ws = openFixture(SHOP).engine.workspace;
  const text = handoff(ws, ws.entitiesOf('dbt.model')[0]!.id)!;
  assert.match(text, /\*\*One row per\*\*: `order_id`/);
  assert.match(text, /\*\*Personal data\*\*: `email`/);
  assert.match(text, /\*\*Freshness\*\*: its sources: `orders` warns after 12 hours/);
  assert.match(text, /\*\*Filled\*\*: by `b`/);
  assert.equal(handoff(ws, 'no|thing'), null);
});

test('without pipelines and datasets the pages say so', () => {
  const ws = openFixture('\n  //- pipewright.yml\n  rules: {}\n').engine.workspace;
  assert.match(runbook(ws, options).markdown, /start no pipeline/);
  assert.match(dataDictionary(ws, options)[0]!.markdown, /declare no dataset/);
});

test('the shape of a project has no name from it', () => {
  const text = shape(openFixture(SHOP).engine.workspace, new Map([['unknown-ref', 2]]));
  assert.match(text, /files: \d+ \(/);
  assert.match(text, /unknown-ref 2/);
  assert.doesNotMatch(text, /fct_orders|shop|ada/i);
});
