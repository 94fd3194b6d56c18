import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type Expression, MAX_PYTHON, type PythonFile, readPython, type Statement, statementsIn } from '../../server/src/syntax/python';

/** A tree in one line, for comparison. */
function show(e: Expression): string {
  switch (e.kind) {
    case 'name': return e.name;
    case 'text': return JSON.stringify(e.value);
    case 'format': return `f(${e.parts.map(p => (p.kind === 'literal' ? JSON.stringify(p.value) : `${show(p.expression)}${p.plain ? '' : '!'}`)).join(' ')})`;
    case 'joined': return `join(${e.parts.map(show).join(' ')})`;
    case 'number': case 'constant': return String(e.value);
    case 'attribute': return `${show(e.value)}.${e.name}`;
    case 'subscript': return `${show(e.value)}[${e.index ? show(e.index) : ':'}]`;
    case 'call': return `${show(e.callee)}(${e.args.map(a => `${a.star}${a.name === null ? '' : `${a.name}=`}${show(a.value)}`).join(', ')})`;
    case 'list': case 'tuple': case 'set': return `${e.kind}(${e.items.map(show).join(', ')})`;
    case 'dict': return `dict(${e.entries.map(x => `${x.key ? show(x.key) : '**'}: ${show(x.value)}`).join(', ')})`;
    case 'comprehension': return `${e.makes}(${show(e.element)}${e.value ? `: ${show(e.value)}` : ''}${e.clauses.map(c => ` for ${show(c.target)} in ${show(c.iterable)}${c.conditions.map(x => ` if ${show(x)}`).join('')}`).join('')})`;
    case 'lambda': return `lambda(${e.parameters.map(p => p.star + p.name).join(', ')} -> ${show(e.body)})`;
    case 'binary': return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
    case 'unary': return `(${e.operator} ${show(e.value)})`;
    case 'conditional': return `(${show(e.test)} ? ${show(e.value)} : ${show(e.otherwise)})`;
    case 'named': return `(${show(e.target)} := ${show(e.value)})`;
    case 'await': return `await ${show(e.value)}`;
    case 'yield': return `yield ${e.value ? show(e.value) : ''}`;
    case 'starred': return `*${show(e.value)}`;
    case 'unknown': return '?';
  }
}

function only(text: string): Statement {
  const { body } = readPython(text);
  assert.equal(body.length, 1, text);
  return body[0]!;
}

const EXPRESSIONS: readonly (readonly [string, string])[] = [
  ['a.b.c(1, x=2, *args, **kw)', 'a.b.c(1, x=2, *args, **kw)'],
  ['a >> [b, c] << d', '((a >> list(b, c)) << d)'],
  ['a | b & c', '(a | (b & c))'],
  ['x[0]', 'x[0]'],
  ['x[1:2]', 'x[:]'],
  ['x["a", 1]', 'x[tuple("a", 1)]'],
  ['{"a": 1, **rest, "b": [2]}', 'dict("a": 1, **: rest, "b": list(2))'],
  ['{1, 2}', 'set(1, 2)'],
  ['(1,)', 'tuple(1)'],
  ['()', 'tuple()'],
  ['(a)', 'a'],
  ['[x for x, y in z if x if y]', 'list(x for tuple(x, y) in z if x if y)'],
  ['{k: v for k, v in z.items()}', 'dict(k: v for tuple(k, v) in z.items())'],
  ['f(x for x in y)', 'f(generator(x for x in y))'],
  ['[a for b in c for a in b]', 'list(a for b in c for a in b)'],
  ['lambda x, *y: x', 'lambda(x, *y -> x)'],
  ['a if b else c', '(b ? a : c)'],
  ['not a in b', '(not (a in b))'],
  ['a not in b', '(a not in b)'],
  ['a is not None', '(a is not null)'],
  ['-x', '(- x)'],
  ['(y := 3)', '(y := 3)'],
  ['await f()', 'await f()'],
  ['f"a{b}c{d!r}{e:>3}{{x}}"', 'f("a" b "c" d! e! "{x}")'],
  ['"a" "b" f"{c}"', 'join("a" "b" f(c))'],
  ['"it\\\'s\\n"', '"it\'s\\n"'],
  ['r"\\d"', '"\\\\d"'],
  ['"""a\nb"""', '"a\\nb"'],
  ['1_000', '1000'],
  ['0x10', '16'],
  ['*a, b', 'tuple(*a, b)'],
];

