import assert from 'node:assert/strict';
import test from 'node:test';
import { fileEdits } from '../../server/src/features/edits';
import { qualityActions, datasetAt } from '../../server/src/features/quality/actions';
import { convertChecks } from '../../server/src/features/quality/convert';
import { generateContract } from '../../server/src/features/quality/contract';
import { evidenceFor } from '../../server/src/features/quality/evidence';
import { neutralOf, saidOf } from '../../server/src/features/quality/neutral';
import { placeChecks } from '../../server/src/features/quality/place';
import { profileData, profileMarkdown } from '../../server/src/features/quality/profile';
import { rowsOf } from '../../server/src/features/quality/rows';
import { contractIntoModel } from '../../server/src/features/quality/sync';
import { yamlText } from '../../server/src/features/quality/yamlText';
import type { FileChange } from '../../server/src/model/rule';
import { readYaml, toJson } from '../../server/src/syntax/yaml';
import { applyEdits } from '../../server/src/text/span';
import fc from 'fast-check';
import { type Opened, openFixture } from '../open';

const SHOP = `
//- dbt_project.yml
name: shop
profile: shop
//- packages.yml
packages:
  - package: dbt-labs/dbt_utils
    version: 1.3.0
  - package: metaplane/dbt_expectations
    version: 0.10.8
//- models/customers.sql
select 1 as id, 'ada@example.org' as email
//- models/orders.sql
select cast(id as integer) as id, cast(line as integer) as line, customer_id, case when paid then 'paid' else 'new' end as status, cast(amount as numeric(10,2)) as amount, created_at from {{ source('raw', 'orders') }}
//- models/schema.yml
models:
  - name: orders
    description: One row per line of an order.
    data_tests:
      - dbt_utils.unique_combination_of_columns:
          arguments:
            combination_of_columns: [id, line]
      - dbt_expectations.expect_table_row_count_to_be_between:
          arguments: {min_value: 1}
    columns:
      - name: id
        description: Number of the order.
        data_tests: [not_null]
      - name: customer_id
        data_tests:
          - relationships:
              arguments:
                to: ref('customers')
                field: id
      - name: status
        data_tests:
          - accepted_values:
              arguments:
                values: [new, paid]
              config:
                severity: warn
      - name: amount
        data_tests:
          - dbt_utils.accepted_range:
              arguments: {min_value: 0}
              config:
                where: "created_at > '2024-01-01'"
`;

function apply(opened: Opened, changes: readonly FileChange[]): void {
  for (const change of changes) {
    if (change.kind === 'edit') opened.files.set(change.file, applyEdits(opened.files.get(change.file)!, fileEdits(opened.engine.workspace, change.file, change.operations)));
    if (change.kind === 'create') opened.files.set(change.file, change.text);
    if (change.kind !== 'rename') {
      opened.engine.announce([...opened.files.keys()]);
      opened.engine.apply([{ path: change.file, text: opened.files.get(change.file)! }]);
    }
  }
}

function orders(opened: Opened): string {
  return opened.engine.workspace.entitiesOf('dbt.model').find(e => e.name === 'orders')!.id;
}

/** Errors and warnings on a file, whatever the rule. */
function complaints(opened: Opened, file: string): string[] {
  return opened.linter.lint(file).filter(f => f.severity === 'error' || f.severity === 'warning').map(f => `${f.finding.rule}: ${f.finding.message}`);
}

function said(opened: Opened, tool: string): string[] {
  return opened.engine.workspace.checks(orders(opened)).filter(c => c.check.tool === tool).flatMap(c => neutralOf(c) ?? []).map(saidOf).sort();
}

for (const tool of ['great_expectations', 'soda'] as const) {
  test(`checks of dbt, written for ${tool}, say the same and are sound`, () => {
    const opened = openFixture(SHOP);
    const placed = convertChecks(opened.engine.workspace, orders(opened), 'dbt', tool);
    apply(opened, placed.changes);
    const file = (placed.changes[0] as { file: string }).file;
    assert.deepEqual(complaints(opened, file), []);
    const lost = tool === 'great_expectations' ? ['customer_id is found in customers.id'] : [];
    assert.deepEqual(said(opened, tool), said(opened, 'dbt').filter(s => !lost.includes(s)));
    assert.deepEqual(convertChecks(opened.engine.workspace, orders(opened), 'dbt', tool).written, [], 'a second time nothing is left to do');
    if (tool === 'great_expectations') assert.ok(placed.notes.some(n => n.includes('looks at one table')) && placed.notes.some(n => n.includes('condition')));
  });
}

