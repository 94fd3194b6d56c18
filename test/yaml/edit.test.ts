import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { Path } from '../../server/src/model/facts';
import type { EditOperation } from '../../server/src/model/format';
import type { Json } from '../../server/src/model/key';
import { readYaml, toJson, yamlEdits } from '../../server/src/syntax/yaml';
import { applyEdits } from '../../server/src/text/span';
import { jsonArb, RUNS, sampleArb } from './generate';

function edited(text: string, ...operations: EditOperation[]): string {
  return applyEdits(text, yamlEdits(text, operations));
}

const CASES: [string, string, EditOperation[], string][] = [
  ['set replaces a scalar and keeps its comment', 'a: 1 # one\nb: 2\n', [{ op: 'set', path: ['a'], value: 'x' }], 'a: x # one\nb: 2\n'],
  ['set adds a key in the columns of its siblings', 'm:\n    a: 1\nz: 1\n', [{ op: 'set', path: ['m', 'b'], value: { c: [1] } }], 'm:\n    a: 1\n    b:\n        c:\n            - 1\nz: 1\n'],
  ['set into an empty value', 'm:\n  - name: a\n    columns: # none yet\n    x: 1\n', [{ op: 'set', path: ['m', 0, 'columns'], value: [{ name: 'id' }] }], 'm:\n  - name: a\n    columns: # none yet\n      - name: id\n    x: 1\n'],
  ['lists stay where the file has them', 'a:\n- x\nb: 1\n', [{ op: 'set', path: ['c'], value: ['y'] }], 'a:\n- x\nb: 1\nc:\n- y\n'],
  ['set makes the mappings on the way', 'a: 1\n', [{ op: 'set', path: ['b', 'c', 'd'], value: true }], 'a: 1\nb:\n  c:\n    d: true\n'],
  ['set replaces a block by a scalar', 'a:\n  b: 1 # gone\nc: 2\n', [{ op: 'set', path: ['a'], value: 'x' }], 'a: x\nc: 2\n'],
  ['set replaces a scalar by a block', 'a: "x" # why\nc: 2\n', [{ op: 'set', path: ['a'], value: { b: 1 } }], 'a: # why\n  b: 1\nc: 2\n'],
  ['a text of lines becomes a literal', 'a: x\n', [{ op: 'set', path: ['a'], value: 'one\ntwo\n' }], 'a: |\n  one\n  two\n'],
  ['strings that mean something else are quoted', "a: 'x'\n", [{ op: 'set', path: ['b'], value: 'no' }], "a: 'x'\nb: 'no'\n"],
  ['braces stay braces', 'a: {b: 1}\n', [{ op: 'set', path: ['a', 'c'], value: 'x, y' }], 'a: {b: 1, c: "x, y"}\n'],
  ['brackets over lines', 'a: [\n  b, # first\n  c # last\n]\n', [{ op: 'append', path: ['a'], value: 'd' }], 'a: [\n  b, # first\n  c, # last\n  d\n]\n'],
  ['append to []', 'a: []\n', [{ op: 'append', path: ['a'], value: 'd' }], 'a: [d]\n'],
  ['append a mapping to []', 'a: [] # c\n', [{ op: 'append', path: ['a'], value: { n: 1 } }], 'a: # c\n  - n: 1\n'],
  ['set into {}', 'a: {}\n', [{ op: 'set', path: ['a', 'b'], value: 1 }], 'a: {b: 1}\n'],
  ['append after the comments of the list', 'a:\n  - x\n  # - y\nb: 1\n', [{ op: 'append', path: ['a'], value: 'z' }], 'a:\n  - x\n  # - y\n  - z\nb: 1\n'],
  ['empty lines between entries go on', 'a:\n  - x: 1\n\n  - x: 2\n\nb: 1\n', [{ op: 'append', path: ['a'], value: { x: 3, y: 4 } }], 'a:\n  - x: 1\n\n  - x: 2\n\n  - x: 3\n    y: 4\n\nb: 1\n'],
  ['append makes the list', 'a: 1\n', [{ op: 'append', path: ['b'], value: 'x' }], 'a: 1\nb:\n  - x\n'],
  ['no line break at the end is kept', 'a: 1', [{ op: 'set', path: ['b'], value: 2 }], 'a: 1\nb: 2'],
  ['CRLF is kept', 'a: 1\r\nc: 3\r\n', [{ op: 'set', path: ['b'], value: [2] }], 'a: 1\r\nc: 3\r\nb:\r\n  - 2\r\n'],
  ['remove takes the comments that belong to it', 'a: 1\n\n# about b\nb: 2 # two\n# about c\nc: 3\n', [{ op: 'remove', path: ['b'] }], 'a: 1\n\n# about c\nc: 3\n'],
  ['remove leaves one empty line between the others', 'a: 1\n\nb: 2\n\nc: 3\n', [{ op: 'remove', path: ['b'] }], 'a: 1\n\nc: 3\n'],
  ['remove the last leaves no empty line at the end', 'a: 1\n\nb: 2\n', [{ op: 'remove', path: ['b'] }], 'a: 1\n'],
  ['remove the last line of a file that ends without a break', 'a: 1\nb: 2', [{ op: 'remove', path: ['b'] }], 'a: 1'],
  ['remove takes what is commented out within', 'a:\n  - x\n  # - y\nb: 1\n', [{ op: 'remove', path: ['a'] }], 'b: 1\n'],
  ['remove behind a dash', '- a: 1\n  # about b\n  b: 2\n', [{ op: 'remove', path: [0, 'a'] }], '- # about b\n  b: 2\n'],
  ['remove the last of a mapping takes its key', 'a:\n  b:\n    c: 1\nd: 1\n', [{ op: 'remove', path: ['a', 'b', 'c'] }], 'd: 1\n'],
  ['remove from brackets', 'a: [x, y, z]\n', [{ op: 'remove', path: ['a', 1] }, { op: 'remove', path: ['a', 1] }], 'a: [x]\n'],
  ['rename keeps quotes', '"a": 1 # x\n', [{ op: 'rename', path: ['a'], to: 'b' }], '"b": 1 # x\n'],
  [
    'move carries text and comments',
    'models:\n  - name: a\n    # about meta\n    meta: # m\n      owner: "x" # o\n      # end\n    columns: []\n',
    [{ op: 'move', path: ['models', 0, 'meta'], into: ['models', 0, 'config'] }],
    'models:\n  - name: a\n    columns: []\n    config:\n      # about meta\n      meta: # m\n        owner: "x" # o\n        # end\n',
  ],
  ['move into what is there', 'a:\n  b: |\n    text\n\n    more\n  c: 1\nconfig:\n    x: 1\n', [{ op: 'move', path: ['a', 'b'], into: ['config'], as: 'bb' }], 'a:\n  c: 1\nconfig:\n    x: 1\n    bb: |\n      text\n\n      more\n'],
  ['move within braces', 'a: {b: 1, c: "2"}\n', [{ op: 'move', path: ['a', 'c'], into: ['d'] }], 'a: {b: 1}\nd:\n  c: "2"\n'],
  ['an alias is not changed from where it is used', 'a: &x\n  b: 1\nc: *x\n', [{ op: 'set', path: ['c', 'b'], value: 2 }], 'a: &x\n  b: 1\nc: *x\n'],
  ['an alias can be replaced', 'a: &x\n  b: 1\nc: *x # use\n', [{ op: 'set', path: ['c'], value: 2 }], 'a: &x\n  b: 1\nc: 2 # use\n'],
  ['an anchor in use is not taken away', 'a: &x 1\nc: *x\n', [{ op: 'remove', path: ['a'] }], 'a: &x 1\nc: *x\n'],
  ['an empty file', '# nothing\n', [{ op: 'set', path: ['version'], value: 2 }], '# nothing\nversion: 2\n'],
  ['a list is changed where it differs', 'a:\n  - x # 1\n  - y # 2\n  - z # 3\n', [{ op: 'set', path: ['a'], value: ['x', 'z'] }], 'a:\n  - x # 1\n  - z # 3\n'],
  ['text and structure together', 'a: 1\nb: 2\n', [{ op: 'set', path: ['a'], value: 10 }, { op: 'text', span: { start: 5, end: 6 }, text: 'c' }], 'a: 10\nc: 2\n'],
];