for (const [text, want] of EXPRESSIONS) {
  test(`reads ${JSON.stringify(text)}`, () => {
    const s = only(text);
    assert.equal(s.kind, 'expression');
    if (s.kind === 'expression') assert.equal(show(s.expression), want);
  });
}

test('imports: dots, aliases, brackets', () => {
  const { body } = readPython('from ..a.b import (c as d,\n  e)\nimport x.y as z, q\nfrom . import m\nfrom a import *\n');
  const imports = body.map(s => (s.kind === 'import' ? `${s.from?.module ?? ''}: ${s.names.map(n => `${n.name}${n.alias ? ` as ${n.alias}` : ''}`).join(', ')}` : '?'));
  assert.deepEqual(imports, ['..a.b: c as d, e', ': x.y as z, q', '.: m', 'a: *']);
});

test('a function: decorators, parameters, docstring, spans', () => {
  const text = '@dag(a=1)\n@x.y\nasync def f(a: int = 3, *args, k, **kw) -> str:\n    """doc"""\n    return a\n\n\nz = 1\n';
  const s = readPython(text).body[0]!;
  assert.equal(s.kind, 'function');
  if (s.kind !== 'function') return;
  assert.equal(s.name, 'f');
  assert.equal(s.isAsync, true);
  assert.deepEqual(s.decorators.map(d => show(d.expression)), ['dag(a=1)', 'x.y']);
  assert.deepEqual(s.parameters.map(p => p.star + p.name), ['a', '*args', 'k', '**kw']);
  assert.equal(s.docstring?.value, 'doc');
  assert.equal(text.slice(s.span.start, s.span.end).endsWith('return a'), true);
  assert.equal(text.slice(s.nameSpan.start, s.nameSpan.end), 'f');
});

test('with: several items, in brackets and without, and async', () => {
  for (const text of ['with A() as a, B() as b:\n    pass\n', 'with (A() as a, B() as b):\n    pass\n', 'async with (\n    A() as a,\n    B() as b,\n):\n    pass\n']) {
    const s = only(text);
    assert.equal(s.kind, 'with');
    if (s.kind === 'with') assert.deepEqual(s.items.map(i => `${show(i.expression)} ${i.target ? show(i.target) : ''}`), ['A() a', 'B() b'], text);
  }
});

test('statements: for, if, try, assignments', () => {
  const { body } = readPython('for i, j in z:\n  pass\nelse:\n  a\nif a:\n  b\nelif c:\n  d\nelse:\n  e\ntry:\n  a\nexcept (A, B) as e:\n  b\nfinally:\n  c\na.b = c[0] = 3\nx: int = 4\ny += 1\na; b\n');
  assert.deepEqual(body.map(s => s.kind), ['for', 'if', 'try', 'assign', 'assign', 'update', 'expression', 'expression']);
  const [f, i, t, a] = body;
  assert.ok(f?.kind === 'for' && show(f.target) === 'tuple(i, j)' && f.otherwise.length === 1);
  assert.ok(i?.kind === 'if' && i.branches.length === 3 && i.branches[2]?.test === null);
  assert.ok(t?.kind === 'try' && t.handlers[0]?.name === 'e' && t.finally.length === 1);
  assert.ok(a?.kind === 'assign' && a.targets.map(show).join() === 'a.b,c[0]');
});

test('a byte order mark does not hide the first import', () => {
  assert.equal(readPython('\uFEFFimport a\n').body[0]?.kind, 'import');
});

test('a keyword that is being typed keeps its name, and the next line is not its value', () => {
  const s = readPython('f(a, retries=, x=1)\n').body[0];
  assert.ok(s?.kind === 'expression' && show(s.expression) === 'f(a, retries=?, x=1)');
  const open = readPython('f(a, retries=\ng(b)\n').body[0];
  assert.ok(open?.kind === 'expression' && open.expression.kind === 'call');
  if (open?.kind === 'expression' && open.expression.kind === 'call') assert.equal(open.expression.args.find(a => a.name === 'retries')?.value.kind, 'unknown');
});

test('content spans of strings are the characters between the quotes', () => {
  const text = 'a = rb"""x\ny"""\nb = \'open';
  const [a, b] = readPython(text).body;
  assert.ok(a?.kind === 'assign' && a.value?.kind === 'text');
  assert.equal(text.slice(a.value.content.start, a.value.content.end), 'x\ny');
  assert.ok(b?.kind === 'assign' && b.value?.kind === 'text');
  assert.equal(text.slice(b.value.content.start, b.value.content.end), 'open');
});

