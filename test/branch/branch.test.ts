import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { branchStatus, createBranchGuard, type EditedFile, isProtected } from '../../server/src/features/branch';
import { freeName, MAX_SUGGESTIONS, suggestBranchNames } from '../../server/src/features/branchNames';
import type { BranchState, NoRepository, Repository } from '../../server/src/model/branch';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import { branchNameProblem } from '../../server/src/text/refName';

const onMain: Repository = { kind: 'branch', root: '/w', gitFolder: '/w/.git', branch: 'main', head: 'a'.repeat(40), upstream: null, operation: null, worktree: false, submodule: false, dirty: 2 };
const settings = DEFAULT_SETTINGS.branch;
const file = { path: 'models/orders.sql', format: 'dbt', entities: [{ type: 'dbt.model', name: 'orders' }] };

function memory() {
  const keys = new Set<string>();
  return { keys, has: (k: string) => keys.has(k), add: (k: string) => void keys.add(k) };
}
function decide(state: BranchState, more: Partial<EditedFile> = {}, guard = createBranchGuard(memory())) {
  return guard.decide({ state, settings, file, ...more });
}
const reason = (state: BranchState, more: Partial<EditedFile> = {}) => {
  const decision = decide(state, more);
  return decision.ask ? 'ask' : decision.reason;
};

test('editing a pipeline file on a protected branch asks, with names and answers', () => {
  assert.deepEqual(decide(onMain), {
    ask: true,
    question: "You're currently on main. Create a feature branch for this data pipeline work?",
    names: ['feature/etl-orders'],
    actions: [
      { id: 'create', title: 'Create feature/etl-orders' }, { id: 'choose', title: 'Other…' }, { id: 'later', title: 'Not Now' }, { id: 'never', title: 'Never Ask' },
    ],
  });
});

test('it does not ask where there is nothing to protect or the moment is wrong', () => {
  const none = (r: NoRepository['reason']): NoRepository => ({ kind: 'none', reason: r, message: '' });
  assert.equal(reason({ ...onMain, branch: 'feature/x' }), 'not protected');
  assert.equal(reason(onMain, { file: { ...file, format: null } }), 'no pipeline file');
  assert.equal(reason(onMain, { settings: { ...settings, prompt: false } }), 'off');
  assert.equal(reason(onMain, { settings: { ...settings, protected: [] } }), 'not protected');
  assert.equal(reason({ ...onMain, kind: 'unborn', head: null }), 'no commit');
  assert.equal(reason({ ...onMain, kind: 'detached', branch: null }), 'detached');
  for (const operation of ['merge', 'rebase', 'cherry-pick', 'revert', 'bisect'] as const) assert.equal(reason({ ...onMain, operation }), 'under way');
  assert.equal(reason({ ...onMain, kind: 'detached', branch: null, operation: 'rebase' }), 'under way');
  assert.equal(reason(none('untrusted')), 'untrusted');
  for (const r of ['missing', 'outside', 'ownership', 'bare', 'failed'] as const) assert.equal(reason(none(r)), 'no repository');
  assert.equal(reason({ ...onMain, worktree: true }), 'ask');
  assert.equal(reason({ ...onMain, submodule: true }), 'ask');
});

test('it asks once per repository and branch', () => {
  const guard = createBranchGuard(memory());
  const ask = (state: BranchState) => decide(state, {}, guard).ask;
  assert.deepEqual([ask(onMain), ask(onMain)], [true, false]);
  guard.settle(onMain, 'later');
  guard.settle(onMain, null);
  assert.equal(ask(onMain), false);
  assert.equal(ask({ ...onMain, root: '/other' }), true);
  assert.equal(ask({ ...onMain, branch: 'develop' }), true);
  assert.equal(ask({ ...onMain, branch: 'feature/x' }), false);
  assert.equal(ask(onMain), false);
});

