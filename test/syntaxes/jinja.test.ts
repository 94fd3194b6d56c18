import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, type IRawGrammar, parseRawGrammar, Registry } from 'vscode-textmate';

/** Bare stand-ins for the grammars that the editor has for SQL and YAML: only what Jinja stands inside of. */
const HOSTS: { readonly [scope: string]: object } = {
  'source.sql': {
    scopeName: 'source.sql',
    patterns: [
      { name: 'comment.line.sql', begin: '--', end: '$' },
      { name: 'string.quoted.single.sql', match: "'[^']*'" },
      { name: 'keyword.other.sql', match: '\\b(?:select|from|where|as)\\b' },
    ],
  },
  'source.yaml': {
    scopeName: 'source.yaml',
    patterns: [
      { name: 'comment.line.yaml', begin: '#', end: '$' },
      { name: 'string.quoted.double.yaml', begin: '"', end: '"' },
      { name: 'string.unquoted.yaml', begin: '(?<=: )(?=[^"\\s])', end: '(?=\\s#)|$' },
    ],
  },
};

const OURS: { readonly [scope: string]: string } = {};
interface Contribution {
  readonly scopeName: string;
  readonly path: string;
  readonly injectTo?: readonly string[];
}
const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { grammars: readonly Contribution[] } };
for (const g of contributes.grammars) (OURS as { [scope: string]: string })[g.scopeName] = g.path;

async function registry(): Promise<Registry> {
  const wasm = createRequire(path.resolve('package.json')).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm)).catch(() => undefined);
  return new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async scope => {
      const file = OURS[scope];
      if (file !== undefined) return parseRawGrammar(readFileSync(file, 'utf8'), file);
      return (HOSTS[scope] as unknown as IRawGrammar | undefined) ?? null;
    },
    getInjections: scope => contributes.grammars.filter(g => g.injectTo?.includes(scope)).map(g => g.scopeName),
  });
}

/** `word scope scope…` for each token that isn't blank. */
async function tokens(scope: string, text: string): Promise<{ text: string; scopes: string[] }[]> {
  const grammar = await (await registry()).loadGrammar(scope);
  assert.ok(grammar !== null, scope);
  let state = INITIAL;
  const found: { text: string; scopes: string[] }[] = [];
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const t of result.tokens) {
      const word = line.slice(t.startIndex, t.endIndex);
      if (word.trim() !== '') found.push({ text: word.trim(), scopes: t.scopes });
    }
  }
  return found;
}

/** Asserts the innermost scope of the n-th token with a text. */
function has(all: { text: string; scopes: string[] }[], word: string, scope: string, nth = 0): void {
  const token = all.filter(t => t.text === word)[nth];
  assert.ok(token !== undefined, `no token ${word} in ${all.map(t => t.text).join(' ')}`);
  assert.ok(token.scopes.includes(scope), `${word}: ${token.scopes.join(' ')}, not ${scope}`);
}

const MODEL = `{# note {{ x }} #}
{{ config(
    materialized='table',
    tags=["a\\n", 1.5], meta={'a': {'b': true}}
) }}
{%- macro m(a, b: int = none) -%}{% endmacro %}
{% set rows = ref('orders') %}
select '{{ var("x") | lower }}' as y -- {{ source('s', 't') }}
from {{ dbt_utils.star(from=rows) }}
{% if not loop.last and x is defined %}where{% endif %}
{% raw %}{{ plain }}{% endraw %} as z`;

for (const scope of ['source.sql', 'source.sql.jinja'])
  test(`a dbt model in ${scope}`, async () => {
    const all = await tokens(scope, MODEL);
    has(all, 'note {{ x }}', 'comment.block.jinja');
    has(all, 'config', 'support.function.dbt.jinja');
    has(all, 'materialized', 'variable.parameter.function-call.jinja');
    has(all, 'table', 'string.quoted.single.jinja');
    has(all, '\\n', 'constant.character.escape.jinja');
    has(all, '1.5', 'constant.numeric.jinja');
    has(all, 'true', 'constant.language.jinja');
    has(all, 'macro', 'keyword.control.definition.jinja');
    has(all, 'm', 'entity.name.function.macro.jinja');
    has(all, 'b', 'variable.parameter.jinja', 1);
    has(all, 'int', 'support.type.jinja');
    has(all, 'set', 'keyword.control.jinja');
    has(all, 'rows', 'variable.other.assignment.jinja');
    has(all, 'ref', 'support.function.dbt.jinja');
    has(all, 'var', 'support.function.dbt.jinja');
    has(all, 'lower', 'support.function.filter.jinja');
    has(all, 'source', 'support.function.dbt.jinja');
    has(all, 'star', 'entity.name.function.jinja');
    has(all, 'if', 'keyword.control.jinja');
    has(all, 'not', 'keyword.operator.logical.jinja');
    has(all, 'defined', 'support.function.test.jinja');
    has(all, 'raw', 'keyword.control.raw.jinja');
    has(all, '{{ plain }}', 'meta.raw.jinja');
    has(all, 'select', 'keyword.other.sql');
    has(all, 'where', 'keyword.other.sql');
    has(all, 'as', 'keyword.other.sql', 1);
    assert.ok(!all.some(t => t.text === 'select' && t.scopes.some(s => s.startsWith('meta.embedded.jinja'))));
  });

test('a schema.yml', async () => {
  const all = await tokens('source.yaml', 'models:\n  - name: "{{ env_var(\'X\') }}"\n    tags: {{ var("t") }}\n    run: ${{ github.ref }} # {{ no }}\n    to: ref(\'x\')');
  has(all, 'env_var', 'support.function.dbt.jinja');
  has(all, 'X', 'string.quoted.single.jinja');
  has(all, 'var', 'support.function.dbt.jinja');
  assert.ok(all.filter(t => t.text.includes('github') || t.text.includes('no')).every(t => !t.scopes.some(s => s.includes('jinja'))));
});
