import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import fc from 'fast-check';
import { isTimestamp, printYaml, readYaml, toJson } from '../../../server/src/syntax/yaml';
import { jsonArb, sampleArb } from '../../yaml/generate';

type Answer = { readonly value: unknown } | { readonly error: string };

/** What PyYAML makes of each text. */
function load(texts: readonly string[]): Answer[] {
  const { stdout, status, stderr } = spawnSync(process.env['ORACLE_PYTHON'] ?? 'python3', [process.env['ORACLE_LOADER'] ?? 'test/oracle/yaml/load.py'], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1 << 29 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Answer[];
}

/** Our value in the form the loader writes: numbers that JSON lacks by name, keys in order. */
function written(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? (value === 0 ? 0 : value) : { $float: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' };
  if (Array.isArray(value)) return value.map(written);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, written(v)]));
}

function compare(texts: readonly string[]): void {
  const answers = load(texts);
  const differences = texts.flatMap((text, i): { text: string; ours: unknown; theirs: unknown }[] => {
    const answer = answers[i]!;
    const { root, problems } = readYaml(text);
    const wrong = problems.filter(p => p.rule !== 'yaml-duplicate-key');
    if ('error' in answer) return wrong.length > 0 ? [] : [{ text, ours: toJson(root), theirs: answer.error }];
    if (wrong.length > 0) return [{ text, ours: wrong, theirs: answer.value }];
    return JSON.stringify(written(toJson(root))) === JSON.stringify(written(answer.value)) ? [] : [{ text, ours: toJson(root), theirs: answer.value }];
  });
  assert.deepEqual(differences, []);
}

const SCALARS = `yes Yes YES yES no No NO on On ON off Off OFF oFF y Y n N true True TRUE tRUE false False FALSE null Null NULL nULL ~ none None nil
0 -0 +0 00 1 -1 +1 12 012 -012 +012 0o12 0O12 08 09 019 0b101 -0b1 0b 0b2 0x1F 0x1f -0xff 0x 0xg 1_000 1_0_0 _1 1_ 0_1 0b1_0 0x_f 123456789012345678901234567890
1.0 1. .5 -.5 +.5 . .. ... 1.5e3 1.5e+3 1.5e-3 1e3 1e+3 1.e+3 .5e+1 .5e1 1.2.3 1_0.5 1._5 0.1_0 00.5 -1.5 +1.5 1.5E+3 1.5E3 6.02e+23 1e400
.inf .Inf .INF .iNF +.inf -.inf -.Inf .nan .NaN .NAN .nAN -.nan inf nan infinity NaN
1:30 -1:30 +1:30 1:60 1:5 0:30 00:30 01:30 10:30:45 1:30.5 1:30. 190:20:30 190:20:30.15 12:61 1:2:3:4 12h30 1: 1:a
2024-01-01 2024-1-1 2024-13-45 2024-01-01T10:00:00 2024-01-01T10:00:00Z 2024-01-01T10:00:00.5+02:00 2024-01-01t1:00:00 20240101 24-01-01
= << - -- --- -a ? ?a :a a: a:b a#b a,b a;b (x) $x x% x@y x!y x&y x*y x|y x>y <x <=5 => != ^x \\ / ./x ~x x~ +x -x .x é ü 中文 😀 x' x" a'b
2.0e 1..2 0.0 -0.0 0x1.5 1e 1e+ e3 +e3 - +- ++1 --1 1- 1+1 1/2 1,000 1.000,5 0.1e-7 007 0777 0888 1__0 0__1`.split(/\s+/);

test(`${SCALARS.length} scalars`, () => {
  assert.ok(SCALARS.length > 150);
  // PyYAML fails on the value of these, not on the text: numbers without a digit, a merge or a tag with nothing to be about.
  const refused = new Set(['<<', '!=', '=', '0b_', '0x_']);
  const usable = SCALARS.filter(s => !refused.has(s) && s !== '');
  compare(usable.map(s => `k: ${s}\n`));
  compare(usable.map(s => `- ${s}\n`));
  compare(usable.map(s => `[${s}]\n`));
  compare(usable.map(s => `${s}`));
});

test('dates are known', () => {
  for (const date of ['2024-01-01', '2024-1-1T1:00:00', '2024-01-01 10:00:00 Z', '2024-01-01T10:00:00.123+02:00']) assert.ok(isTimestamp(date), date);
  for (const other of ['2024-1-1', '24-01-01', '2024-01-01T10:00', '2024-01', 'x']) assert.ok(!isTimestamp(other), other);
});