for (const [name, before, operations, after] of CASES) {
  test(`edit: ${name}`, () => {
    assert.equal(edited(before, ...operations), after);
    const structural = operations.filter(o => o.op !== 'text');
    if (!operations.some(o => o.op === 'remove' && o.path.some(p => typeof p === 'number'))) assert.deepEqual(yamlEdits(after, structural), []);
  });
}

/** What an operation does to plain JSON; undefined if it is not to be done. */
function applied(root: Json, operation: EditOperation): Json | undefined {
  const copy = structuredClone(root) as Json;
  const container = (path: Path): unknown => path.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key as string], copy);
  if (operation.op === 'set') {
    (container(operation.path.slice(0, -1)) as Record<string, unknown>)[operation.path.at(-1) as string] = operation.value;
  } else if (operation.op === 'append') {
    const list = container(operation.path) as Json[];
    if (!list.some(v => JSON.stringify(v) === JSON.stringify(operation.value))) list.push(operation.value);
  } else if (operation.op === 'remove') {
    for (let i = operation.path.length; i > 0; i--) {
      const parent = container(operation.path.slice(0, i - 1)) as Record<string, unknown> | unknown[];
      if (Object.keys(parent).length < 2) {
        if (i === 1) return null;
        continue;
      }
      if (Array.isArray(parent)) parent.splice(operation.path[i - 1] as number, 1);
      else delete parent[operation.path[i - 1] as string];
      break;
    }
  } else if (operation.op === 'rename') {
    const parent = container(operation.path.slice(0, -1)) as Record<string, unknown>;
    parent[operation.to] = parent[operation.path.at(-1) as string];
    delete parent[operation.path.at(-1) as string];
  }
  return copy;
}

