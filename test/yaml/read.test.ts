import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { itemsOf, mergedPairs, pairOf, readYaml, readYamlDocuments, toJson, type YamlDocument, type YamlNode, valueOf } from '../../server/src/syntax/yaml';
import { RUNS, sampleArb } from './generate';
import { readExact } from './reference';

const plain = (v: unknown): unknown => JSON.parse(JSON.stringify(v));

/** Every node of a tree; aliased ones once for each place. */
function nodesOf(node: YamlNode | null, out: YamlNode[] = []): YamlNode[] {
  if (!node) return out;
  out.push(node);
  if (node.kind === 'seq') for (const item of node.items) nodesOf(item.value, out);
  if (node.kind === 'map') {
    for (const pair of node.pairs) {
      nodesOf(pair.key, out);
      nodesOf(pair.value, out);
    }
  }
  return out;
}

/** What two readers must agree on. */
function shape(document: YamlDocument): unknown {
  return nodesOf(document.root).map(n => {
    if (n.kind === 'scalar') return [n.kind, n.span, n.style, n.text, n.value, n.content];
    return n.flow ? [n.kind, 'flow', n.span] : [n.kind, n.span.start, n.indent];
  });
}

function checkSpans(text: string, { root, comments, problems }: YamlDocument, start = 0, end = text.length): void {
  const inside = (s: { start: number; end: number }): void => {
    if (!(start <= s.start && s.start <= s.end && s.end <= end)) assert.fail(JSON.stringify([s, text]));
  };
  for (const comment of comments) {
    inside(comment);
    assert.equal(text[comment.start], '#');
  }
  for (const problem of problems) inside(problem.span);
  for (const node of nodesOf(root)) inside(node.span);
}

test('reads what people write, whatever the layout', () => {
  fc.assert(
    fc.property(sampleArb, ({ text, value }) => {
      const document = readYaml(text);
      assert.deepEqual(document.problems, [], JSON.stringify(text));
      assert.deepEqual(plain(toJson(document.root)), plain(value), JSON.stringify(text));
      checkSpans(text, document);
    }),
    { numRuns: RUNS },
  );
});

test('gives the tree that another reader gives', () => {
  fc.assert(
    fc.property(sampleArb, ({ text }) => {
      const [ours, other] = [readYaml(text), readExact(text, 0, text.length)];
      assert.deepEqual(shape(ours), shape(other), JSON.stringify(text));
      assert.deepEqual(ours.comments, other.comments);
    }),
    { numRuns: RUNS },
  );
});

