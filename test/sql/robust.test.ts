import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Input, Output, Query, Statement, Use } from '../../server/src/model/query';
import type { Span } from '../../server/src/text/span';
import { classify, completionContext, DIALECTS, type Dialect, readSql } from '../../server/src/syntax/sql';
import { RICH } from './fixtures';

/** Reads the text and checks all that must hold for any text. */
function sound(text: string, dialect: Dialect | null): void {
  const file = readSql(text, 0, text.length, { dialect });
  const inside = (s: Span | null, what: string): void => {
    if (s === null) return;
    const good = Number.isInteger(s.start) && 0 <= s.start && s.start <= s.end && s.end <= text.length;
    if (!good) assert.fail(`${what} ${s.start}-${s.end} of ${text.length}: ${text.slice(0, 300)}`);
  };
  for (const p of file.problems) inside(p.span, 'problem');
  for (const s of file.statements) statementSound(s, inside);
}

function statementSound(s: Statement, inside: (s: Span | null, what: string) => void): void {
  inside(s.span, 'statement');
  for (const table of [s.target, ...s.reads]) {
    if (table === null) continue;
    inside(table.span, 'table');
    for (const p of table.parts) inside(p.span, 'part');
  }
  for (const c of s.columns) {
    inside(c.span, 'column');
    inside(c.nameSpan, 'column name');
  }
  for (const c of s.targetColumns ?? []) inside(c.span, 'target column');
  for (const o of s.options) inside(o.span, 'option');
  if (s.query !== null) querySound(s.query, inside);
}

function querySound(q: Query, inside: (s: Span | null, what: string) => void): void {
  const index = (k: number): void => {
    if (!(Number.isInteger(k) && 0 <= k && k < q.scopes.length)) assert.fail(`scope ${k} of ${q.scopes.length}`);
  };
  const use = (u: Use): void => {
    inside(u.span, 'use');
    inside(u.qualifierSpan, 'qualifier');
    index(u.scope);
  };
  const output = (o: Output): void => {
    inside(o.span, 'output');
    inside(o.nameSpan, 'output name');
    inside(o.expression, 'expression');
    o.uses.forEach(use);
    o.subqueries.forEach(index);
    for (const e of o.star?.except ?? []) inside(e.span, 'except');
    o.star?.replace.forEach(output);
  };
  const input = (i: Input): void => {
    inside(i.span, 'input');
    inside(i.alias?.span ?? null, 'alias');
    for (const u of i.using) inside(u.span, 'using');
    if (i.source.kind === 'scope') index(i.source.scope);
    if (i.source.kind === 'function') i.source.uses.forEach(use);
    if (i.source.kind === 'derived') {
      input(i.source.over);
      i.source.columns?.forEach(output);
    }
  };
  index(q.root);
  for (const s of q.scopes) {
    inside(s.span, 'scope');
    inside(s.nameSpan, 'scope name');
    s.inputs.forEach(input);
    s.outputs.forEach(output);
    s.indirect.forEach(use);
    s.branches.forEach(index);
    if (s.parent !== null) index(s.parent);
  }
  acyclic(q);
}

/** Walks parents, branches and inputs: a cycle must pass through a CTE (which is then recursive). */
function acyclic(q: Query): void {
  const state = new Uint8Array(q.scopes.length);
  const stack: { at: number; next: number[] }[] = [];
  const sources = (i: Input): number[] => (i.source.kind === 'scope' ? (q.scopes[i.source.scope]!.cte ? [] : [i.source.scope]) : i.source.kind === 'derived' ? sources(i.source.over) : []);
  const targets = (k: number): number[] => [...q.scopes[k]!.branches, ...q.scopes[k]!.inputs.flatMap(sources), ...q.scopes[k]!.outputs.flatMap(o => [...o.subqueries])];
  for (let root = 0; root < q.scopes.length; root++) {
    if (state[root] !== 0) continue;
    state[root] = 1;
    stack.push({ at: root, next: targets(root) });
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const to = top.next.pop();
      if (to === undefined) {
        state[top.at] = 2;
        stack.pop();
      } else if (state[to] === 1) assert.fail(`a cycle through scope ${to}`);
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push({ at: to, next: targets(to) });
      }
    }
  }
  for (let k = 0; k < q.scopes.length; k++) {
    const seen = new Set<number>();
    for (let at: number | null = k; at !== null; at = q.scopes[at]!.parent) {
      assert.ok(!seen.has(at), 'a cycle of parents');
      seen.add(at);
    }
  }
}

test('the fixtures themselves are accepted, in their dialect and in union mode', () => {
  for (const { dialect, text } of RICH) {
    for (const d of [dialect, null]) {
      if (d === null && (dialect === 'bigquery' || dialect === 'mysql')) continue;
      const { problems } = readSql(text, 0, text.length, { dialect: d });
      assert.deepEqual(problems.map(p => `${dialect}: ${p.message} ${text.slice(p.span.start, p.span.start + 30)}`), []);
    }
    sound(text, dialect);
  }
});

test('a text cut off at any place is read', () => {
  for (const { dialect, text } of RICH) for (let end = 0; end < text.length; end++) sound(text.slice(0, end), dialect);
});

