import assert from 'node:assert/strict';
import test from 'node:test';
import { dedent, follow, graph } from './open';

const HEAD = `
from airflow.sdk import DAG, Asset, Label, TaskGroup, chain, chain_linear, cross_downstream, dag, setup, task, task_group, teardown
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator as E
from airflow.providers.standard.operators.python import PythonOperator
`;

/** Checks the tasks and dependencies of a file with the usual imports before it. */
function dags(name: string, text: string, want: readonly string[]): void {
  test(name, () => assert.deepEqual(graph(HEAD + dedent(text)), want));
}

dags('arrows, lists, chains of arrows', `
  with DAG("d"):
      a, b, c, d = E(task_id="a"), E(task_id="b"), E(task_id="c"), E(task_id="d")
      a >> [b, c] >> d
`, ['a', 'b <- a', 'c <- a', 'd <- b, c']);

dags('arrows to the left', `
  with DAG("d"):
      a = E(task_id="a")
      b = E(task_id="b")
      c = E(task_id="c")
      c << b << a
`, ['a', 'b <- a', 'c <- b']);

dags('set_upstream and set_downstream', `
  with DAG("d"):
      a = E(task_id="a")
      b = E(task_id="b")
      c = E(task_id="c")
      a.set_downstream([b, c])
      c.set_upstream(b)
`, ['a', 'b <- a', 'c <- a, b']);

dags('chain pairs lists, cross_downstream and chain_linear join all', `
  with DAG("d"):
      a, b, c, d, e, f = [E(task_id=i) for i in "abcdef"]
      chain(a, [b, c], [d, e], f)
  with DAG("e"):
      a, b, c, d = [E(task_id=i) for i in ("p", "q", "r", "s")]
      cross_downstream([a, b], [c, d])
  with DAG("f"):
      a, b, c = [E(task_id=i) for i in ("u", "v", "w")]
      chain_linear(a, [b, c])
`, ['a', 'b <- a', 'c <- a', 'd <- b', 'e <- c', 'f <- d, e', 'p', 'q', 'r <- p, q', 's <- p, q', 'u', 'v <- u', 'w <- u']);

dags('labels pass dependencies through', `
  with DAG("d"):
      a = E(task_id="a")
      b = E(task_id="b")
      c = E(task_id="c")
      a >> Label("yes") >> b
      [a, b] >> Label("no") >> c
`, ['a', 'b <- a', 'c <- a, b']);

dags('a DAG in a variable, tasks that name it, positional id', `
  d = DAG("d")
  a = BashOperator(task_id="a", bash_command="x", dag=d)
  b = E(dag=d, task_id="b")
  a >> b
`, ['a', 'b <- a']);

dags('a task without a DAG joins that of the one it depends on', `
  a = E(task_id="a")
  with DAG("d"):
      b = E(task_id="b")
  a >> b
`, ['a', 'b <- a']);

dags('TaskFlow: results passed on, repeated calls, names', `
  @dag(schedule=None)
  def d():
      @task
      def extract(): return {}
      @task(task_id="other")
      def transform(x, y=None): ...
      @task.branch
      def choose(x): ...
      one = extract()
      two = extract()
      t = transform(one["key"], y=[two])
      choose(t)
      extract()
  d()
`, ['choose <- other', 'extract', 'extract__1', 'extract__2', 'other <- extract, extract__1']);

dags('a @dag function that is not called makes no DAG', `
  @dag
  def d():
      E(task_id="a")
`, []);

dags('override, partial, expand, expand_kwargs, map', `
  with DAG("d"):
      @task
      def items(): return [1]
      @task
      def work(x, y=1): ...
      i = items()
      w = work.override(task_id="w").partial(y=2).expand(x=i)
      BashOperator.partial(task_id="b", env={}).expand(bash_command=w.map(lambda x: x))
      work.expand_kwargs(i)
      BashOperator.partial(task_id="c").expand_kwargs([{"bash_command": "x"}])
`, ['b* <- w', 'c*', 'items', 'w* <- items', 'work* <- items']);

dags('task groups prefix ids, and stand for their ends', `
  with DAG("d"):
      start = E(task_id="start")
      with TaskGroup("g") as g:
          a = E(task_id="a")
          b = E(task_id="b")
          a >> b
          with TaskGroup(group_id="inner"):
              E(task_id="c")
      with TaskGroup("flat", prefix_group_id=False):
          E(task_id="f")
      end = E(task_id="end")
      start >> g >> end
`, ['end <- g.b, g.inner.c', 'f', 'g.a <- start', 'g.b <- g.a', 'g.inner.c <- start', 'start']);

dags('@task_group functions: called again, results', `
  with DAG("d"):
      @task
      def one(): ...
      @task
      def two(x): ...
      @task_group
      def section(x=None):
          return two(one())
      a = section()
      b = section()
      a >> b
      @task_group(group_id="named")
      def silent():
          one()
      a >> silent()
`, ['named.one <- section.two', 'section.one', 'section.two <- section.one', 'section__1.one', 'section__1.two <- section.two, section__1.one']);

dags('loops over lists, dicts and ranges', `
  TABLES = {"a": 1, "b": 2}
  with DAG("d"):
      last = None
      for name, size in TABLES.items():
          t = E(task_id=f"load_{name}")
          if last:
              last >> t
          last = t
      ts = [E(task_id="t%d" % i) for i in range(2)]
      chain(*ts)
      last >> ts[0]
`, ['load_a', 'load_b <- load_a', 't0 <- load_b', 't1 <- t0']);

dags('a loop over what is not known makes one symbolic task', `
  with DAG("d"):
      end = E(task_id="end")
      for t in tables():
          E(task_id=f"load_{t}") >> end
`, ['end <- load_{t}', 'load_{t}?']);