test('a generated contract is sound, agrees with the model and holds its checks', () => {
  const opened = openFixture(SHOP);
  const made = generateContract(opened.engine.workspace, orders(opened))!;
  assert.equal(made.kind === 'create' && made.file, 'contracts/orders.odcs.yaml');
  apply(opened, [made]);
  assert.deepEqual(complaints(opened, 'contracts/orders.odcs.yaml'), []);
  assert.deepEqual(opened.linter.lint('contracts/orders.odcs.yaml').filter(f => f.finding.rule === 'contract-model-drift').map(f => f.finding.message), []);
  const text = opened.files.get('contracts/orders.odcs.yaml')!;
  assert.match(text, /metric: duplicateValues/);
  assert.match(text, /validValues: \[new, paid\]/);
  assert.match(text, /to: customers\.id/);
  assert.match(text, /logicalType: integer/);
});

test('checks of Soda go back into dbt, in the habit of the file', () => {
  const opened = openFixture(`
//- dbt_project.yml
name: shop
profile: shop
//- models/orders.sql
select 1 as id, 'new' as status
//- models/schema.yml
models:
  - name: orders # kept
    columns:
      - name: id
//- soda/checks.yml
checks for orders:
  - missing_count(id) = 0
  - duplicate_count(id) = 0
  - invalid_count(status) = 0:
      valid values: [new, paid]
  - avg(id) > 3
`);
  const placed = convertChecks(opened.engine.workspace, orders(opened), 'soda', 'dbt');
  apply(opened, placed.changes);
  assert.equal(`${opened.files.get('models/schema.yml')!}\n`, `models:
  - name: orders # kept
    columns:
      - name: id
        data_tests:
          - not_null
          - unique
      - name: status
        data_tests:
          - accepted_values:
              arguments:
                values:
                  - new
                  - paid
`);
  assert.deepEqual(placed.notes, ["'avg(id) > 3' on id is left out: other tools have no word for it."]);
});

test('what a contract says goes into the entry of the model, once', () => {
  const opened = openFixture(`
//- dbt_project.yml
name: shop
profile: shop
//- models/orders.sql
select 1 as id, 'new' as status
//- models/schema.yml
models:
  - name: orders
    columns:
      - name: id
//- contracts/orders.odcs.yaml
apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
schema:
  - name: orders
    properties:
      - name: id
        description: Number of the order.
        required: true
        unique: true
      - name: status
        description: Where it is.
`);
  const { workspace } = opened.engine;
  apply(opened, contractIntoModel(workspace, orders(opened)));
  assert.equal(`${opened.files.get('models/schema.yml')!}\n`, `models:
  - name: orders
    columns:
      - name: id
        description: Number of the order.
        data_tests:
          - not_null
          - unique
      - name: status
        description: Where it is.
`);
  assert.deepEqual(contractIntoModel(workspace, orders(opened)), []);
});

test('checks are proposed from keys, constraints, CASE lists and upstream', () => {
  const opened = openFixture(SHOP);
  assert.deepEqual(evidenceFor(opened.engine.workspace, orders(opened)).map(p => `${saidOf(p.check)}: ${p.evidence}`), ["id is unique: 'id' is named like the key"]);
  const placed = placeChecks(opened.engine.workspace, orders(opened), evidenceFor(opened.engine.workspace, orders(opened)).map(p => p.check), 'soda');
  assert.deepEqual(placed.changes, [{ kind: 'create', file: 'soda/orders.yml', text: 'checks for orders:\n  - duplicate_count(id) = 0\n' }]);
});