test('a text that lacks any one character is read, in union mode too', () => {
  for (const { text } of RICH) for (let at = 0; at < text.length; at++) sound(text.slice(0, at) + text.slice(at + 1), null);
});

test('pieces of statements put together at random are read in every dialect', () => {
  const pieces = RICH.flatMap(f => f.text.match(/\w+|\s+|[^\w\s]+/g) ?? []);
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('__pw_hole_1', '__pw_rel_1', '\u0000', '\ud800', '\r\n', '\u00a0', '(', ')', '[', ']', '{', '}', "'", '"', '`', '$$', '/*', '*/', ';', '#', '--'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom<Dialect | null>(null, ...DIALECTS), (parts, dialect) => {
      const text = parts.join(parts.length % 2 === 0 ? ' ' : '');
      sound(text, dialect);
      const offset = Math.floor(text.length / 2);
      completionContext(text, 0, text.length, offset, dialect);
      for (const token of classify(text, 0, text.length, dialect)) assert.ok(token.span.start < token.span.end && token.span.end <= text.length);
    }),
    { numRuns: 3000 },
  );
});

test('random splices of the fixtures are read', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RICH), fc.constantFrom(...RICH), fc.nat(), fc.nat(), fc.nat(), fc.constantFrom<Dialect | null>(null, ...DIALECTS), (a, b, x, y, z, dialect) => {
      const from = x % a.text.length;
      sound(a.text.slice(0, from) + b.text.slice(y % b.text.length, (y % b.text.length) + (z % 80)) + a.text.slice(from + (z % 7)), dialect);
    }),
    { numRuns: 1500 },
  );
});

test('deep nesting is skipped, not followed', () => {
  for (const depth of [199, 200, 201, 5000, 100_000]) {
    for (const dialect of [null, 'postgres', 'bigquery'] as const) {
      sound(`select ${'('.repeat(depth)}1${')'.repeat(depth)} as a, b from t`, dialect);
      sound(`select ${'('.repeat(depth)}`, dialect);
      sound(`select ${')'.repeat(depth)}`, dialect);
      sound(`${'('.repeat(depth)}select 1${')'.repeat(depth)}`, dialect);
      sound(`select * from ${'(select * from '.repeat(depth)} t ${') x'.repeat(depth)}`, dialect);
      sound(`select ${'case when a then '.repeat(depth)} 1 ${' end'.repeat(depth)} from t`, dialect);
      sound(`select ${'f('.repeat(depth)}${')'.repeat(depth)}, ${'['.repeat(depth)}${']'.repeat(depth)}, ${'{a:'.repeat(depth)}${'}'.repeat(depth)}`, dialect);
      sound(`select ${'- '.repeat(depth)}1, ${'not '.repeat(depth)} a, ${'interval '.repeat(depth)}, ${'x -> '.repeat(depth)} x`, dialect);
      sound(`select ${'array<'.repeat(depth)}, a::${'struct<a '.repeat(depth)}`, dialect);
      sound(`${'with a as ('.repeat(depth)} select 1`, dialect);
      sound(`select 1 ${'union (select 1 '.repeat(depth)}`, dialect);
      sound(`${'else '.repeat(depth)}${'begin '.repeat(depth)}${'if '.repeat(depth)}`, dialect);
      sound(`${'([{'.repeat(depth)}${')]}'.repeat(depth)}`, dialect);
    }
  }
});

test('what is around the deepest place is kept', () => {
  const { statements, problems } = readSql(`select ${'('.repeat(1000)}x${')'.repeat(1000)} as a, b from t where c`, 0, 2033, { dialect: null });
  assert.deepEqual(problems, []);
  assert.deepEqual(statements[0]?.query?.scopes[0]?.outputs.map(o => o.name), ['a', 'b']);
});

test('long texts without a line end are read', () => {
  const ten = 10_000_000;
  const many = (n: number, piece: (k: number) => string): string => Array.from({ length: n }, (_, k) => piece(k)).join(',');
  sound(`select ${'a'.repeat(ten)}`, null);
  sound(`select '${'x'.repeat(ten)}`, null);
  sound(`select * from t where a in (${'1,'.repeat(ten / 2)}1)`, 'snowflake');
  sound(`merge into t using s on a = b when matched then update set ${many(20_000, () => 'c = c + 1')}`, null);
  sound(`with ${many(20_000, k => `a${k} as (select * from a${k - 1} union select 1)`)} select 1`, null);
  sound(`/*${' /*'.repeat(100_000)}`, 'postgres');
  sound('$'.repeat(100_000), null);
  sound(`${'$a$'.repeat(50_000)} ${'$b'.repeat(20_000)}`, 'postgres');
  sound(';'.repeat(1_000_000), null);
});

test('line ends and stray characters of every kind are blanks or names', () => {
  for (const end of ['\n', '\r\n', '\r', '\u2028', '\ufeff', '\u00a0', '\u0000']) {
    const text = `select a,${end}b${end}from${end}t`;
    const { statements } = readSql(text, 0, text.length, { dialect: null });
    assert.deepEqual(statements[0]?.query?.scopes[0]?.outputs.map(o => o.name), ['a', 'b'], JSON.stringify(end));
  }
  for (const odd of ['\ud800', '\udc00x', '\ufffe', 'é', '表']) sound(`select ${odd} from ${odd}`, null);
});
