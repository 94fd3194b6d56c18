import assert from 'node:assert/strict';
import test from 'node:test';
import { rules } from '../../server/src/rules';
import { openFixture } from '../open';

/** The catalogue of rules about data quality, contracts and governance that was drawn up at the start, and the rules that tell each. */
const CATALOGUE: { readonly [id: string]: readonly string[] } = {
  'yaml-duplicate-key': ['yaml-duplicate-key'],
  'yaml-unquoted-jinja': ['yaml-unquoted-jinja'],
  'yaml-unquoted-operator': ['yaml-unquoted-operator'],
  'yaml-tab': ['yaml-tab'],
  'yaml-syntax': ['yaml-syntax'],
  'yaml-ambiguous-scalar': ['yaml-ambiguous-scalar'],
  'unknown-property': ['unknown-property'],
  'test-entry-malformed': ['test-entry-malformed'],
  'tests-and-data-tests': ['tests-and-data-tests'],
  'key-both-places': ['key-both-places'],
  'invalid-enum-value': ['invalid-enum-value'],
  'duplicate-column-entry': ['duplicate-column-entry'],
  'duplicate-node-entry': ['duplicate-node-entry'],
  'duplicate-resource-name': ['duplicate-resource-name'],
  'model-version-invalid': ['model-version-invalid'],
  'expression-syntax': ['expression-syntax'],
  'unknown-node-in-yaml': ['unknown-ref'],
  'unknown-source-in-yaml': ['unknown-source'],
  'ref-not-allowed': ['ref-not-allowed'],
  'yaml-entry-without-node': ['yaml-entry-without-node'],
  'documented-column-missing': ['documented-column-missing'],
  'column-not-documented': ['column-not-documented'],
  'unknown-test': ['unknown-test'],
  'test-package-missing': ['test-package-missing'],
  'unknown-test-argument': ['unknown-test-argument'],
  'missing-test-argument': ['missing-test-argument'],
  'test-config-as-argument': ['test-config-as-argument'],
  'unknown-column-in-test': ['unknown-column-in-test'],
  'unknown-doc-block': ['unknown-doc-block'],
  'unknown-group': ['unknown-group'],
  'unknown-macro-or-var-in-yaml': ['unknown-macro', 'required-var-missing'],
  'exposure-dependency-not-a-call': ['exposure-dependency-not-a-call'],
  'unit-test-invalid': ['unit-test-invalid'],
  'unit-test-unknown-column': ['unit-test-invalid'],
  'macro-doc-mismatch': ['macro-doc-mismatch'],
  'semantic-unknown-member': ['semantic-unknown-member'],
  'config-path-unused': ['config-path-unused'],
  'selector-unknown': ['selector-unknown'],
  'job-selects-nothing': ['job-selects-nothing'],
  'gx-expectation-invalid': ['gx-expectation-invalid'],
  'gx-unknown-name': ['gx-unknown-name'],
  'soda-unknown-name': ['soda-unknown-name'],
  'soda-check-syntax': ['soda-check-syntax'],
  'odcs-unknown-reference': ['odcs-unknown-reference'],
  'sqlmesh-unknown-audit-or-model': ['sqlmesh-unknown-audit'],
  'key-untested': ['key-untested'],
  'incremental-key-untested': ['incremental-key-untested'],
  'snapshot-key-missing': ['snapshot-key-missing'],
  'foreign-key-untested': ['foreign-key-untested'],
  'enum-values-untested': ['enum-values-untested'],
  'accepted-values-out-of-date': ['accepted-values-out-of-date'],
  'accepted-values-type': ['accepted-values-type'],
  'not-null-on-outer-join': ['not-null-on-outer-join'],
  'duplicate-test': ['duplicate-test'],
  'test-at-wrong-level': ['test-at-wrong-level'],
  'test-disabled-or-vacuous': ['test-never-fails'],
  'resource-untested': ['resource-untested'],
  'required-test-by-pattern': ['required-test-by-pattern'],
  'contract-incomplete': ['contract-incomplete'],
  'contract-columns-mismatch': ['contract-columns-mismatch'],
  'contract-type-mismatch': ['contract-type-mismatch'],
  'primary-key-constraint-invalid': ['primary-key-constraint-invalid'],
  'constraint-unknown-column': ['constraint-unknown-column'],
  'constraint-not-supported': ['constraint-not-supported'],
  'public-model-without-contract': ['public-model-without-contract'],
  'contract-breaking-change': ['breaking-change'],
  'contract-model-drift': ['contract-model-drift'],
  'odcs-shape': ['odcs-shape'],
  'odcs-quality-invalid': ['odcs-quality-invalid'],
  'odcs-embedded-rule-invalid': ['odcs-embedded-rule-invalid'],
  'soda-contract-invalid': ['soda-contract-invalid'],
  'resource-undocumented': ['resource-undocumented'],
  'column-undocumented': ['column-undocumented'],
  'description-inconsistent': ['description-inconsistent'],
  'model-without-yaml': ['model-without-yaml'],
  'source-without-freshness': ['source-without-freshness'],
  'freshness-without-loaded-at': ['freshness-without-loaded-at'],
  'freshness-malformed': ['freshness-malformed'],
  'freshness-thresholds-inverted': ['freshness-thresholds-inverted'],
  'freshness-unknown-column': ['freshness-unknown-column'],
  'sla-shorter-than-schedule': ['sla-shorter-than-schedule'],
  'invalid-cron': ['invalid-cron'],
  'sla-unknown-name-or-unit': ['sla-unknown-name-or-unit'],
  'exposure-on-unmonitored-source': ['exposure-on-unmonitored-source'],
  'airflow-sla-removed': ['airflow-sla-removed'],
  'dagster-legacy-freshness': ['dagster-legacy-freshness'],
  'pii-column-untagged': ['pii-column-untagged'],
  'pii-reaches-untagged-column': ['pii-reaches-untagged-column'],
  'pii-in-public-model': ['pii-in-public-model'],
  'masking-policy-unknown': ['masking-policy-unknown'],
  'classification-conflict': ['classification-conflict'],
  'pii-without-retention': ['pii-without-retention'],
  'pii-in-seed': ['pii-in-seed'],
  'pii-granted-widely': ['pii-granted-widely'],
  'secret-in-yaml': ['secret-in-yaml'],
  'select-star-from-pii': ['select-star-from-pii'],
  'required-meta-missing': ['required-meta-missing', 'owner-missing'],
  'test-arguments-style': ['test-arguments-style'],
  'tests-key-renamed': ['tests-key-renamed'],
  'property-moved-to-config': ['property-moved-to-config'],
  'custom-key': ['custom-key'],
  'missing-plus-prefix': ['missing-plus-prefix'],
  'dbt-project-key-renamed': ['dbt-project-key-renamed'],
  'source-overrides': ['source-overrides'],
  'package-redirect': ['package-redirect'],
  'removed-package-member': ['removed-package-member'],
  'semantic-legacy-spec': ['semantic-legacy-spec'],
  'resource-name-invalid': ['resource-name-invalid'],
  'gx-legacy-format': ['gx-legacy-format'],
  'odcs-legacy-key': ['odcs-legacy-key'],
  'materialization-advice': ['materialization-advice'],
  'test-scans-large-table': ['test-scans-large-table'],
  'hard-coded-relation': ['hard-coded-relation'],
  'unused-source-or-macro': ['unused-source', 'unused-macro'],
  'layering': ['layering'],
  'name-convention': ['name-convention'],
  'name-type-convention': ['name-type-convention'],
  'long-test-name': ['long-test-name'],
  'exposure-without-owner': ['exposure-without-owner'],
  'legacy-cli-in-jobs': ['legacy-cli-in-jobs'],
};