const DOCUMENTS = [
  // Good ones.
  '', '# c\n', '---\n', '--- a\n', 'a', 'a: 1\n', 'a:\n', 'a:\n- 1\n- 2\nb: 1\n', 'a:\n  - 1\n', '- a: 1\n  b: 2\n', '- - a\n  - b\n', 'a: b c\n  d\n\n  e\n', "a: 'x\n\n  y'\n", 'a: "x \\\n   y"\n',
  'a: |\n x\n  y\n\nb: >\n x\n y\n', 'a: |+\n\n x\n\n\nb: 1', 'a: >-\n x\n\n\n y\n', 'a: |2\n   x\n', 'a: >1\n   x\n  y\n', 'a: {b: 1, c: [1, 2], }\n', 'a: {b, c}\n', '{"a":1}\n', '{a:1}\n', '[a: 1, b]\n', 'a: [\n1\n]\n', 'a: {\nb: 1\n}\n',
  '? a\n: b\n', '? |\n  k\n: v\n', '? - a\n', '&a a: *a\n', 'a: &x\n  b: 1\nc: *x\n', 'a: &x [1]\nb: *x\n', 'x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n', 'x: &x {a: 1}\ny: &y {b: 1, a: 3}\nz: {<<: [*x, *y]}\n',
  'x: &x {a: 1}\ny: &y {a: 2}\nz:\n  <<: *x\n  <<: *y\n', 'a: !t x\n', 'a: !!str 1\n', 'a: !!int "1"\n', 'a: ! 1\n', '%YAML 1.1\n---\na: 1\n', 'a: 1\n...\n', 'a: x#y\n', 'a: "x"#y\n', 'a: x:y\n', 'a : 1\n', '"a" : 1\n', "'a': 1\n", 'a:\n "x"\n', 'a:\n  x\n  y\n', 'a:\t1\n', 'a: 1\t# c\n',
  '\ufeffa: 1\n', 'a: 1\r\nb: 2\r\n', 'a: 1\rb: 2\r', 'a: 1\n\n\n  \nb: 2', 'a:\n  b:\n  - c\n  d: 1\n', '- a\n-\n- b\n', 'a: -1\nb: - 1'.replace('b: - 1', 'b: -x'), 'a: ?x\n', 'a: (x)\n', 'a: hello {{ x }}\n', "a: '{{ x }}'\n", 'a: [x y, "z"]\n', 'a: [a\n  b, c]\n', 'a: "\\u00e9\\x41\\n"\n', 'a: 1\na: 2\n', 'a: \u2028 x\n'.replace('\u2028 ', ''), 'a:\n- b:\n  - c\n- d\n', '-\n  a: 1\n-\n  - 2\n', 'a: # c\n  # d\n  b: 1\n', 'a: |\n  # no comment\n  x\n# comment\nb: 1\n', 'a: |\n\n\n  x\n', 'a:\n    b: 1\n    c:\n       d: 1\ne: 1\n',
  // Bad ones.
  'a: b: c\n', 'a: {{ x }}\n', 'a: {% x %}\n', 'a: {# x #}\n', '- {{ x }}\n', '{{ x }}: 1\n', 'a: >10\n', 'a: >= 1\n', 'a: !=0 x: 1\n', 'a: *\n', 'a: *.sql\n', 'a: *x\n', 'a: &\n', 'a: @x\n', 'a: `x`\n', 'a: %x\n', 'a: |x\n', 'a: "x\n', "a: 'x\n", 'a: "x" y\n', 'a: [1\n', 'a: {b: 1\n', 'a: [1]]\n', 'a: [1 2\n', 'a: [,]\n', 'a: [1,,2]\n', 'a: ]\n', 'a: }\n', 'a: ,\n',
  'a:\n\tb: 1\n', '-\ta\n', 'a: 1\n \tb: 2\n', 'a:\n  b: 1\n c: 2\n', 'a: 1\n  b: 2\n', '  a: 1\nb: 2\n', 'a\nb: 1\n', 'a: 1\nb\n', 'a: 1\nb\nc: 2\n', '- a\nb: 1\n', 'a: 1\n- b\n', 'a:\n  - x\n- y\n', 'a: - b\n', 'a: ? b\n', '[a]: 1\n', '{a: 1}: 2\n', '? [a]\n: b\n', 'a: 1\n---\nb: 2\n', '...\na: 1\n', 'a: "\\d"\n', 'a: "\\ud800"\n', 'a: \0\n', 'a: \x07\n', 'a: &x 1\nb: &x 2\n', '<<: 1\n', 'a: !!\n', '%X\na: 1\n', '--- a: 1\n', '--- - a\n', ': a\n', '<<<<<<< a\na: 1\n=======\na: 2\n>>>>>>> b\n', 'a: |\n\tx\n', 'a: x\n y: z\n', '"a\nb": 1\n', 'a: &x *x\n', 'a: [\n---\n]\n', 'a: "\n---\n"\n',
];

test(`${DOCUMENTS.length} documents, good and bad`, () => {
  assert.ok(DOCUMENTS.length > 60);
  compare(DOCUMENTS);
});

test('what people write, and what is left when it is cut or spliced', () => {
  const texts = fc.sample(sampleArb, { numRuns: 1500, seed: 7 }).map(s => s.text);
  compare(texts);
  const bits = [': ', '- ', '\n', ' ', '  ', '"', "'", ' #', '[', ']', '{', '}', ',', '|', '>', '&a ', '*a', '!t ', '? ', 'x', '\r\n', '---\n'];
  let seed = 12345;
  const random = (most: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 0x100000000) * most);
  };
  const spliced = texts.map(text => {
    const at = random(text.length + 1);
    return text.slice(0, at) + bits[random(bits.length)]! + text.slice(at + random(3));
  });
  compare(spliced);
});

test('what we print, PyYAML reads back', () => {
  const values = fc.sample(jsonArb, { numRuns: 1500, seed: 7 });
  const answers = load(values.map(v => `k:\n${printYaml(v, 2)}\n`));
  values.forEach((value, i) => {
    const answer = answers[i]!;
    assert.ok('value' in answer, JSON.stringify([value, answer]));
    assert.deepEqual(written((answer.value as { k: unknown }).k), written(JSON.parse(JSON.stringify(value))));
  });
});