dags('DAGs from a factory', `
  def make(name, tables=("a",)):
      with DAG(f"load_{name}") as d:
          for t in tables:
              E(task_id=t)
      return d
  for n in ["x", "y"]:
      globals()[n] = make(n)
`, ['a', 'a']);

dags('a function that returns a task, one that takes the DAG', `
  def bash(name, dag):
      return BashOperator(task_id=name, bash_command="x", dag=dag)
  d = DAG("d")
  bash("a", d) >> bash("b", dag=d)
`, ['a', 'b <- a']);

dags('both ways of an undecided if', `
  with DAG("d"):
      if production():
          a = E(task_id="a")
      else:
          a = E(task_id="b")
      a >> E(task_id="c")
`, ['a', 'b', 'c <- a, b']);

dags('a class of the file made from an operator', `
  class Load(BashOperator):
      template_fields = ("x",)
  class More(Load): ...
  with DAG("d"):
      Load(task_id="a") >> More(task_id="b")
`, ['a', 'b <- a']);

dags('operator results in templated arguments', `
  with DAG("d"):
      a = BashOperator(task_id="a", bash_command="x")
      PythonOperator(task_id="b", python_callable=print, op_args=[a.output])
      BashOperator(task_id="c", bash_command=a.output["x"])
      BashOperator(task_id="e", bash_command=f"echo {a.output}")
`, ['a', 'b <- a', 'c <- a', 'e']);

dags('setup and teardown', `
  with DAG("d"):
      a, b, c = [E(task_id=i) for i in "abc"]
      a.as_setup() >> b >> c.as_teardown(setups=a)
      @setup
      def up(): ...
      @teardown
      def down(): ...
      u = up()
      with down().as_teardown(setups=u):
          E(task_id="work")
`, ['a', 'b <- a', 'c <- a, b', 'down <- up, work', 'up', 'work <- up']);

dags('teardowns are no ends of a group', `
  with DAG("d"):
      with TaskGroup("g") as g:
          a = E(task_id="a")
          b = E(task_id="b").as_teardown()
          a >> b
      g >> E(task_id="end")
`, ['end <- g.a', 'g.a', 'g.b <- g.a']);

dags('a decorator that is a method of the DAG', `
  d = DAG("d")
  @d.task
  def a(): ...
  @d.task(task_id="c")
  def b(x): ...
  b(a())
`, ['a', 'c <- a']);

dags('all tasks of a DAG', `
  with DAG("d") as d:
      E(task_id="a")
      E(task_id="b")
      @task
      def watcher(): ...
      list(d.tasks) >> watcher()
`, ['a', 'b', 'watcher <- a, b']);

dags('what is behind __main__ is not followed', `
  with DAG("d") as d:
      E(task_id="a")
  if __name__ == "__main__":
      E(task_id="z", dag=d)
      d.test()
`, ['a']);

dags('names lie: other DAGs, other operators', `
  class DAG:
      def __init__(self, dag_id): ...
      def __enter__(self): return self
      def __exit__(self, *a): ...
  with DAG("d"):
      E(task_id="a")
`, []);

test('ids: of the call, of the function, put together, unknown', () => {
  const { dags: found } = follow(`${HEAD}
DAG("a")
DAG(dag_id="b")
NAME = "c"
DAG(NAME)
DAG(f"d_{env}")
@dag
def e(): ...
e()
@dag(dag_id="f")
def g(): ...
g()
DAG(dag_id=make())
`);
  assert.deepEqual(found.map(d => `${d.id.text}${d.id.known ? '' : '?'}`), ['a', 'b', 'c', 'd_{env}?', 'e', 'f', '{make}?']);
});

test('a DAG that is given to functions elsewhere may hold more tasks', () => {
  const open = (text: string): boolean => follow(HEAD + dedent(text)).dags[0]!.open;
  assert.equal(open('with DAG("d"):\n    E(task_id="a")\n    print("x")\n'), false);
  assert.equal(open('from common import add\nwith DAG("d") as d:\n    add()\n'), true);
  assert.equal(open('from common import add\nd = DAG("d")\nadd(dag=d)\n'), true);
  assert.equal(open('from datetime import datetime\nfrom airflow.models import Variable\nwith DAG("d", start_date=datetime(2025, 1, 1)):\n    Variable.get("x")\n'), false);
});

test('default arguments: of the task, the group, the DAG', async () => {
  const { setting } = await import('../../../server/src/formats/airflow/follow/tasks');
  const { dags: [d] } = follow(`${HEAD}
from common import more
with DAG("d", default_args={"retries": 1, "owner": "a"}):
    E(task_id="a")
    E(task_id="b", retries=2)
    with TaskGroup("g", default_args={"retries": 3}):
        E(task_id="c")
`);
  const retries = d!.tasks.map(t => {
    const s = setting(t, 'retries');
    return s === null || s === 'unknown' ? s : s.value.kind === 'constant' ? s.value.value : '?';
  });
  assert.deepEqual(retries, [1, 2, 3]);
  const { dags: [e] } = follow(`${HEAD}\nfrom common import more\nwith DAG("e", default_args={**more}):\n    E(task_id="a")\n`);
  assert.equal(setting(e!.tasks[0]!, 'retries'), 'unknown');
});

test('an asset function is a DAG of one task', () => {
  const { dags: found, assets } = follow(`
from airflow.sdk import asset
@asset(schedule="@daily", uri="s3://b/raw")
def raw(): ...
@asset(schedule=raw)
def clean(context, raw): ...
`);
  assert.deepEqual(found.map(d => `${d.id.text}: ${d.tasks.map(t => t.id).join()}`), ['raw: raw', 'clean: clean']);
  assert.deepEqual(assets.map(a => a.name?.text), ['raw', 'clean']);
});