test('a part of a text is read with the positions of the whole', () => {
  const text = 'notes\n```\n    x = 1\n```\nand y = 2';
  const start = text.indexOf('x = 1');
  const [s] = readPython(text, start, start + 5).body;
  assert.ok(s?.kind === 'assign' && s.targets[0]?.kind === 'name');
  assert.equal(text.slice(s.targets[0].span.start, s.targets[0].span.end), 'x');
});

test('targets of with that are more than names keep its body', () => {
  for (const [source, target] of [['(a, b)', 'tuple(a, b)'], ['(a, (b, c))', 'tuple(a, tuple(b, c))'], ['self.x', 'self.x'], ['x[0]', 'x[0]'], ['(a)', 'a']] as const) {
    const text = `def f():\n    with open(y) as ${source}:\n        g()\n    h()\n`;
    const [f, ...rest] = readPython(text).body;
    assert.ok(f?.kind === 'function' && rest.length === 0, source);
    const w = f.body[0];
    assert.ok(w?.kind === 'with' && w.body.length === 1 && f.body.length === 2, source);
    const found = w.items[0]?.target;
    assert.ok(found, source);
    assert.equal(show(found), target);
    if (source !== '(a)') assert.equal(text.slice(found.span.start, found.span.end), source);
  }
});

test('what looks like such a target in a string stays as it is', () => {
  const [s] = readPython('q = "with x as (a, b), y as (c): z"\f').body;
  assert.ok(s?.kind === 'assign' && s.value);
  assert.equal(show(s.value), '"with x as (a, b), y as (c): z"');
});

test('a name given in an argument is no keyword', () => {
  const [s] = readPython('f(a := 1, b=2)').body;
  assert.ok(s?.kind === 'expression');
  assert.equal(show(s.expression), 'f((a := 1), b=2)');
});

test('types of results are read', () => {
  const [s] = readPython('def f(a: "A") -> list["B"]: ...').body;
  assert.ok(s?.kind === 'function' && s.returns && s.parameters[0]?.annotation);
  assert.equal(show(s.returns), 'list["B"]');
  assert.equal(show(s.parameters[0].annotation), '"A"');
});

/** Every span of a tree. */
function spans(value: unknown, out: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (Array.isArray(value)) for (const v of value) spans(v, out);
  else if (value !== null && typeof value === 'object') {
    const v = value as { [k: string]: unknown };
    if (typeof v['start'] === 'number' && typeof v['end'] === 'number') out.push(v as { start: number; end: number });
    else for (const k in v) if (k !== 'text') spans(v[k], out);
  }
  return out;
}

function check(file: PythonFile, length: number, what: string): void {
  for (const s of spans(file.body)) assert.ok(s.start >= 0 && s.start <= s.end && s.end <= length, `${what}: ${s.start}-${s.end} of ${length}`);
}

const ALL = `${EXPRESSIONS.map(([t]) => `v = ${t.startsWith('*') ? '1' : t}`).join('\n')}\n@a.b(c=1)\nclass K(B, metaclass=M):\n    x: int = 1\n    def f(self, *, a=1):\n        with (A() as a, B()):\n            yield a\nmatch x:\n    case 1: pass\nwhile a: break\n`;

test('cut off at every offset, every span lies in the text', () => {
  for (let end = 0; end <= ALL.length; end++) check(readPython(ALL.slice(0, end)), end, `cut at ${end}`);
});

test('any text is read', () => {
  const piece = fc.constantFrom(...ALL.split(/(?=[\s()[\]{}"'=:,])/), '"""', "'", 'f"{', '\ud800', '\0', '\r\n', '\t', '\\', '@', 'lambda', '**', '->');
  fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), pieces => {
    const text = pieces.join('');
    check(readPython(text), text.length, text);
  }), { numRuns: 400 });
});

test('deep nesting and long chains end', () => {
  for (const text of [`${'('.repeat(3000)}1${')'.repeat(3000)}`, `x = ${'['.repeat(3000)}`, `x = ${'a >> '.repeat(20_000)}b`, `x = ${'"a" + '.repeat(900)}"b"`, `${'if a:\n'.split('\n').map(() => '').join('')}${Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}if a:`).join('\n')}`]) {
    const file = readPython(text);
    check(file, text.length, text.slice(0, 20));
    assert.ok([...statementsIn(file.body)].length < 1_000);
  }
});

test('a text longer than the limit is no program', () => {
  assert.deepEqual(readPython(`a = 1\n${'#'.repeat(MAX_PYTHON)}`).body, []);
});