test('every action offered on a model changes something and leaves sound files', () => {
  const path = 'models/schema.yml';
  const first = openFixture(SHOP);
  const at = first.files.get(path)!.indexOf('orders');
  const titles = qualityActions(first.engine.workspace, path, { start: at, end: at }).map(a => a.title);
  assert.deepEqual(titles, ["Generate a data contract for 'orders'"]);
  const second = openFixture(`${SHOP}//- gx/expectations/other_suite.json\n{"name": "other_suite", "expectations": []}\n//- soda/other.yml\nchecks for other:\n  - row_count > 0\n`);
  const offered = qualityActions(second.engine.workspace, path, { start: at, end: at });
  assert.deepEqual(offered.map(a => a.title), ["Write 5 checks of 'orders' for Great Expectations too", "Write 6 checks of 'orders' for Soda too", "Generate a data contract for 'orders'"]);
  for (const action of offered) apply(second, action.changes);
  for (const file of second.files.keys()) if (/^(gx|soda|contracts)\//.test(file)) assert.deepEqual(complaints(second, file), [], file);
  assert.equal(datasetAt(first.engine.workspace, path, at)?.name, 'orders');
  assert.equal(datasetAt(first.engine.workspace, 'models/orders.sql', null)?.name, 'orders');
});

test('a profile counts, and proposes checks with the evidence', async () => {
  const lines = ['order_id,status,amount,email,note', ...Array.from({ length: 200 }, (_, i) => `${i + 1},${['new', 'paid', 'sent'][i % 3]},${i}.5,u${i}@example.org,${i % 4 === 0 ? '' : `"a, ""b"" ${i}"`}`)];
  const profile = (await profileData('data/orders.csv', lines.join('\r\n'), 1000))!;
  assert.equal(profile.rows, 200);
  assert.equal(profile.complete, true);
  const note = profile.columns.find(c => c.name === 'note')!;
  assert.equal(note.nulls, 50);
  assert.equal(note.top[0]!.value.startsWith('a, "b"'), true);
  assert.deepEqual(profile.proposals.map(p => `${saidOf(p.check)}: ${p.evidence}`), [
    'order_id is never null: 0 of 200 null, 200 distinct', 'order_id is unique: 0 of 200 null, 200 distinct', 'status is never null: 0 of 200 null, 3 distinct', 'status is one of new, paid, sent: 3 values in 200 rows',
    'amount is never null: 0 of 200 null, 200 distinct', 'amount is at least 0: from 0.5 to 199.5', 'email is never null: 0 of 200 null, 200 distinct', 'email matches ^[^@ ]+@[^@ ]+[.][^@ ]+$: all 200 values look like addresses',
  ]);
  assert.match(profileMarkdown('orders', profile), /\| `status` \| text \| 0 \(0%\) \| 3 \|/);
  const cut = (await profileData('data/orders.csv', lines.join('\n'), 50))!;
  assert.deepEqual([cut.rows, cut.complete], [50, false]);
  const many = Array.from({ length: 12_000 }, (_, i) => JSON.stringify({ id: i, x: i % 2 === 0 ? null : 'y' })).join('\n');
  const stopped = (await profileData('a.jsonl', many, 100_000, async rows => rows < 10_000))!;
  assert.deepEqual([stopped.rows, stopped.complete], [10_000, false]);
});

test('rows are read from every kind of file, and from broken ones', async () => {
  const read = async (path: string, text: string | Uint8Array) => {
    const table = await rowsOf(path, text);
    if (!table) return null;
    const rows: (readonly (string | null)[])[] = [];
    for await (const row of table.rows) rows.push(row);
    return { columns: table.columns, rows };
  };
  assert.deepEqual(await read('a.tsv', 'a\tb\n1\t2\n\n3'), { columns: ['a', 'b'], rows: [['1', '2'], ['3', null]] });
  assert.deepEqual(await read('a.csv', '\ufeffa;b\n1;"x;y"\n'), { columns: ['a', 'b'], rows: [['1', 'x;y']] });
  assert.deepEqual(await read('a.json', '[{"a": 1}, {"b": {"c": 2}}, 3]'), { columns: ['a', 'b'], rows: [['1', null], [null, '{"c":2}']] });
  assert.deepEqual(await read('a.ndjson', '{"a":1}\nbroken\n{"a":null}'), { columns: ['a'], rows: [['1'], [null]] });
  assert.equal(await read('a.csv', ''), null);
  assert.equal(await read('a.parquet', 'PAR1'), null);
  await fc.assert(fc.asyncProperty(fc.string({ maxLength: 200 }), async text => {
    for (const path of ['a.csv', 'a.tsv', 'a.json', 'a.jsonl', 'a.parquet']) await read(path, text);
  }));
});

test('a Parquet file is profiled, whatever it is compressed with; a broken one is told', async () => {
  for (const [codec, base64] of Object.entries(PARQUET)) {
    const bytes = Buffer.from(base64, 'base64');
    const profile = (await profileData('data/orders.parquet', bytes, 1000))!;
    assert.deepEqual([profile.rows, profile.complete], [40, true], codec);
    assert.deepEqual(profile.columns.map(c => `${c.name} ${c.kind} ${c.nulls} ${c.distinct} ${c.min} ${c.max}`), ['id integer 0 40 1 40', 'state text 0 2 paid placed', 'amount number 0 40 0.5 39.5', 'placed date 0 1 2024-01-02 2024-01-02', 'note text 20 1 x x'], codec);
    assert.ok(profile.proposals.some(p => p.check.kind === 'unique' && p.evidence === '0 of 40 null, 40 distinct'), codec);
    const capped = (await profileData('data/orders.parquet', bytes, 7))!;
    assert.deepEqual([capped.rows, capped.complete], [7, false]);
    for (let cut = 1; cut < bytes.length; cut += 37) await profileData('data/orders.parquet', bytes.subarray(0, cut), 100);
    for (let at = 4; at < bytes.length; at += 23) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ 0x5a;
      await profileData('data/orders.parquet', changed, 100);
    }
  }
});