test('after a branch could not be made it may ask again', () => {
  const guard = createBranchGuard(memory());
  assert.ok(decide(onMain, {}, guard).ask);
  guard.settle(onMain, 'failed');
  assert.ok(decide(onMain, {}, guard).ask);
});

test('never means never for that branch of that repository, in later sessions too', () => {
  const store = memory();
  const first = createBranchGuard(store);
  assert.ok(decide(onMain, {}, first).ask);
  first.settle(onMain, 'never');
  const later = createBranchGuard(store);
  const decision = decide(onMain, {}, later);
  assert.ok(!decision.ask && decision.reason === 'never');
  assert.ok(decide({ ...onMain, branch: 'master' }, {}, later).ask);
  assert.equal(store.keys.size, 1);
});

test('protected branches are names and globs, the editor’s own too', () => {
  assert.ok(isProtected('main', ['main', 'master']));
  assert.ok(!isProtected('mainline', ['main']) && !isProtected('x/main', ['main']));
  assert.ok(isProtected('release/1.0', ['release/*']) && !isProtected('release/1/2', ['release/*']) && isProtected('release/1/2', ['release/**']));
  assert.ok(isProtected('v2', ['v[0-9]']) && isProtected('prod', ['{prod,stage}']));
  assert.ok(!isProtected('main', ['*', '!main']) && isProtected('dev', ['*', '!main']));
  assert.ok(!isProtected('main', ['', ' ', '!']) && isProtected('main', [' main ']));
  assert.equal(reason({ ...onMain, branch: 'stable' }, { morePatterns: ['sta*'] }), 'ask');
});

test('names come from what is edited', () => {
  const names = (path: string, more: Partial<Parameters<typeof suggestBranchNames>[0]> = {}) => suggestBranchNames({ path, ...more });
  assert.deepEqual(names('models/marts/orders.sql', { format: 'dbt', entities: [{ type: 'dbt.model', name: 'orders' }] }), ['feature/etl-orders']);
  assert.deepEqual(names('dags/load.py', { format: 'airflow', entities: [{ type: 'airflow.task', name: 'extract' }, { type: 'airflow.dag', name: 'daily_orders' }] }), ['feature/etl-daily_orders', 'feature/etl-load']);
  assert.deepEqual(names('connect/orders.json', { format: 'kafkaConnect', entities: [{ type: 'kafkaConnect.connector', name: 'orders-source' }] }), [
    'feature/streaming-kafka-connect', 'feature/streaming-kafka-connect-orders-source', 'feature/etl-orders-source',
  ]);
  assert.deepEqual(names('connect/debezium-orders.json', { format: 'debezium' }).slice(0, 2), ['feature/streaming-debezium', 'feature/streaming-debezium-orders']);
  assert.deepEqual(names('schemas/order.avsc')[0], 'feature/streaming-kafka');
  assert.deepEqual(names('soda/checks.yml', { format: 'soda' }), ['fix/data-quality-soda', 'feature/etl-soda']);
  assert.deepEqual(names('models/orders.sql', { format: 'dbt', problem: 'missing-unique-test', entities: [{ type: 'dbt.model', name: 'orders' }] }), [
    'fix/data-quality-missing-unique-test', 'fix/data-quality-missing-unique-test-orders', 'feature/etl-orders',
  ]);
});

test('a dbt model about streams is no streaming work', () => {
  assert.equal(suggestBranchNames({ path: 'models/kafka/stg_kafka_events.sql', format: 'dbt', entities: [{ type: 'dbt.model', name: 'stg_kafka_events' }] })[0], 'feature/etl-stg_kafka_events');
});

