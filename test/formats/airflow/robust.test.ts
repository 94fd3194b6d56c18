import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { airflow } from '../../../server/src/formats/airflow';
import type { Facts } from '../../../server/src/model/facts';

/** Every span in the facts, wherever it stands. */
function spans(value: unknown, out: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (Array.isArray(value)) for (const v of value) spans(v, out);
  else if (value !== null && typeof value === 'object') {
    const v = value as { [k: string]: unknown };
    if (typeof v['start'] === 'number' && typeof v['end'] === 'number') out.push(v as { start: number; end: number });
    else for (const k in v) spans(v[k], out);
  }
  return out;
}

function check(facts: Facts, length: number, what: string): void {
  for (const s of spans(facts)) assert.ok(s.start >= 0 && s.start <= s.end && s.end <= length, `${what}: ${s.start}-${s.end} of ${length}`);
  for (const q of facts.queries) for (const index of Object.values(q.tables)) assert.ok(facts.references[index], what);
  for (const e of facts.edges) assert.ok(facts.references[e.from] && facts.references[e.to], what);
}

const folder = path.resolve('examples/airflow-shop/dags');
const SAMPLES: { [path: string]: string } = {
  'dags/forms.py': `from airflow.sdk import DAG, Asset, Label, TaskGroup, asset, chain, dag, task, task_group, teardown, Variable
from airflow.operators.dummy import DummyOperator
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator as Q
from airflow.providers.google.cloud.transfers.gcs_to_bigquery import GCSToBigQueryOperator
A = Asset("s3://b/k")
X = Variable.get("x", default_var="y")
def make(n, **kw):
    with DAG(f"d_{n}", schedule_interval="61 * * * *", start_date=now(), default_args={"retries": 1, **kw}) as d:
        with TaskGroup("g") as g:
            [DummyOperator(task_id=f"t_{i}") for i in range(3)] >> Label("x") >> Q(task_id="q", sql=f"insert into a.{n} select * from b.c", conn_id="pg")
        @task(outlets=[A], multiple_outputs=True)
        def work(x, *, ti=None): return ti.xcom_pull(task_ids=["g.q"])
        @task_group(default_args={"a": 1})
        def grp(x): return work.override(task_id="w").expand(x=[x])
        chain(g, [work(1), grp(2)], [Q.partial(task_id="p").expand(sql=["select 1", "{{ params.x }}"]), GCSToBigQueryOperator(task_id="b", bucket="b", source_objects=["o"], destination_project_dataset_table="p.d.t")])
    return d
for n in ["a", "b"]:
    globals()[n] = make(n)
@asset(uri="s3://x/y", schedule=A)
def made(context, other): ...
`,
};
for (const name of readdirSync(folder)) if (name.endsWith('.py')) SAMPLES[`dags/${name}`] = readFileSync(path.join(folder, name), 'utf8');
SAMPLES['dags/sql/x.sql'] = readFileSync(path.join(folder, 'sql/refresh_revenue.sql'), 'utf8');

for (const [file, text] of Object.entries(SAMPLES)) {
  test(`${file} cut off anywhere gives facts whose places lie in the text`, () => {
    for (let end = 0; end <= text.length; end++) check(airflow.extract({ path: file, text: text.slice(0, end) }, null), end, `${file} cut at ${end}`);
  });
}

const ODD = ['', '\u0000', '\t', '"', '"""', '{{', '%}', '\ud800', '(', ']', ':', '\r\n', "'", ' if ', '\n'];

test('single characters taken out or made odd', () => {
  const text = SAMPLES['dags/forms.py']!;
  for (let at = 0; at < text.length; at++) {
    const broken = text.slice(0, at) + ODD[at % ODD.length]! + text.slice(at + 1);
    check(airflow.extract({ path: 'dags/forms.py', text: broken }, null), broken.length, `at ${at}`);
  }
});

test('lines in any order and number', () => {
  const lines = Object.values(SAMPLES).join('\n').split('\n');
  fc.assert(fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 60 }), picked => {
    const text = `from airflow.sdk import DAG, task\n${picked.join('\n')}`;
    check(airflow.extract({ path: 'dags/x.py', text }, null), text.length, text);
  }), { numRuns: 200 });
});

test('facts are plain values', () => {
  for (const [file, text] of Object.entries(SAMPLES)) {
    const facts = airflow.extract({ path: file, text }, null);
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
  }
});

test('hostile files end', () => {
  for (const text of [
    `with DAG("d"):\n${'    a >> b\n'.repeat(5_000)}`,
    'with DAG("d"):\n    ts = [E(task_id=str(i)) for i in range(2000)]\n    ts >> E(task_id="x")\n    for a in ts:\n        for b in ts:\n            a >> b\n',
    `def f(n):\n    with TaskGroup(n):\n        f(n)\nwith DAG("d"):\n    f("a")\n`,
    `x = []\nfor i in range(20):\n    x = [x, x]\nwith DAG("d"):\n    x >> E(task_id="a", b=x)\n`,
  ]) airflow.extract({ path: 'dags/x.py', text: `from airflow.sdk import DAG, TaskGroup\nfrom airflow.providers.standard.operators.empty import EmptyOperator as E\n${text}` }, null);
});
