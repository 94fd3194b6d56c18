import assert from 'node:assert/strict';
import test from 'node:test';
import { rules } from '../../server/src/rules';
import { openFixture } from '../open';

/** The catalogue of rules about orchestration, Python and streaming that was drawn up at the start, and the rules that tell each. */
const CATALOGUE: { readonly [id: string]: readonly string[] } = {
  'task-without-retries': ['task-without-retries'],
  'task-without-timeout': ['task-without-timeout'],
  'dag-without-failure-alert': ['dag-without-failure-alert'],
  'dynamic-start-date': ['dynamic-start-date'],
  'implicit-catchup': ['implicit-catchup'],
  'dag-without-schedule': ['dag-without-schedule'],
  'removed-schedule-interval': ['removed-schedule-interval'],
  'invalid-schedule': ['invalid-schedule'],
  'dag-without-start-date': ['dag-without-start-date'],
  'naive-start-date': ['naive-start-date'],
  'duplicate-dag-id': ['duplicate-dag-id'],
  'duplicate-task-id': ['duplicate-task-id'],
  'task-dependency-cycle': ['task-dependency-cycle'],
  'duplicate-task-dependency': ['duplicate-task-dependency'],
  'isolated-task': ['isolated-task'],
  'mixed-dependency-directions': ['mixed-dependency-directions'],
  'task-variable-name-differs': ['task-variable-name-differs'],
  'unknown-external-dag': ['unknown-external-dag'],
  'unknown-xcom-task': ['unknown-xcom-task'],
  'xcom-pull-in-template': ['xcom-pull-in-template'],
  'removed-template-variable': ['removed-template-variable'],
  'variable-read-at-parse-time': ['variable-read-at-parse-time'],
  'connection-read-at-parse-time': ['io-at-parse-time'],
  'io-at-parse-time': ['io-at-parse-time'],
  'heavy-import-in-dag-file': ['heavy-import-in-dag-file'],
  'runtime-value-in-constructor': ['runtime-value-in-constructor'],
  'wall-clock-in-task': ['wall-clock-in-task'],
  'non-idempotent-insert': ['insert-not-idempotent'],
  'sensor-holds-worker-slot': ['sensor-holds-worker-slot'],
  'sensor-without-timeout': ['sensor-without-timeout'],
  'removed-subdag-operator': ['removed-subdag-operator'],
  'removed-provide-context': ['removed-provide-context'],
  'moved-airflow-import': ['moved-airflow-import'],
  'python-callable-is-called': ['python-callable-is-called'],
  'script-path-read-as-template': ['script-path-read-as-template'],
  'hard-coded-secret': ['hard-coded-secret', 'secret-in-code'],
  'image-not-pinned': ['image-not-pinned'],
  'dag-metadata-missing': ['dag-metadata-missing'],
  'branch-join-skipped': ['branch-join-skipped'],
  'fragile-task-handoff': ['fragile-task-handoff'],
  'many-dags-in-one-file': ['many-dags-in-one-file'],
  'dag-without-context-manager': ['dag-without-context-manager'],
  'invalid-task-id': ['invalid-task-id'],
  'implicit-multiple-outputs': ['implicit-multiple-outputs'],
  'chain-length-mismatch': ['chain-length-mismatch'],
  'list-to-list-dependency': ['list-to-list-dependency'],
  'branch-used-as-short-circuit': ['branch-used-as-short-circuit'],
  'asset-without-group': ['asset-without-group'],
  'unknown-asset-key': ['unknown-asset-key'],
  'env-read-at-import-time': ['env-read-at-import-time'],
  'network-asset-without-retries': ['network-asset-without-retries'],
  'partition-key-ignored': ['partition-key-ignored'],
  'legacy-asset-argument': ['legacy-asset-argument', 'dagster-legacy-freshness'],
  'schedule-without-timezone': ['schedule-without-timezone'],
  'legacy-component-file': ['legacy-component-file'],
  'unknown-component-type': [],
  'print-not-logged': ['print-not-logged'],
  'deployment-flow-mismatch': ['deployment-flow-mismatch'],
  'unresolved-future': ['unresolved-future'],
  'blocking-call-in-async-flow': ['blocking-call-in-async-flow'],
  'collect-to-driver': ['collect-to-driver'],
  'show-in-job': ['show-in-job'],
  'column-added-in-loop': ['column-added-in-loop'],
  'read-without-schema': ['read-without-schema'],
  'count-compared-with-zero': ['count-compared-with-zero'],
  'single-partition-write': ['single-partition-write'],
  'python-udf': ['python-udf'],
  'cross-join': ['cartesian-join', 'join-without-condition'],
  'write-without-mode': ['write-without-mode'],
  'stream-without-checkpoint': ['stream-without-checkpoint'],
  'interpolated-sql': ['interpolated-sql'],
  'cache-without-unpersist': ['cache-without-unpersist'],
  'legacy-temp-table': ['legacy-temp-table'],
  'dataframe-to-rdd': ['dataframe-to-rdd'],
  'inplace-argument': ['inplace-argument'],
  'row-iteration': ['row-iteration'],
  'csv-without-dtype': ['csv-without-dtype'],
  'select-star-in-code': ['select-star-in-code'],
  'append-may-duplicate': ['append-may-duplicate'],
  'request-without-timeout': ['request-without-timeout'],
  'consumer-without-dead-letter': ['consumer-without-dead-letter'],
  'auto-commit-before-processing': ['auto-commit-before-processing'],
  'producer-not-durable': ['producer-not-durable'],
  'delivery-error-not-checked': ['delivery-error-not-checked'],
  'producer-not-flushed': ['producer-not-flushed'],
};