const FIXTURES: [string, string, unknown][] = [
  ['anchors and merge keys', 'd: &d {a: 1, b: 2}\nx:\n  <<: *d\n  b: 3\ny: [*d]\n', { d: { a: 1, b: 2 }, x: { a: 1, b: 3 }, y: [{ a: 1, b: 2 }] }],
  ['a key before the merge wins too', 'd: &d {a: 1}\nx: {a: 2, <<: *d}\n', { d: { a: 1 }, x: { a: 2 } }],
  ['of several sources the first wins', 'a: &a {k: 1}\nb: &b {k: 2}\nc: {<<: [*a, *b]}\n', { a: { k: 1 }, b: { k: 2 }, c: { k: 1 } }],
  ['anchors on blocks, keys and items', 'a: &a\n  x: 1\nb: &b\n- *a\n&k c: *b\n', { a: { x: 1 }, b: [{ x: 1 }], c: [{ x: 1 }] }],
  ['tags', 'a: !ENV x\nb: !!str 12\nc: !!int "3"\nd: !include [x]\n', { a: 'x', b: '12', c: 3, d: ['x'] }],
  ['question marks', '? a\n: b\n? c\n', { a: 'b', c: null }],
  ['a directive and a marker', '%YAML 1.1\n--- # go\na: 1\n...\n', { a: 1 }],
  ['compact nesting', '- - a\n  - b: 1\n    c: 2\n-\n  - d\n', [['a', { b: 1, c: 2 }], ['d']]],
  ['folding', 'a: >\n  one\n  two\n\n  three\n   four\n  five\nb: x\n  y\n\n  z\nc: "q\n\n  r \\\n  s"\n', { a: 'one two\n\nthree\n four\nfive\n'.replace('\n\nthree', '\nthree'), b: 'x y\nz', c: 'q\nr s' }],
  ['chomping', 'a: |-\n  x\n\nb: |+\n  x\n\nc: |2\n   x\nd: |\n', { a: 'x', b: 'x\n\n', c: ' x\n', d: '' }],
  ['brackets closed at the margin', 'a: [\n1, {b: 2\n}\n]\nc: 3\n', { a: [1, { b: 2 }], c: 3 }],
  ['JSON', '{"a":1,"b":[true,null,"x"],\n"c":{}}', { a: 1, b: [true, null, 'x'], c: {} }],
  ['pairs in brackets', '[a: 1, b, "c": ]', [{ a: 1 }, 'b', { c: null }]],
  ['escapes', 'a: "\\x41\\u00e9\\U0001F600\\t\\/\\N"\nb: \'it\'\'s\'\n', { a: 'A\u00e9\u{1f600}\t/\x85', b: "it's" }],
  ['indicators within text', 'a: x#y:z -, {q} ?!\nb: -x\nc: ?x\nd: :x\ne: http://x\n', { a: 'x#y:z -, {q} ?!', b: '-x', c: '?x', d: ':x', e: 'http://x' }],
  ['empty values', 'a:\nb: ~\nc: ""\nd: # c\n- \n-\n', { a: null, b: null, c: '', d: [null, null] }],
  ['values of YAML 1.1', '[yes, No, on, y, 012, 0o12, 1:30, 1e3, 1.0e+3, .5, 0x1F, 1_000, 09, ~, 2024-01-01]', [true, false, true, 'y', 10, '0o12', 90, '1e3', 1000, 0.5, 31, 1000, '09', null, '2024-01-01']],
  ['CR alone ends lines', 'a: 1\rb:\r- 2\r', { a: 1, b: [2] }],
  ['a byte order mark', '\ufeffa: 1\n', { a: 1 }],
  ['nothing', '# only this\n\n', null],
];
for (const [name, text, value] of FIXTURES) {
  test(`reads ${name}`, () => {
    const document = readYaml(text);
    assert.deepEqual(document.problems, []);
    assert.deepEqual(plain(toJson(document.root)), value);
    checkSpans(text, document);
  });
}

