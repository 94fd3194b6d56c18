import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import ts from 'typescript';
import { personalKind } from '../../server/src/rules/shared/personal';
import { pattern } from '../../server/src/text/pattern';
import { ambiguity } from './ambiguity';

/** Every regular expression of the product's sources, with where it stands. */
function literals(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ['server/src', 'client/src', 'view/src'])
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) found.set(node.text, file);
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, false));
    }
  return found;
}

/** Patterns of our schemas, which are matched against keys and values of files. */
function schemaPatterns(): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, file: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'pattern' && typeof part === 'string') found.set(`/${part}/u`, file);
      if (key === 'patternProperties' && typeof part === 'object' && part !== null) for (const p of Object.keys(part)) found.set(`/${p}/u`, file);
      visit(part, file);
    }
  };
  for (const entry of readdirSync('schemas', { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    visit(JSON.parse(readFileSync(file, 'utf8')), file);
  }
  return found;
}

test('no regular expression of ours, nor of our schemas, takes exponential time', () => {
  const all = new Map([...literals(), ...schemaPatterns()]);
  assert.ok(all.size > 500);
  const bad = [...all].flatMap(([literal, file]) => {
    const end = literal.lastIndexOf('/');
    const why = ambiguity(literal.slice(1, end), literal.slice(end + 1));
    return why === null ? [] : [`${file}: ${literal} ${why}`];
  });
  assert.deepEqual(bad, []);
});

test('the check tells exponential expressions from others', () => {
  for (const bad of ['(a+)+$', '(a*)*b', '(a|a)+$', '(a|ab?)*c(b|a)', '(\\w+\\s?)*$', '([a-z]+|\\d|[a-f])+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(?:x(?=(a+)+b))', '(.*,)+x', '(\\s*a?\\s*)*!']) assert.notEqual(ambiguity(bad, ''), null, bad);
  for (const good of ['(a+b)+$', '(?:a|b)*c', '(\\w+\\s)*$', '[\\s\\S]*x', '(?:"[^"]*"|[^"])*', 'a{1,200}b{1,200}', '(?:\\\\.|[^\\\\])*', '(\\d+\\.)*\\d+']) assert.equal(ambiguity(good, ''), null, good);
});

test('patterns of users mean what they mean elsewhere', () => {
  const part = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '^', '$', '\\b', '(a|b)', '(?:ab|)', 'a*', 'b+', 'a?', '(ab)*', '(a|b)+?', 'a{2}', '(?:ab){1,2}', 'b{0,3}', 'a{1,}', '(a*)*', '|', '\\.', '_');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.array(fc.constantFrom('a', 'b', 'B', '1', '.', '_', ' '), { maxLength: 8 }), (parts, letters) => {
      const source = parts.join('');
      const text = letters.join('');
      assert.equal(pattern(source)?.(text), new RegExp(source, 'i').test(text), `${source} in ${text}`);
    }),
    { numRuns: 2_000 },
  );
  for (const no of ['(', ')', '*a', '(?=a)', '(a)\\1', '[a', 'a{3,1}', '(?:a{1000}){1000}', '('.repeat(1_000), '\\']) assert.equal(pattern(no), null, no);
});

test('a pattern of a hostile project ends', () => {
  const long = `${'a'.repeat(5_000)}!`;
  assert.equal(pattern('^(a+)+$')!(long), false);
  assert.equal(pattern('(a|a)*(a|a)*(a|a)*b')!(long), false);
  assert.equal(personalKind(long, ['^(a+)+$', '(x+x+)+y', '(', '^(\\w|a)*$']), null);
  assert.equal(personalKind('Kundennummer', ['^kunden']), 'personal data');
});