/** Ids that no rule tells, and why. */
const UNTOLD: { readonly [id: string]: string } = {
  'unknown-component-type': 'types of components are classes of installed packages and entry points, which are not in the workspace',
};

/** Rules of the catalogue that have no fix although it speaks of one to be looked over, and why. */
const NO_FIX: { readonly [id: string]: string } = {
  'task-without-timeout': 'how long a task may take is not known, and the value needs an import',
  'dag-without-start-date': 'since when the data is there is not known, and the value needs an import',
  'naive-start-date': 'which time zone is meant is not known',
  'variable-read-at-parse-time': 'a template only works where the value goes into a templated field',
  'heavy-import-in-dag-file': 'every function that uses the package needs the import',
  'wall-clock-in-task': 'what the time is for is not known',
  'dag-metadata-missing': 'words are for people',
  'many-dags-in-one-file': 'files are parted by people',
  'dag-without-context-manager': 'every task of the DAG would move',
  'list-to-list-dependency': 'whether each waits for all or pairwise is not known',
  'asset-without-group': 'the group is for people to name',
  'network-asset-without-retries': 'a retry policy needs an import and a number',
  'show-in-job': 'whether what is shown is needed elsewhere is not known',
  'column-added-in-loop': 'the loop would have to be rewritten as a whole',
  'read-without-schema': 'the schema is not in the code',
  'csv-without-dtype': 'the types are not in the code',
  'stream-without-checkpoint': 'where the checkpoint lies is for people to say',
  'auto-commit-before-processing': 'where to commit depends on the loop around it',
  'delivery-error-not-checked': 'what to do with a failed record is not known',
  'producer-not-flushed': 'where the program ends is not known',
  'schedule-without-timezone': 'which time zone is meant is not known',
};

/** Ids whose row names a fix that is safe, or to be looked over, or the nearest name. */
const WITH_FIX = [
  'task-without-retries', 'task-without-timeout', 'dynamic-start-date', 'implicit-catchup', 'dag-without-schedule', 'removed-schedule-interval', 'dag-without-start-date', 'naive-start-date', 'duplicate-task-dependency', 'mixed-dependency-directions', 'task-variable-name-differs',
  'unknown-external-dag', 'unknown-xcom-task', 'xcom-pull-in-template', 'removed-template-variable', 'variable-read-at-parse-time', 'heavy-import-in-dag-file', 'wall-clock-in-task', 'sensor-holds-worker-slot', 'sensor-without-timeout', 'removed-provide-context', 'moved-airflow-import',
  'python-callable-is-called', 'script-path-read-as-template', 'dag-metadata-missing', 'branch-join-skipped', 'many-dags-in-one-file', 'dag-without-context-manager', 'invalid-task-id', 'implicit-multiple-outputs', 'list-to-list-dependency', 'asset-without-group', 'unknown-asset-key',
  'env-read-at-import-time', 'network-asset-without-retries', 'legacy-asset-argument', 'legacy-component-file', 'print-not-logged', 'deployment-flow-mismatch', 'show-in-job', 'column-added-in-loop', 'read-without-schema', 'count-compared-with-zero', 'write-without-mode',
  'stream-without-checkpoint', 'legacy-temp-table', 'inplace-argument', 'csv-without-dtype', 'select-star-in-code', 'request-without-timeout', 'auto-commit-before-processing', 'producer-not-durable', 'delivery-error-not-checked', 'producer-not-flushed',
];

const BY_ID = new Map(rules.map(r => [r.id, r]));

test('every rule of the catalogue is there, under its own name or another', () => {
  const missing = Object.entries(CATALOGUE).filter(([id, told]) => (told.length === 0 ? !(id in UNTOLD) : !told.every(r => BY_ID.has(r)))).map(([id]) => id);
  assert.deepEqual(missing, []);
});

test('a fix that the catalogue names is there, or it is written down why not', () => {
  const without = WITH_FIX.filter(id => !CATALOGUE[id]!.some(r => BY_ID.get(r)!.fix !== 'none'));
  assert.deepEqual(without.sort(), Object.keys(NO_FIX).filter(id => WITH_FIX.includes(id)).sort());
});

test('a name of Airflow 2 is an error, information or a hint by what the project installs', () => {
  const severity = (requirement: string): string | undefined => {
    const { files, linter } = openFixture(`//- requirements.txt\n${requirement}\n//- dags/a.py\nfrom airflow import DAG\nwith DAG("a", schedule_interval="@daily", catchup=False):\n    pass\n`);
    assert.ok(files.has('dags/a.py'));
    return linter.lint('dags/a.py').find(f => f.finding.rule === 'removed-schedule-interval')?.finding.severity;
  };
  assert.equal(severity('apache-airflow==3.1.0'), 'error');
  assert.equal(severity('apache-airflow>=2.9,<3'), 'hint');
});