// Text with the mistake between ‹ and ›: where the problem is told; then the rule, what the message must say, and what is read all the same.
const MISTAKES: [string, string, string, RegExp, unknown][] = [
  ['a colon in a value', 'a: see‹:› this\nb: 2\n', 'yaml-syntax', /quotes around the value/, { a: 'see: this', b: 2 }],
  ['unquoted Jinja', 'a: ‹{{ ref("x") }}›\nb: 2 # c\n', 'yaml-unquoted-jinja', /must be quoted/, { a: '{{ ref("x") }}', b: 2 }],
  ['unquoted Jinja with more behind', '- ‹{{ a }}/x›\n- b\n', 'yaml-unquoted-jinja', /must be quoted/, ['{{ a }}/x', 'b']],
  ['unquoted Jinja in brackets', 'a: [‹{{ b }}›, c]\nd: 1\n', 'yaml-unquoted-jinja', /must be quoted/, { a: ['{{ b }}', 'c'], d: 1 }],
  ['a Jinja block as value', 'a: ‹{% if x %}y{% endif %}›\nb: 1\n', 'yaml-unquoted-jinja', /'{%'/, { a: '{% if x %}y{% endif %}', b: 1 }],
  ['an operator', 'warn_if: ‹>= 5›\nb: 2\n', 'yaml-unquoted-operator', /'>' starts a block of text/, { warn_if: '>= 5', b: 2 }],
  ['an operator before two digits', 'warn_if: ‹>10› # c\nb: 2\n', 'yaml-unquoted-operator', /block of text/, { warn_if: '>10', b: 2 }],
  ['an operator before one digit', 'warn_if: ‹>5›\nb: 2\n', 'yaml-unquoted-operator', /block of text/, { warn_if: '', b: 2 }],
  ['not equal', 'error_if: ‹!= 0›\nb: 2\n', 'yaml-unquoted-operator', /starts a tag/, { error_if: '!= 0', b: 2 }],
  ['a star', 'select: ‹*›\nb: 2\n', 'yaml-unquoted-operator', /starts an alias/, { select: '*', b: 2 }],
  ['a glob', '- ‹*.sql›\n- x\n', 'yaml-unquoted-operator', /starts an alias/, ['*.sql', 'x']],
  ['a percent sign', 'f: ‹%Y-%m›\n', 'yaml-unquoted-operator', /cannot start with '%'/, { f: '%Y-%m' }],
  ['an at sign', 'f: ‹@x›\nb: 1\n', 'yaml-unquoted-operator', /'@'/, { f: '@x', b: 1 }],
  ['an alias without anchor', 'a: ‹*x›\nb: 1\n', 'yaml-syntax', /No anchor '&x'/, { a: null, b: 1 }],
  ['a tab', 'a:\n‹\t›b: 1\n\tc: 2\nd: 3\n', 'yaml-tab', /A tab cannot indent/, { a: { b: 1, c: 2 }, d: 3 }],
  ['an open double quote', 'a: ‹"›un\nb: "x"\nc: 1\n', 'yaml-syntax', /closed only some lines below/, { a: '"un', b: 'x', c: 1 }],
  ['an open single quote', "a: ‹'›un\nb: 1\n", 'yaml-syntax', /never closed/, { a: "'un", b: 1 }],
  ['text behind quotes', 'a: "x" ‹and "y"›\nb: 1\n', 'yaml-syntax', /closing "/, { a: '"x" and "y"', b: 1 }],
  ['an open bracket', 'm:\n  a: ‹[›1, 2\n  b: 3\n', 'yaml-syntax', /This \[ is never closed/, { m: { a: [1, 2], b: 3 } }],
  ['a missing comma', 'a: {b: 1 c‹:› 2}\nd: 1\n', 'yaml-syntax', /comma is missing/, undefined],
  ['a list indented too little', 'm:\n  c:\n      - n: x\n    ‹- n: y›\nz: 1\n', 'yaml-syntax', /has 4 spaces before it/, { m: { c: [{ n: 'x' }, { n: 'y' }] }, z: 1 }],
  ['a key indented too much', 'm:\n  - name: a\n      ‹tests›: 1\n    b: 2\nz: 1\n', 'yaml-syntax', /has 6 spaces before it/, { m: [{ name: 'a', tests: 1, b: 2 }], z: 1 }],
  ['a key indented too little', 'm:\n  - name: a\n    b: 2\n   ‹c: 3›\nz: 1\n', 'yaml-syntax', /has 3 spaces before it/, { m: [{ name: 'a', b: 2, c: 3 }], z: 1 }],
  ['a missing colon', 'm:\n  - name: a\n    ‹desc›\n    cols: 1\nz: 1\n', 'yaml-syntax', /colon is missing after 'desc'/, { m: [{ name: 'a', desc: null, cols: 1 }], z: 1 }],
  ['a missing dash', '- a\n‹b: 1›\n- c\n', 'yaml-syntax', /'- ' is expected/, ['a', { b: 1 }, 'c']],
  ['an item among keys', 'a:\n  - x\n‹-› y\nb: 1\n', 'yaml-syntax', /between the keys/, { a: ['x', 'y'], b: 1 }],
  ['an item behind a colon', 'a: ‹- b›\nc: 1\n', 'yaml-syntax', /line of its own/, { a: '- b', c: 1 }],
  ['a merge conflict', 'a:\n‹<<<<<<< HEAD›\n  b: 1\n=======\n  b: 2\n>>>>>>> other\nc: 1\n', 'yaml-syntax', /merge conflict/, { a: { b: 1 }, c: 1 }],
  ['a second document', 'a: 1\n‹---›\nb: 2\n', 'yaml-syntax', /one document per file/, { a: 1 }],
  ['a list as key', 'a: 1\n‹[x]›: 2\n', 'yaml-syntax', /cannot be a key/, { a: 1, '[x]': 2 }],
  ['a wrong escape', 'a: "‹\\d›+"\nb: 1\n', 'yaml-syntax', /no escape/, { a: '\\d+', b: 1 }],
  ['a control character', 'a: ‹\0›x\nb: 1\n', 'yaml-syntax', /U\+0000/, { a: '\0x', b: 1 }],
  ['a doubled key', 'm:\n  a: 1\n  ‹a›: 2\n', 'yaml-duplicate-key', /'a' appears twice/, { m: { a: 2 } }],
  ['an anchor twice', 'a: &x 1\nb: ‹&x› 2\n', 'yaml-syntax', /defined twice/, { a: 1, b: 2 }],
  ['a merge of nothing', 'a:\n  ‹<<›: 1\n  b: 1\n', 'yaml-syntax', /takes over the keys/, { a: { b: 1 } }],
];
for (const [name, marked, rule, message, value] of MISTAKES) {
  test(`one mistake, one problem: ${name}`, () => {
    const start = marked.indexOf('‹');
    const end = marked.indexOf('›') - 1;
    const text = marked.replace(/[‹›]/g, '');
    const { root, problems } = readYaml(text);
    const shown = JSON.stringify(problems);
    assert.equal(problems.length, 1, shown);
    assert.equal(problems[0]!.rule, rule, shown);
    assert.match(problems[0]!.message, message);
    assert.deepEqual([problems[0]!.span.start, problems[0]!.span.end], [start, end], shown);
    if (value !== undefined) assert.deepEqual(plain(toJson(root)), value);
  });
}

test('mistakes far apart are told each', () => {
  const { root, problems } = readYaml('a: {{ x }}\nb: "x\nc: 1\nd: @y\ne: 2\n');
  assert.deepEqual(problems.map(p => p.rule), ['yaml-unquoted-jinja', 'yaml-syntax', 'yaml-unquoted-operator']);
  assert.deepEqual(plain(toJson(root)), { a: '{{ x }}', b: '"x', c: 1, d: '@y', e: 2 });
});

test('a doubled key says where both pairs are; a merge is no double', () => {
  const text = 'a:\n  x: [1,\n   2]\n  y: 1\n  "x": 3\n';
  const [problem] = readYaml(text).problems;
  assert.deepEqual(problem?.data?.['first'], [5, text.indexOf(']') + 1]);
  assert.deepEqual(problem?.data?.['second'], [text.indexOf('"x"'), text.length - 1]);
  assert.deepEqual(readYaml('d: &d {a: 1}\nx:\n  <<: *d\n  a: 2\n1: a\n"1": b\n').problems, []);
});

test('an alias gives the node itself, and where it stands', () => {
  const text = 'a: &x\n  b: 1\nc: *x # here\nd: [*x]\n';
  const { root } = readYaml(text);
  assert.equal(valueOf(root, 'c'), valueOf(root, 'a'));
  assert.equal(itemsOf(valueOf(root, 'd'))[0], valueOf(root, 'a'));
  const { aliasSpan } = pairOf(root, 'c')!;
  assert.equal(text.slice(aliasSpan!.start, aliasSpan!.end), '*x');
  assert.equal(valueOf(root, 'a')?.anchor, 'x');
  assert.deepEqual(mergedPairs(valueOf(root, 'a')).map(p => p.key.text), ['b']);
});

test('spans of a file with everything', () => {
  const text = 'k: &a v # c\nlit: |-  # why\n  one\n\n  two\n\nq: \'it\'\'s\'\n';
  const { root, comments } = readYaml(text);
  const slice = (s: { start: number; end: number }): string => text.slice(s.start, s.end);
  const lit = valueOf(root, 'lit');
  assert.equal(lit?.kind === 'scalar' && slice(lit.content), '  one\n\n  two');
  assert.equal(slice(lit!.span), '|-  # why\n  one\n\n  two');
  assert.equal(slice(pairOf(root, 'k')!.span), 'k: &a v');
  const q = valueOf(root, 'q');
  assert.deepEqual(q?.kind === 'scalar' && [slice(q.span), slice(q.content), q.text], ["'it''s'", "it''s", "it's"]);
  assert.deepEqual(comments.map(slice), ['# c', '# why']);
});

test('a part of a text has spans in the whole', () => {
  const text = 'x = """\na:\n  - b\n"""';
  const document = readYaml(text, 8, text.length - 3);
  assert.deepEqual(toJson(document.root), { a: ['b'] });
  assert.equal(document.root?.span.start, 8);
  checkSpans(text, document, 8, text.length - 3);
});

test('several documents, where they may be', () => {
  const documents = readYamlDocuments('a: 1 # x\n---\n---\nb: *x\n...\n--- c\n');
  assert.deepEqual(documents.map(d => plain(toJson(d.root))), [{ a: 1 }, null, { b: null }, 'c']);
  assert.deepEqual(documents.map(d => [d.comments.length, d.problems.length]), [[1, 0], [0, 0], [0, 1], [0, 0]]);
});

test('plain scalars as YAML 1.2 has them, if asked', () => {
  const { root } = readYaml('[yes, 012, 0o12, 1e3, True, 1:30, .inf, 0x1F]', undefined, undefined, { schema: 'core' });
  assert.deepEqual(toJson(root), ['yes', 12, 10, 1000, true, '1:30', Number.POSITIVE_INFINITY, 31]);
});

test('aliases cannot blow up', () => {
  let bomb = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
  for (let i = 1; i < 30; i++) bomb += `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]\n`;
  const document = readYaml(bomb);
  assert.ok(nodesOf(document.root).length < 300_000);
  assert.equal(document.problems.length, 1);
  assert.match(document.problems[0]!.message, /stand for more than/);
  toJson(document.root);
});

test('aliases cannot make cycles or towers', () => {
  assert.deepEqual(plain(toJson(readYaml('a: &a\n  b: *a\n  c: [*a]\n').root)), { a: { b: null, c: [null] } });
  // Lines put back where they were most likely meant do not close a circle either.
  for (const text of ['&n \n  a: 1\nb: *n\n', 'a: &n\n    b: 1\n  c: *n\n', '- &n\n    - 1\n  - *n\n', '&n\n  - a\n- *n\n']) toJson(readYaml(text).root);
  let tower = 'a0: &a0 [x]\n';
  for (let i = 1; i < 2000; i++) tower += `a${i}: &a${i} [*a${i - 1}]\n`;
  const depth = (n: YamlNode | null): number => (n?.kind === 'seq' ? 1 + Math.max(0, ...n.items.map(i => depth(i.value))) : n?.kind === 'map' ? 1 + Math.max(0, ...n.pairs.map(p => depth(p.value))) : 0);
  assert.ok(depth(readYaml(tower).root) <= 202);
});

test('deep nesting is cut off and told', () => {
  const deep = [
    '['.repeat(50_000),
    '{a: '.repeat(50_000),
    '- '.repeat(50_000),
    '? '.repeat(50_000),
    Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}- a:`).join('\n'),
    '&a '.repeat(20_000),
    '!t '.repeat(20_000),
  ];
  for (const text of deep) {
    const document = readYaml(text);
    assert.ok(document.problems.length > 0, text.slice(0, 20));
    checkSpans(text, document);
  }
});

test('many open quotes and brackets take linear time', () => {
  for (const line of ['a: "x\n', "- 'y\n", 'a: [x\n', '- {b: "c\n', 'a: {{ x\n', 'a: &\n', '\t\n', '"a\n', '[a\n']) readYaml(line.repeat(20_000));
});

const BIG = `version: 2 # v\nmodels:\n  - name: "a"\n    description: >-\n      text\n      more\n    meta: &m {x: [1, 'b'], "y": 2}\n    columns:\n    - name: id\n      tests: [unique, {accepted_values: {values: [a, b]}}]\n    -   {<<: *m}\n    ? key\n    : |\n      lit\n`;

test('cut anywhere, less any character, with anything put in: no exception, spans inside', () => {
  for (let i = 0; i <= BIG.length; i++) {
    for (const text of [BIG.slice(0, i), BIG.slice(0, i) + BIG.slice(i + 1), BIG.replace(/\n/g, '\r\n').slice(0, i)]) {
      const document = readYaml(text);
      checkSpans(text, document);
      toJson(document.root);
    }
  }
  const bits = fc.constantFrom(...': |- |\n|  |    |"|\'|[|]|{|}|,|#| #|\t|&a |*a|!t |? |---\n|...\n|{{|}}|{%|>|%|@|\\|\r\n|\r|\u2028|\ufeff|\0|\ud800|<<<<<<< x\n|=======\n|>>>>>>> y\n'.split('|'), '|', '|\n', 'x', '\u00a0');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(BIG.length), bits, fc.nat(12)), { maxLength: 6 }), splices => {
      let text = BIG;
      for (const [at, bit, cut] of splices) text = text.slice(0, at) + bit + text.slice(at + cut);
      const document = readYaml(text);
      checkSpans(text, document);
      toJson(document.root);
    }),
    { numRuns: RUNS },
  );
});

test('soup', () => {
  const bits = fc.constantFrom('a: ', '- ', '-\n', '\n', '\n  ', '\n    ', ' x', '"q"', "'s'", '"', "'", '[', ']', '{', '}', ', ', '# c\n', '|\n', '>-\n', '&a ', '*a ', '!t ', '? ', ': ', '---\n', '...\n', '\t', '{{ x }}', '<<: ');
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 25 }), parts => {
      const text = parts.join('');
      checkSpans(text, readYaml(text));
    }),
    { numRuns: RUNS * 3 },
  );
});
