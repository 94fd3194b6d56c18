import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { dbt } from '../../../server/src/formats/dbt';
import { Draft, type Source } from '../../../server/src/formats/dbt/extract/draft';
import { extractProperties, readProperties } from '../../../server/src/formats/dbt/extract/properties';
import { reread } from '../../../server/src/formats/dbt/extract/reread';
import { projectOf } from '../../../server/src/formats/dbt/project/data';
import { fileRole } from '../../../server/src/formats/dbt/project/paths';
import type { Facts } from '../../../server/src/model/facts';
import { Engine } from '../../../server/src/workspace/engine';
import { SAMPLES } from './samples';

const PATH = 'models/long.yml';

const engine = new Engine({ formats: [dbt], tracking: true, read: path => SAMPLES[path] ?? null });
engine.announce(Object.keys(SAMPLES));
const context = engine.contexts.get('dbt')![0]!;
const project = projectOf(context)!;

function sourceOf(text: string): Source {
  return { document: { path: PATH, text }, text, project, role: fileRole(PATH, project)!, draft: new Draft() };
}

function fresh(text: string): Facts {
  const source = sourceOf(text);
  extractProperties(source);
  return source.draft.facts();
}

const MODELS = [
  `  - name: orders
    description: "One row, {{ doc('grain') }}"
    columns:
      - name: id
        data_type: int
        data_tests: [unique, not_null]
      - name: customer_id
        description: >
          Who bought;
          see there.
        # pipewright: allow unknown-column
        data_tests:
          - relationships:
              arguments: {to: ref('customers'), field: id}
`,
  `  - name: customers # the others
    config: {tags: [a], meta: {owner: 'it''s'}}
    latest_version: 2
    constraints:
      - {type: primary_key, columns: [id]}
    versions:
      - v: 1
      - v: 2
        columns: [{include: all, exclude: [x]}, {name: y}]
    columns:
      - {name: id, tests: [unique, {accepted_values: {values: [1, 2]}}]}
      - name: x
      - name: ID
`,
  `  - {name: small}
`,
  `  - name: "quoted"
    description: |
      - name: not_an_item
      {{ ref('orders') }}

    data_tests:
      - dbt_utils.unique_combination_of_columns:
          combination_of_columns: [a, b]
          config: {where: "{{ my_macro(ref('orders'), 1) }} > {{ var('first_day') }}", severity: bad}
    unknown_key: 1

`,
];
const SOURCES = `  - name: raw
    schema: "{{ var('schema') }}"
    tables:
      - name: orders
        loaded_at_field: at
        columns:
          - name: id
            data_tests: [not_null]
      - name: items
        freshness: {warn_after: {count: 1, period: day}, error_after: {count: 1, period: hour}}
  - name: raw2
    overrides: x
    tables: [{name: a}]
`;

const outdented = (text: string): string => text.replace(/^ {2}/gm, '');

/** A file of some sections, with items in the column of their key or further in. */
const file = fc
  .record({
    models: fc.array(fc.constantFrom(...MODELS), { minLength: 1, maxLength: 6 }),
    sources: fc.constantFrom('', `sources:\n${SOURCES}`, `\n# Where it comes from.\nsources:\n\n${SOURCES}\n`),
    version: fc.constantFrom('version: 2\n\n', '', '# A file.\n'),
    more: fc.constantFrom('', 'exposures:\n  - name: report\n    type: dashboard\n    owner: {name: a}\n    depends_on: [ref("orders")]\n', 'version: 2\n', 'unit_tests:\n  - name: u\n    model: orders\n    given: []\n    expect: {rows: []}\n'),
    last: fc.boolean(),
    flat: fc.boolean(),
    crlf: fc.boolean(),
  })
  .map(({ models, sources, version, more, last, flat, crlf }) => {
    const list = models.map((m, i) => m.replace(/name: (\w+)/, `name: $1_${i}`)).join('');
    const both = [`models:\n${flat ? outdented(list) : list}`, sources];
    const text = version + (last ? both.reverse() : both).join('') + more;
    return crlf ? text.replace(/\n/g, '\r\n') : text;
  });

const SNIPPETS = ['x', ' ', '\n', '#', "'", '"', ':', ': ', '- ', '  ', '\n  - name: more\n', '\n- name: more\n', '&a ', '*a', '{', '}', ']', '|', '\t', '---\n', '...\n', "{{ ref('b') }}", "{{ m(ref('b')) }}", '\n        # pipewright: allow-file unknown-ref\n', 'é', '\u2028', '\r', 'name: z\n    ', '?', '<<<<<<<', '\nversion: 2\n', '\nmodels:\n', '- unique\n', 'tests:\n'];

const edit = fc.record({ at: fc.integer({ min: 0, max: 10_000 }), remove: fc.constantFrom(0, 0, 0, 1, 2, 5, 30), insert: fc.constantFrom('', 'x', 'text', ...SNIPPETS), atLine: fc.boolean(), undo: fc.boolean(), mend: fc.integer({ min: 0, max: 5 }).map(n => n > 0) });

/** What JSON leaves out (absent or undefined) is the same to all readers. */
function plain(facts: Facts): unknown {
  return JSON.parse(JSON.stringify(facts));
}

test('what an item of a property file says after an edit is what a fresh read of the file says', () => {
  let sooner = 0;
  let all = 0;
  fc.assert(
    fc.property(file, fc.array(edit, { minLength: 1, maxLength: 12 }), (start, edits) => {
      let text = start;
      let facts = fresh(text);
      for (const e of edits) {
        let at = Math.floor((e.at * text.length) / 10_000);
        if (e.atLine) at = text.lastIndexOf('\n', at) + 1;
        const next = text.slice(0, at) + e.insert + text.slice(at + e.remove);
        const found = reread(sourceOf(next), { text, facts }, readProperties, 0);
        const whole = fresh(next);
        all++;
        if (found) {
          sooner++;
          assert.deepEqual(plain(found), plain(whole), JSON.stringify(next));
        }
        // Broken files are read as a whole: most are mended at once.
        if (e.undo || (e.mend && whole.problems.some(p => p.rule.startsWith('yaml-')))) continue;
        facts = found ?? whole;
        text = next;
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(sooner > all / 20, `${sooner} of ${all} edits were read by themselves`);
});

test('an open document is read by the item, and its facts are those of a fresh read', () => {
  const text = (mark: string, at: number) => `version: 2\nmodels:\n${Array.from({ length: 400 }, (_, i) => `  - name: m${i}\n    description: Some words about it${i === at ? mark : ''}.\n    columns:\n      - name: id\n        data_tests: [unique]\n`).join('')}`;
  const long = new Engine({ formats: [dbt], tracking: true, read: path => SAMPLES[path] ?? null });
  long.announce(Object.keys(SAMPLES));
  long.openDocument(PATH, text('', 0));
  const kept = () => long.workspace.document(PATH)!.facts.declarations;
  const before = kept();
  for (const [i, mark] of ['!', '!\n    config: {tags: [a]} # so', ''].entries()) {
    long.openDocument(PATH, text(mark, 200));
    assert.deepEqual(plain(long.workspace.document(PATH)!.facts), plain(fresh(text(mark, 200))));
    assert.equal(kept()[0], before[0], `edit ${i} has what stands above it read again`);
  }
});
