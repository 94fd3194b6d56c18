import assert from 'node:assert/strict';
import test from 'node:test';
import { namespaceOf } from '../../server/src/model/key';
import { KeyIndex } from '../../server/src/workspace/keyIndex';
import { type Opened, openFixture } from '../open';

const SHOP = `
//- dbt_project.yml
name: shop
profile: shop
//- models/orders.sql
select 1 as id
//- models/customers.sql
select * from {{ ref('orders') }}
//- macros/money.sql
{% macro cents(x) %}{{ x }}{% endmacro %}
`;

/** All names, as a workspace gives them that has heard of the changes one by one. */
function namesOf({ engine }: Opened): { [namespace: string]: readonly string[] } {
  const { workspace } = engine;
  const namespaces = new Set(workspace.types().flatMap(t => workspace.entitiesOf(t)).flatMap(e => [e.id, ...e.keys].map(namespaceOf)));
  return Object.fromEntries([...namespaces].sort().map(n => [n, workspace.names(n).map(x => `${x.name} ${x.id}`)]));
}

test('names for completion keep in step with edits', () => {
  const opened = openFixture(SHOP);
  const steps: [string, string | null][] = [
    ['models/new.sql', 'select 2 as id'],
    ['models/orders.sql', null],
    ['models/orders.sql', "{{ config(alias='bestellungen') }} select 1 as id"],
    ['models/more/orders.sql', 'select 1 as id'],
    ['macros/money.sql', '{% macro euros(x) %}{{ x }}{% endmacro %}'],
    ['models/schema.yml', 'models:\n  - name: orders\n    latest_version: 2\n    versions:\n      - v: 1\n        defined_in: new\n      - v: 2\n        defined_in: orders\n'],
    ['models/schema.yml', 'sources:\n  - name: raw\n    tables:\n      - name: orders\n'],
    ['models/more/orders.sql', null],
  ];
  for (const [path, text] of steps) {
    namesOf(opened);
    if (text === null) opened.files.delete(path);
    else opened.files.set(path, text);
    opened.engine.apply([{ path, text }]);
    const fresh = openFixture([...opened.files].map(([p, t]) => `//- ${p}\n${t}`).join('\n'));
    assert.deepEqual(namesOf(opened), namesOf(fresh), `${path} as ${text}`);
  }
});

test('a key keeps all its names', () => {
  const index = new KeyIndex();
  assert.deepEqual([index.add('k', 'b'), index.add('k', 'b'), index.add('k', 'a'), index.add('k', 'a')], [true, false, true, false]);
  assert.deepEqual([index.sorted('k'), index.sorted('x'), index.has('k', 'a'), index.has('k', 'c'), index.keysOf('a')], [['a', 'b'], [], true, false, ['k']]);
  assert.deepEqual([index.drop('k', 'c'), index.drop('k', 'b'), index.drop('k', 'b'), index.sorted('k')], [false, true, false, ['a']]);
  assert.deepEqual([index.drop('k', 'a'), index.drop('k', 'a'), [...index.keys()]], [true, false, []]);
});
