import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { changesBetween, impactMarkdown, impactText } from '../../server/src/features/impact';
import { essence } from '../../server/src/features/impact/logic';
import { typeChange } from '../../server/src/features/impact/types';
import { NO_PAINT } from '../../server/src/features/render/terminal';
import { between, lines } from './between';

function filesIn(folder: string, below = ''): [string, string][] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap(e => {
    const name = below === '' ? e.name : `${below}/${e.name}`;
    return e.isDirectory() ? filesIn(folder, name) : /\.(sql|ya?ml|py|csv)$/.test(e.name) ? [[name, readFileSync(path.join(folder, name), 'utf8')] as [string, string]] : [];
  });
}
const files = filesIn('examples/airflow-shop');
const project = `\n${files.map(([name, text]) => `//- ${name}\n${text.split('\n').map(l => l).join('\n')}`).join('\n')}`;

describe('whatever is edited', () => {
  const edit = fc.record({ file: fc.nat(files.length - 1), from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(60), text: fc.oneof(fc.constant(''), fc.constantFrom('select ', ', x', "{{ ref('", '- name: a\n', '\n', ')', '"""'), fc.string({ maxLength: 8 })), kind: fc.constantFrom('edit', 'edit', 'edit', 'delete', 'move') });

  test('there is an impact, the same each time, that can be printed; and none of nothing', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), edits => {
        const changed: { [path: string]: string | null } = {};
        for (const e of edits) {
          const [name, text] = files[e.file]!;
          if (e.kind === 'delete') changed[name] = null;
          else if (e.kind === 'move') {
            changed[name] = null;
            changed[name.replace(/([^/]+)$/, 'moved_$1')] = text;
          } else {
            const at = Math.floor(e.from * text.length);
            changed[name] = text.slice(0, at) + e.text + text.slice(at + e.length);
          }
        }
        const result = between(project, changed);
        for (const c of result.changes) {
          assert.ok(c.reason.length > 0 && c.title.length > 0 && c.place.line >= 1 && c.place.file !== '', JSON.stringify(c));
          assert.ok(c.verdict !== 'breaking' || c.reach.some(r => r.effect === 'breaks') || /contract|public|other projects/.test(c.reason), JSON.stringify(c));
        }
        assert.equal(result.summary.breaking + result.summary.risky + result.summary.safe, result.changes.length);
        impactText(result, { width: 80, paint: NO_PAINT, quiet: false });
        impactMarkdown(result, { fold: true, heading: 'x', link: () => null });
        for (const n of changesBetween(result)) assert.ok(n.verdict !== null || n.effect !== null);
      }),
      { numRuns: 60 },
    );
    assert.deepEqual(lines(between(project, {})), []);
  });
});

describe('parts', () => {
  test('types are compared in one way or the other, and never with a throw', () => {
    const type = fc.oneof(fc.constantFrom('int', 'bigint', 'varchar(10)', 'varchar', 'numeric(10,2)', 'numeric', 'float', 'double', 'date', 'timestamp', 'timestamptz', 'boolean', 'struct<a int>', 'VARCHAR ( 20 )', 'decimal(', '()'), fc.string());
    const reverse: { readonly [c: string]: readonly string[] } = { same: ['same'], wider: ['narrower'], narrower: ['wider', 'narrower'], other: ['other'] };
    fc.assert(fc.property(type, type, (a, b) => {
      assert.equal(typeChange(a, a), 'same');
      assert.ok(reverse[typeChange(a, b)]!.includes(typeChange(b, a)), `${a} ${b}: ${typeChange(a, b)} ${typeChange(b, a)}`);
    }));
    for (const [a, b, c] of [['int', 'integer', 'same'], ['TEXT', 'varchar', 'same'], ['text', 'varchar(10)', 'narrower'], ['int', 'numeric(5,0)', 'narrower'], ['int', 'numeric(12,2)', 'wider'], ['numeric(10,2)', 'numeric(10,4)', 'narrower'], ['date', 'timestamp', 'wider'], ['varchar', 'int', 'other'], ['timestamp', 'timestamptz', 'other']] as const) assert.equal(typeChange(a, b), c, `${a} ${b}`);
  });

  test('what counts in a text is the same whatever its blanks and comments', () => {
    assert.equal(essence("select a , b -- x\n from t /* y */ where c = '--  no' {# z #}"), essence("select a,b\nfrom t\n\nwhere c='--  no'"));
    assert.notEqual(essence("select 'a  b'"), essence("select 'a b'"));
    assert.equal(essence("{{ config(materialized='table') }}\nselect 1"), essence('select 1'));
    fc.assert(fc.property(fc.string(), text => essence(text).length <= text.length + 1));
  });
});