test('a file that declares much, or whose name says nothing, is named after its place', () => {
  const many = Array.from({ length: 9 }, (_, i) => ({ type: 'dbt.model', name: `m${i}` }));
  assert.equal(suggestBranchNames({ path: 'models/finance/schema.yml', format: 'dbt', entities: many })[0], 'feature/etl-finance');
  assert.equal(suggestBranchNames({ path: 'models/_orders__models.yml', format: 'dbt', entities: many })[0], 'feature/etl-orders');
  assert.equal(suggestBranchNames({ path: 'dbt_project.yml', format: 'dbt' })[0], 'feature/etl-dbt_project');
  assert.equal(suggestBranchNames({ path: '' })[0], 'feature/etl-pipeline');
  assert.equal(suggestBranchNames({ path: 'models/Größe & Maß.sql' })[0], 'feature/etl-große-maß');
});

test('the template decides the form', () => {
  const of = (template: string, more: object = {}) => suggestBranchNames({ path: 'a/orders.sql', template, ...more })[0];
  assert.equal(of('{user}/{kind}/{ticket}-{name}', { user: 'Ada Lovelace', ticket: 'PIPE-12' }), 'ada-lovelace/feature/PIPE-12-etl-orders');
  assert.equal(of('{user}/{kind}/{ticket}-{name}'), 'feature/etl-orders');
  assert.equal(of('work'), 'work/etl-orders');
  assert.equal(of('{nonsense} {name}'), 'nonsense-etl-orders');
  assert.equal(of('--{name}~^:'), 'etl-orders');
});

test('names in use are avoided, and folders of names too', () => {
  const of = (existing: string[]) => suggestBranchNames({ path: 'orders.sql', existing })[0];
  assert.equal(of(['feature/etl-orders']), 'feature/etl-orders-2');
  assert.equal(of(['Feature/ETL-orders', 'feature/etl-orders-2']), 'feature/etl-orders-3');
  assert.equal(of(['feature']), 'feature-etl-orders');
  assert.equal(of(['feature/etl-orders/old']), 'feature/etl-orders-2');
  assert.equal(freeName('x', []), 'x');
});

test('whatever is edited, names are sound, free, different and few', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(
      fc.record({ path: text, format: text, entities: fc.array(fc.record({ type: fc.oneof(text, fc.constantFrom('kafka.topic', 'dbt.model')), name: text }), { maxLength: 5 }), problem: fc.option(text), template: fc.option(text), user: text, ticket: text }),
      fc.array(fc.constantFrom('feature', 'feature/etl-a', 'fix/data-quality', 'Feature/etl-A/b', 'main'), { maxLength: 4 }),
      (input, existing) => {
        const names = suggestBranchNames({ ...input, existing });
        assert.ok(names.length <= MAX_SUGGESTIONS);
        assert.equal(new Set(names).size, names.length);
        for (const name of names) {
          assert.equal(branchNameProblem(name), null);
          for (const other of existing) {
            const [a, b] = [name.toLowerCase(), other.toLowerCase()];
            assert.ok(a !== b && !a.startsWith(`${b}/`) && !b.startsWith(`${a}/`), `${name} beside ${other}`);
          }
        }
      },
    ),
  );
});

test('the status says what is the case', () => {
  const label = (state: BranchState) => branchStatus(state, settings.protected).label;
  assert.deepEqual(branchStatus(onMain, settings.protected), { label: 'main', detail: 'main is protected: pipeline work belongs on a feature branch. 2 uncommitted files would come along to a new branch.', protected: true });
  assert.equal(branchStatus({ ...onMain, branch: 'feature/x' }, settings.protected).protected, false);
  assert.equal(label({ ...onMain, kind: 'detached', branch: null }), 'detached at aaaaaaa');
  assert.equal(label({ ...onMain, kind: 'unborn', head: null }), 'main (no commit yet)');
  assert.equal(label({ ...onMain, kind: 'detached', branch: null, operation: 'rebase' }), 'aaaaaaa (rebase)');
  assert.equal(label({ kind: 'none', reason: 'missing', message: 'no git' }), '');
  assert.match(branchStatus({ ...onMain, submodule: true }, []).detail, /submodule/);
});