/** The severity that each had in the catalogue, as measured on real projects; all others are errors. */
const MEASURED: { readonly [severity: string]: readonly string[] } = {
  warning: [
    'yaml-ambiguous-scalar', 'duplicate-column-entry', 'expression-syntax', 'ref-not-allowed', 'yaml-entry-without-node', 'documented-column-missing',
    'test-config-as-argument', 'unknown-column-in-test', 'unknown-macro-or-var-in-yaml', 'unit-test-unknown-column', 'macro-doc-mismatch', 'config-path-unused',
    'job-selects-nothing', 'gx-unknown-name', 'soda-unknown-name', 'incremental-key-untested', 'accepted-values-out-of-date', 'accepted-values-type',
    'duplicate-test', 'contract-type-mismatch', 'public-model-without-contract', 'contract-breaking-change', 'contract-model-drift', 'odcs-embedded-rule-invalid',
    'freshness-without-loaded-at', 'freshness-thresholds-inverted', 'freshness-unknown-column', 'sla-unknown-name-or-unit', 'airflow-sla-removed', 'dagster-legacy-freshness',
    'pii-reaches-untagged-column', 'pii-in-public-model', 'classification-conflict', 'pii-in-seed', 'pii-granted-widely', 'test-arguments-style',
    'property-moved-to-config', 'custom-key', 'missing-plus-prefix', 'dbt-project-key-renamed', 'source-overrides', 'package-redirect',
    'resource-name-invalid', 'gx-legacy-format', 'odcs-legacy-key', 'hard-coded-relation', 'legacy-cli-in-jobs',
  ],
  information: [
    'not-null-on-outer-join', 'test-at-wrong-level', 'test-disabled-or-vacuous', 'constraint-not-supported', 'sla-shorter-than-schedule', 'select-star-from-pii',
    'tests-key-renamed', 'semantic-legacy-spec', 'long-test-name',
  ],
  hint: [
    'column-not-documented', 'key-untested', 'enum-values-untested', 'resource-undocumented', 'column-undocumented', 'model-without-yaml',
    'source-without-freshness', 'pii-column-untagged', 'unused-source-or-macro',
  ],
  off: [
    'foreign-key-untested', 'resource-untested', 'required-test-by-pattern', 'description-inconsistent', 'exposure-on-unmonitored-source', 'pii-without-retention',
    'required-meta-missing', 'materialization-advice', 'test-scans-large-table', 'layering', 'name-convention', 'name-type-convention',
  ],
};