function pathsOf(value: Json, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.keys(value).flatMap(k => pathsOf((value as Record<string, Json>)[k]!, [...path, Array.isArray(value) ? Number(k) : k]))];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((node, key) => (node as Record<string, Json>)[key as string]!, value);
}

function operationsOn(value: Json, pick: number, kind: number, fresh: Json): EditOperation | null {
  const all = pathsOf(value).filter(p => p.length > 0);
  const path = all[pick % all.length]!;
  const node = at(value, path);
  const parent = at(value, path.slice(0, -1));
  switch (kind % 5) {
    case 0:
      return { op: 'set', path, value: fresh };
    case 1:
      return node !== null && typeof node === 'object' && !Array.isArray(node) ? { op: 'set', path: [...path, 'brand_new'], value: fresh } : { op: 'set', path: ['brand_new'], value: fresh };
    case 2:
      return Array.isArray(node) ? { op: 'append', path, value: fresh } : { op: 'remove', path };
    case 3:
      return { op: 'remove', path };
    default:
      return Array.isArray(parent) ? null : { op: 'rename', path, to: 'new name' };
  }
}

const sorted = (v: Json): Json => (Array.isArray(v) ? v.map(sorted) : v !== null && typeof v === 'object' ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, x]) => [k, sorted(x as Json)])) : v);

test('edits do what they say, once, and leave the rest', () => {
  fc.assert(
    fc.property(sampleArb, fc.nat(), fc.nat(), jsonArb, (sample, pick, kind, fresh) => {
      const operation = operationsOn(sample.value, pick, kind, fresh);
      if (!operation) return;
      const edits = yamlEdits(sample.text, [operation]);
      const after = applyEdits(sample.text, edits);
      const { root, problems } = readYaml(after);
      const shown = JSON.stringify({ operation, before: sample.text, after });
      assert.deepEqual(problems, [], shown);
      assert.deepEqual(sorted(toJson(root)), sorted(applied(sample.value, operation)!), shown);
      if (operation.op !== 'remove') assert.deepEqual(yamlEdits(after, [operation]), [], `again: ${shown}`);
      if (operation.op === 'append' || operation.op === 'rename' || (operation.op === 'set' && operation.path.at(-1) === 'brand_new')) {
        for (const comment of readYaml(sample.text).comments) assert.ok(after.includes(sample.text.slice(comment.start, comment.end)), shown);
      }
    }),
    { numRuns: RUNS },
  );
});

test('a moved pair keeps its value and all comments', () => {
  fc.assert(
    fc.property(sampleArb, fc.nat(), (sample, pick) => {
      const paths = pathsOf(sample.value).filter(p => p.length > 0 && typeof p.at(-1) === 'string');
      const path = paths[pick % paths.length]!;
      const operation: EditOperation = { op: 'move', path, into: ['brand_new', 'deep'], as: 'moved' };
      const after = edited(sample.text, operation);
      const { root, problems } = readYaml(after);
      const shown = JSON.stringify({ operation, before: sample.text, after });
      assert.deepEqual(problems, [], shown);
      const rest = applied({ ...(sample.value as object), brand_new: 1 }, { op: 'remove', path }) as Record<string, Json>;
      assert.deepEqual(sorted(toJson(root)), sorted({ ...rest, brand_new: { deep: { moved: at(sample.value, path) } } }), shown);
      assert.deepEqual(yamlEdits(after, [operation]), [], shown);
    }),
    { numRuns: RUNS },
  );
});