test('YAML of new files reads back as what was written', () => {
  fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }).filter(k => k !== '__proto__' && k !== '<<'), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1, maxKeys: 6 }), value => {
    const json = JSON.parse(JSON.stringify(value)) as { [name: string]: never };
    if (JSON.stringify(json).includes('__proto__') || JSON.stringify(json).includes('"<<"') || /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufffe\uffff]/.test(JSON.stringify(json))) return;
    const tree = readYaml(yamlText(json));
    assert.deepEqual(tree.problems, []);
    assert.deepEqual(toJson(tree.root), json);
  }), { numRuns: 300 });
});

/** Forty orders as Parquet files, each compressed in another way. */
const PARQUET: { readonly [codec: string]: string } = {
  none: 'UEFSMRUEFYAFFYAFTBVQFQASAAABAAAAAAAAAAIAAAAAAAAAAwAAAAAAAAAEAAAAAAAAAAUAAAAAAAAABgAAAAAAAAAHAAAAAAAAAAgAAAAAAAAACQAAAAAAAAAKAAAAAAAAAAsAAAAAAAAADAAAAAAAAAANAAAAAAAAAA4AAAAAAAAADwAAAAAAAAAQAAAAAAAAABEAAAAAAAAAEgAAAAAAAAATAAAAAAAAABQAAAAAAAAAFQAAAAAAAAAWAAAAAAAAABcAAAAAAAAAGAAAAAAAAAAZAAAAAAAAABoAAAAAAAAAGwAAAAAAAAAcAAAAAAAAAB0AAAAAAAAAHgAAAAAAAAAfAAAAAAAAACAAAAAAAAAAIQAAAAAAAAAiAAAAAAAAACMAAAAAAAAAJAAAAAAAAAAlAAAAAAAAACYAAAAAAAAAJwAAAAAAAAAoAAAAAAAAABUAFUwVTCwVUBUQFQYVBhwAAAACAAAAUAEGC0AgDERhHEiiLEzjPFAkTVRlXVimbVznfWAojmRpnhUEFSQVJEwVBBUAEgAABgAAAHBsYWNlZAQAAABwYWlkFQAVGhUaLBVQFRAVBhUGHAAAAAIAAABQAQELqqqqqqoVBBWABRWABUwVUBUAEgAAAAAAAAAA4D8AAAAAAAD4PwAAAAAAAARAAAAAAAAADEAAAAAAAAASQAAAAAAAABZAAAAAAAAAGkAAAAAAAAAeQAAAAAAAACFAAAAAAAAAI0AAAAAAAAAlQAAAAAAAACdAAAAAAAAAKUAAAAAAAAArQAAAAAAAAC1AAAAAAAAAL0AAAAAAAIAwQAAAAAAAgDFAAAAAAACAMkAAAAAAAIAzQAAAAAAAgDRAAAAAAACANUAAAAAAAIA2QAAAAAAAgDdAAAAAAACAOEAAAAAAAIA5QAAAAAAAgDpAAAAAAACAO0AAAAAAAIA8QAAAAAAAgD1AAAAAAACAPkAAAAAAAIA/QAAAAAAAQEBAAAAAAADAQEAAAAAAAEBBQAAAAAAAwEFAAAAAAABAQkAAAAAAAMBCQAAAAAAAQENAAAAAAADAQ0AVABVMFUwsFVAVEBUGFQYcAAAAAgAAAFABBgtAIAxEYRxIoixM4zxQJE1UZV1Ypm1c531gKI5kaZ4VBBUIFQhMFQIVABIAAAxNAAAVABUSFRIsFVAVEBUGFQYcAAAAAgAAAFABAVAAFQQVChUKTBUCFQASAAABAAAAeBUAFRoVGiwVUBUQFQYVBhwAAAAGAAAAC1VVVVVVASgAFQQZbDUAGAZzY2hlbWEVCgAVBCUCGAJpZAAVDCUCGAVzdGF0ZSUATBwAAAAVCiUCGAZhbW91bnQAFQIlAhgGcGxhY2VkJQxMbAAAABUMJQIYBG5vdGUlAEwcAAAAFlAZHBlcJgAcFQQZNQAGEBkYAmlkFQAWUBaSBhaSBiaoBSYIKSwVBBUAFQIAFQAVEBUCADwpBhkmAFAAAAAmABwVDBk1AAYQGRgFc3RhdGUVABZQFoABFoABJtoGJpoGKSwVBBUAFQIAFQAVEBUCADwWkAMZBhkmAFAAAAAmABwVChk1AAYQGRgGYW1vdW50FQAWUBaSBhaSBia6DCaaByksFQQVABUCABUAFRAVAgA8KQYZJgBQAAAAJgAcFQIZNQAGEBkYBnBsYWNlZBUAFlAWXBZcJtANJqwNKSwVBBUAFQIAFQAVEBUCADwpBhkmAFAAAAAmABwVDBk1AAYQGRgEbm90ZRUAFlAWZhZmJq4OJogOKSwVBBUAFQIAFQAVEBUCADwWKBkGGSYoKAAAABbmDhZQJggW5g4AKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlcHAAAHAAAHAAAHAAAHAAAAMwBAABQQVIx',
  snappy: 'UEFSMRUEFYAFFd4CTBVQFQASAADAAgQBAAkBAAIJBwQAAw0IAAQNCAAFDQgABg0IAAcNCAAIDQgACQ0IAAoNCAALDQgADA0IAA0NCAAODQgADw0IABANCAARDQgAEg0IABMNCAAUDQgAFQ0IABYNCAAXDQgAGA0IABkNCAAaDQgAGw0IABwNCAQdAAkBAB4JBwQAHw0IACANCAAhDQgAIg0IACMNCAAkDQgAJQ0IACYNCDwnAAAAAAAAACgAAAAAAAAAFQAVTBVQLBVQFRAVBhUGHAAAACaUAgAAAFABBgtAIAxEYRxIoixM4zxQJE1UZV1Ypm1c531gKI5kaZ4VBBUkFShMFQQVABIAABJEBgAAAHBsYWNlZAQAAABwYWlkFQAVGhUeLBVQFRAVBhUGHAAAAA0wAgAAAFABAQuqqqqqqhUEFYAFFdoCTBVQFQASAADAAgAABQEE4D8FBwQA+A0IBARACRAADA0IABINCAAWDQgAGg0IAB4NCAAhDQgAIw0IACUNCAAnDQgAKQ0IACsNCAAtDQgALwkIBIAwDQgAMQ0IADINCAAzDQgANA0IADUNCAA2DQgANw0IADgNCAA5DQgAOg0IADsNCAA8DQgAPQ0IAD4NCAA/CQgEQEAJCADADQgEQEENEA0IBEBCDRANCChAQ0AAAAAAAMBDQBUAFUwVUCwVUBUQFQYVBhwAAAAmlAIAAABQAQYLQCAMRGEcSKIsTOM8UCRNVGVdWKZtXOd9YCiOZGmeFQQVCBUMTBUCFQASAAAEDAxNAAAVABUSFRYsFVAVEBUGFQYcAAAACSACAAAAUAEBUAAVBBUKFQ5MFQIVABIAAAUQAQAAAHgVABUaFR4sFVAVEBUGFQYcAAAADTAGAAAAC1VVVVVVASgAFQQZbDUAGAZzY2hlbWEVCgAVBCUCGAJpZAAVDCUCGAVzdGF0ZSUATBwAAAAVCiUCGAZhbW91bnQAFQIlAhgGcGxhY2VkJQxMbAAAABUMJQIYBG5vdGUlAEwcAAAAFlAZHBlcJgAcFQQZNQAGEBkYAmlkFQIWUBaSBhb0AyaGAyYIKSwVBBUAFQIAFQAVEBUCADwpBhkmAFAAAAAmABwVDBk1AAYQGRgFc3RhdGUVAhZQFoABFogBJsAEJvwDKSwVBBUAFQIAFQAVEBUCADwWkAMZBhkmAFAAAAAmABwVChk1AAYQGRgGYW1vdW50FQIWUBaSBhbwAyb+ByaEBSksFQQVABUCABUAFRAVAgA8KQYZJgBQAAAAJgAcFQIZNQAGEBkYBnBsYWNlZBUCFlAWXBZkJpwJJvQIKSwVBBUAFQIAFQAVEBUCADwpBhkmAFAAAAAmABwVDBk1AAYQGRgEbm90ZRUCFlAWZhZuJoIKJtgJKSwVBBUAFQIAFQAVEBUCADwWKBkGGSYoKAAAABbmDhZQJggWvgoAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlcHAAAHAAAHAAAHAAAHAAAAMwBAABQQVIx',
  gzip: 'UEFSMRUEFYAFFbYBTBVQFQASAAAfiwgAAAAAAAIDLcVJAoEAAABAJIVotVSkDf3/hQ5mLrNe/W0ceOvQO0eOvffBRyc++ezUmXMXLl354qtvvrt249YPP9355d6DR0+e/fbHXy/+AQ8IzoRAAQAAFQAVTBV0LBVQFRAVBhUGHAAAAB+LCAAAAAAAAgNjYmBgCGBk43ZQ4HFJlPFYpOPz2CZAxTckNTZiWW7M89oEjb6UzHkAWlXUdiYAAAAVBBUkFUZMFQQVABIAAB+LCAAAAAAAAgNjY2BgKMhJTE5NYQGxEjNTADQWQQMSAAAAFQAVGhU8LBVQFRAVBhUGHAAAAB+LCAAAAAAAAgNjYmBgCGBk5F4FAgAj8SWzDQAAABUEFYAFFeQBTBVQFQASAAAfiwgAAAAAAAIDLcc9DgFRGEDRVyhVCoVCMpmIiAhmmPE/H7MxS7MUy1AK79zm5Kb06939SR8OIjvkiGNOOGXBkjPOueCSK66zzw23rFhzxz0btjzwyBPPvPDKG7tsRPbFuHvGwzN638cX3twV90ABAAAVABVMFXQsFVAVEBUGFQYcAAAAH4sIAAAAAAACA2NiYGAIYGTjdlDgcUmU8Vik4/PYJkDFNyQ1NmJZbszz2gSNvpTMeQBaVdR2JgAAABUEFQgVMEwVAhUAEgAAH4sIAAAAAAACA+PxZWAAADd+0BMEAAAAFQAVEhU6LBVQFRAVBhUGHAAAAB+LCAAAAAAAAgNjYmBgCGBkDGAAAOWjKfMJAAAAFQQVChUyTBUCFQASAAAfiwgAAAAAAAIDY2RgYKgAAKMnnKUFAAAAFQAVGhU8LBVQFRAVBhUGHAAAAB+LCAAAAAAAAgNjY2Bg4A4FAUYNBgDC3hNNDQAAABUEGWw1ABgGc2NoZW1hFQoAFQQlAhgCaWQAFQwlAhgFc3RhdGUlAEwcAAAAFQolAhgGYW1vdW50ABUCJQIYBnBsYWNlZCUMTGwAAAAVDCUCGARub3RlJQBMHAAAABZQGRwZXCYAHBUEGTUABhAZGAJpZBUEFlAWkgYW8AIm3gEmCCksFQQVABUCABUAFRAVAgA8KQYZJgBQAAAAJgAcFQwZNQAGEBkYBXN0YXRlFQQWUBaAARbEASbaAyb4AiksFQQVABUCABUAFRAVAgA8FpADGQYZJgBQAAAAJgAcFQoZNQAGEBkYBmFtb3VudBUEFlAWkgYWngMmwAYmvAQpLBUEFQAVAgAVABUQFQIAPCkGGSYAUAAAACYAHBUCGTUABhAZGAZwbGFjZWQVBBZQFlwWrAEmpggm2gcpLBUEFQAVAgAVABUQFQIAPCkGGSYAUAAAACYAHBUMGTUABhAZGARub3RlFQQWUBZmFrABJtQJJoYJKSwVBBUAFQIAFQAVEBUCADwWKBkGGSYoKAAAABbmDhZQJggWrgoAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlcHAAAHAAAHAAAHAAAHAAAAM4BAABQQVIx',
  zstd: 'UEFSMRUEFYAFFYoBTBVQFQASAAAotS/9YEAA3QEAYoUMCxBgvhkoilJ1lFEK/0fHRsZFxUTEQ8NCwkHBQMCvt8vdarPYq7VKnUqj0KezyVwqk0gnVAIAAwEVABVMFV4sFVAVEBUGFQYcAAAAKLUv/SAmMQEAAgAAAFABBgtAIAxEYRxIoixM4zxQJE1UZV1Ypm1c531gKI5kaZ4VBBUkFTZMFQQVABIAACi1L/0gEpEAAAYAAABwbGFjZWQEAAAAcGFpZBUAFRoVLCwVUBUQFQYVBhwAAAAotS/9IA1pAAACAAAAUAEBC6qqqqqqFQQVgAUV+gFMFVAVABIAACi1L/1gQACdAwDkAwAAAAAAAOA/APgEQAwSFhoeISMlJykrLS+AMDEyMzQ1Njc4OTo7PD0+P0BAwEBBwEBCwEBDQAAAAAAAwENAJiDg11kMzGy0LAYOliVfZlnyZZYlX2ZZ8mUmS74ZB8uSL7Ms+TLLki+zLPkys6MtRbuOFQAVTBVeLBVQFRAVBhUGHAAAACi1L/0gJjEBAAIAAABQAQYLQCAMRGEcSKIsTOM8UCRNVGVdWKZtXOd9YCiOZGmeFQQVCBUaTBUCFQASAAAotS/9IAQhAAAMTQAAFQAVEhUkLBVQFRAVBhUGHAAAACi1L/0gCUkAAAIAAABQAQFQABUEFQoVHEwVAhUAEgAAKLUv/SAFKQAAAQAAAHgVABUaFSwsFVAVEBUGFQYcAAAAKLUv/SANaQAABgAAAAtVVVVVVQEoABUEGWw1ABgGc2NoZW1hFQoAFQQlAhgCaWQAFQwlAhgFc3RhdGUlAEwcAAAAFQolAhgGYW1vdW50ABUCJQIYBnBsYWNlZCUMTGwAAAAVDCUCGARub3RlJQBMHAAAABZQGRwZXCYAHBUEGTUABhAZGAJpZBUMFlAWkgYWrgImsgEmCCksFQQVABUCABUAFRAVAgA8KQYZJgBQAAAAJgAcFQwZNQAGEBkYBXN0YXRlFQwWUBaAARakASaIAya2AiksFQQVABUCABUAFRAVAgA8FpADGQYZJgBQAAAAJgAcFQoZNQAGEBkYBmFtb3VudBUMFlAWkgYWngMm9AUm2gMpLBUEFQAVAgAVABUQFQIAPCkGGSYAUAAAACYAHBUCGTUABhAZGAZwbGFjZWQVDBZQFlwWgAEmrgcm+AYpLBUEFQAVAgAVABUQFQIAPCkGGSYAUAAAACYAHBUMGTUABhAZGARub3RlFQwWUBZmFooBJrAIJvgHKSwVBBUAFQIAFQAVEBUCADwWKBkGGSYoKAAAABbmDhZQJggW+ggAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRlcHAAAHAAAHAAAHAAAHAAAAM4BAABQQVIx',
};
