import assert from 'node:assert/strict';
import test from 'node:test';
import { projectOf } from '../../../server/src/formats/dbt/project/data';
import { fileRole } from '../../../server/src/formats/dbt/project/paths';
import { projectReader } from '../../../server/src/formats/dbt/project/read';
import { atLeast, flagValue, readVersionRange } from '../../../server/src/formats/dbt/project/version';
import { openProject } from './open';

function read(files: { [name: string]: string }, root = '', inside: { root: string; name: string }[] = [], outer: Parameters<typeof projectReader.read>[3] = null) {
  const context = projectReader.read(root, name => files[name] ?? null, inside, outer);
  const project = projectOf(context);
  assert.ok(project && context);
  return { context, project };
}

test('paths, target and flags are read from the project and its profile', () => {
  const { project } = read({
    'dbt_project.yml': 'name: shop\nprofile: shop\nmodel-paths: ["./src/models/"]\nrequire-dbt-version: [">=1.10.8", "<2.0.0"]\nflags:\n  validate_macro_args: true\n',
    'profiles.yml': 'shop:\n  target: prod\n  outputs:\n    prod: {type: snowflake, database: analytics, schema: "{{ env_var(\'S\') }}"}\n    dev: {type: duckdb}\n',
  });
  assert.deepEqual(project.data.paths.models, ['src/models']);
  assert.deepEqual(project.data.paths.seeds, ['seeds']);
  assert.deepEqual(project.main.target, { name: 'prod', adapter: 'snowflake', database: 'analytics', schema: null });
  const range = readVersionRange(project.main.requires);
  assert.equal(flagValue(project.main.flags, range, 'require_generic_test_arguments_property'), true);
  assert.equal(flagValue(project.main.flags, range, 'validate_macro_args'), true);
  assert.equal(flagValue(project.main.flags, range, 'require_nested_cumulative_type_params'), null);
});

test('a flag that changed its default within the range of versions is unknown', () => {
  const range = readVersionRange('>=1.9.0,<1.13.0');
  assert.equal(atLeast(range, [1, 9, 0]), true);
  assert.equal(atLeast(range, [1, 13, 0]), false);
  assert.equal(atLeast(range, [1, 10, 0]), null);
  assert.equal(flagValue({}, readVersionRange('<1.8.0'), 'source_freshness_run_project_hooks'), false);
});

test('the version that wrote the manifest decides where the project allows several', () => {
  const files = { 'dbt_project.yml': 'name: shop\nrequire-dbt-version: ">=1.8.0"\n' };
  const flag = (more: { [name: string]: string }) => {
    const { project } = read({ ...files, ...more });
    return flagValue(project.main.flags, readVersionRange(project.main.requires), 'require_generic_test_arguments_property');
  };
  assert.equal(flag({}), null);
  assert.equal(flag({ 'target/manifest.json': '{"metadata": {"dbt_schema_version": "x", "dbt_version": "1.10.9", "generated_at": "y"}, "nodes": {}}' }), true);
  assert.equal(flag({ 'target/manifest.json': '{"metadata": {"dbt_version": "1.9.2"}}' }), false);
  assert.equal(flag({ 'target/manifest.json': 'no JSON at all' }), null);
});

test('a project with packages that are not installed is open; an installed one belongs to its owner', () => {
  const files = { 'dbt_project.yml': 'name: shop\nvars: {a: 1}\n', 'packages.yml': 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.3.0\n' };
  assert.equal(read(files).context.open, true);
  const whole = read(files, '', [{ root: 'dbt_packages/dbt_utils', name: 'dbt_utils' }]);
  assert.equal(whole.context.open, false);
  const inner = read({ 'dbt_project.yml': 'name: dbt_utils\n' }, 'dbt_packages/dbt_utils', [], { root: '', data: whole.context.data });
  assert.equal(inner.context.owner, '');
  assert.equal(inner.project.isPackage, true);
  assert.deepEqual({ ...inner.project.main.vars }, { a: 1 });
  const nested = read({ 'dbt_project.yml': 'name: integration\n' }, 'integration_tests', [], { root: '', data: whole.context.data });
  assert.equal(nested.context.owner, 'integration_tests');
});

test('a file is what its path says', () => {
  const { project } = read({ 'dbt_project.yml': 'name: shop\ndocs-paths: [docs]\n', '.dbtignore': '*.py\n!keep.py\nmodels/old/\n' });
  const kind = (path: string) => fileRole(path, project)?.kind ?? null;
  assert.equal(kind('models/staging/stg.sql'), 'model');
  assert.equal(kind('models/keep.py'), 'pythonModel');
  assert.equal(kind('models/script.py'), null);
  assert.equal(kind('models/old/x.sql'), null);
  assert.equal(kind('models/_x.yml'), 'properties');
  assert.equal(kind('models/readme.md'), 'docs');
  assert.equal(kind('docs/readme.md'), 'docs');
  assert.equal(kind('tests/t.sql'), 'singularTest');
  assert.equal(kind('tests/generic/t.sql'), 'genericTest');
  assert.equal(kind('tests/fixtures/rows.csv'), 'fixture');
  assert.equal(kind('seeds/x.csv'), 'seed');
  assert.equal(kind('snapshots/s.sql'), 'snapshot');
  assert.equal(kind('macros/m.sql'), 'macro');
  assert.equal(kind('target/catalog.json'), 'artifact');
  assert.equal(kind('target/compiled/shop/models/x.sql'), null);
  assert.equal(kind('models/.hidden.sql'), null);
  assert.equal(kind('scripts/x.sql'), null);
  assert.deepEqual(fileRole('models/a/b/c.sql', project)?.folders, ['a', 'b']);
});

test('SQL outside of a dbt project is not read', () => {
  const opened = openProject(`
    //- shop/dbt_project.yml
    name: shop
    //- dbt_project.yml
    name: outer
    //- etl/load.sql
    select 1
  `);
  assert.ok(![...opened.workspace.paths()].includes('etl/load.sql'));
});