/** Where we say something else than the catalogue, and why. */
const OTHERWISE: { readonly [rule: string]: string } = {
  'yaml-duplicate-key': 'dbt takes the last and warns',
  'ref-not-allowed': 'dbt stops with DbtReferenceError',
  'missing-test-argument': 'the test fails when it runs, and may have a default that is not read',
  'unknown-macro': 'dbt stops; in branches that need not run it is a warning',
  'required-var-missing': 'the variable may come from the command line',
  'exposure-dependency-not-a-call': 'versions differ',
  'unit-test-invalid': 'dbt refuses it when it parses the project',
  'soda-unknown-name': 'a filter that is not defined stops the scan; columns are warnings',
  'incremental-key-untested': 'it fired on a third of the models looked at',
  'duplicate-test': 'dbt refuses two tests of one name',
  'required-test-by-pattern': 'silent without its setting',
  'required-meta-missing': 'silent without its setting',
  'masking-policy-unknown': 'the policy may be made by hand',
  'pii-in-seed': 'a name alone is no proof',
  'secret-in-yaml': 'dbt takes it',
  'tests-key-renamed': 'both keys work',
  'semantic-legacy-spec': 'what the present version refuses is an error, all else less',
  'resource-name-invalid': 'dbt refuses names of groups, metrics and others with such characters',
  'unused-source': 'many declare all tables of a source',
  'long-test-name': 'it fired on most tests with many values',
};

/** Rules whose catalogue entry names an edit that is no quick fix of ours, and why. */
const NO_FIX: { readonly [rule: string]: string } = {
  'duplicate-resource-name': 'which of the two keeps its name is for people; the related place leads to the other',
  'ref-not-allowed': 'access is decided by the owners of the model; the related place leads there',
  'missing-test-argument': 'the value is not known',
  'macro-doc-mismatch': 'names, order and number may each be what is wrong',
  'breaking-change': 'found by comparing commits; a new version is several files',
  'sla-shorter-than-schedule': 'the related place leads to the schedule; which of the two is right is not known',
  'invalid-cron': 'no time is near one that does not exist',
  'airflow-sla-removed': 'a deadline needs a callback',
  'pii-in-seed': 'a file is removed by people',
  'select-star-from-pii': 'expanding a star is a refactoring of its own',
  'test-scans-large-table': 'which rows are recent is not known',
  layering: 'files are moved by people',
  'name-convention': 'a rename is the editor\'s, with all that refers to it',
  'name-type-convention': 'a rename is the editor\'s, with all that refers to it',
};

const BY_ID = new Map(rules.map(r => [r.id, r]));

test('every rule of the catalogue is told by rules that exist', () => {
  for (const [id, told] of Object.entries(CATALOGUE)) {
    assert.ok(told.length > 0, id);
    for (const rule of told) assert.ok(BY_ID.has(rule), `${id}: ${rule}`);
  }
  assert.equal(Object.keys(CATALOGUE).length, 120);
});

test('defaults are as measured, or it is written down why not', () => {
  for (const list of Object.values(MEASURED)) for (const id of list) assert.ok(id in CATALOGUE, id);
  const differing = new Set<string>();
  for (const [id, told] of Object.entries(CATALOGUE)) {
    const measured = Object.entries(MEASURED).find(([, list]) => list.includes(id))?.[0] ?? 'error';
    for (const rule of told) if (BY_ID.get(rule)!.severity !== measured) differing.add(rule);
  }
  assert.deepEqual([...differing].filter(r => !(r in OTHERWISE)), []);
});

test('a fix that the catalogue names is there, with an example that shows it, or it is written down why not', () => {
  const without = new Set<string>();
  for (const told of Object.values(CATALOGUE)) for (const id of told) {
    const rule = BY_ID.get(id)!;
    if (rule.fix === 'none') without.add(id);
    else assert.ok(rule.fixes && rule.examples.some(e => e.fixed !== undefined), id);
  }
  assert.deepEqual([...without].sort(), Object.keys(NO_FIX).sort());
});

test('a group is switched off, and one of its rules on again', () => {
  const files = `
    //- dbt_project.yml
    name: shop
    profile: shop
    //- seeds/customers.csv
    id,email
    1,a@example.com
    //- seeds/seeds.yml
    seeds:
      - name: customers
        columns:
          - name: email
  `;
  const found = (settings: { readonly [idOrGroup: string]: 'off' | 'warning' }): string[] => {
    const opened = openFixture(files, { settings: { rules: settings } });
    return [...new Set([...opened.files.keys()].flatMap(p => opened.linter.lint(p).map(f => f.finding.rule)))].filter(r => r.startsWith('pii-')).sort();
  };
  assert.deepEqual(found({}), ['pii-column-untagged', 'pii-in-seed']);
  assert.deepEqual(found({ governance: 'off' }), []);
  assert.deepEqual(found({ governance: 'off', 'pii-in-seed': 'warning' }), ['pii-in-seed']);
});
