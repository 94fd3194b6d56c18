import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import configs from '../../schemas/dbt/configs.json';
import { SCHEMA_NAMES, compile, schemaOf } from '../../server/src/syntax/jsonSchema';
import { ANNOTATIONS } from '../../server/src/syntax/jsonSchema/compile';
import { resolve } from '../../server/src/syntax/jsonSchema/schemas';
import type { Schema } from '../../server/src/syntax/jsonSchema/schemas';
import { IF_KEYWORDS } from '../../server/src/syntax/jsonSchema/walk';

const shared = configs as unknown as Schema;
const files: readonly (readonly [string, Schema])[] = [...SCHEMA_NAMES.map(n => [n, schemaOf(n)] as const), ['dbt/configs', shared]];

/** Every schema within a schema, with the way to it. */
function* within(schema: Schema, way: string): Generator<readonly [string, Schema]> {
  yield [way, schema];
  for (const group of ['properties', 'patternProperties', 'definitions'] as const) for (const [name, inner] of Object.entries(schema[group] ?? {})) yield* within(inner, `${way}/${group}/${name}`);
  for (const name of ['items', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'] as const) {
    const inner = schema[name];
    if (typeof inner === 'object') yield* within(inner, `${way}/${name}`);
  }
  for (const group of ['allOf', 'anyOf'] as const) for (const [i, inner] of (schema[group] ?? []).entries()) yield* within(inner, `${way}/${group}/${i}`);
}

test('every property has documentation, its own or that of what it refers to', () => {
  for (const [name, file] of files) {
    for (const [way, schema] of within(file, name)) {
      if (/\/(?:if|not)(?:\/|$)/.test(way) || /\/allOf\/\d+\/then/.test(way)) continue;
      for (const [key, value] of Object.entries(schema.properties ?? {})) {
        const target = value.$ref ? resolve(value.$ref, file)!.schema : value;
        const text = value.description ?? target.description ?? '';
        assert.ok(text.length >= 5, `${way}: ${key}`);
        assert.match(text, /[.…:`)]$/, `${way}: ${key}: ${text}`);
      }
    }
  }
});

test('links of dbt files lead to the documentation of dbt, others to a page', () => {
  for (const [name, file] of files) for (const [way, schema] of within(file, name)) if (schema['x-link'] !== undefined) assert.match(schema['x-link'], name.startsWith('dbt/') ? /^https:\/\/docs\.getdbt\.com\/(?:docs|reference)\/[\w./#-]+$/ : /^https:\/\/[\w.-]+\/[\w./#-]*$/, way);
});

test('every property of a dbt file has a link', () => {
  for (const [name, file] of files.filter(([n]) => n.startsWith('dbt/'))) {
    for (const [way, schema] of within(file, name)) {
      if (/\/(?:if|not)(?:\/|$)/.test(way) || /\/allOf\/\d+\/then/.test(way)) continue;
      for (const [key, value] of Object.entries(schema.properties ?? {})) {
        const target = value.$ref ? resolve(value.$ref, file)!.schema : value;
        assert.ok(value['x-link'] ?? target['x-link'], `${way}: ${key}`);
      }
    }
  }
});

test('every reference leads somewhere', () => {
  for (const [name, file] of files) for (const [way, schema] of within(file, name)) if (schema.$ref) assert.ok(resolve(schema.$ref, file), `${way}: ${schema.$ref}`);
});

test('conditions use only the keywords that hover and completion understand', () => {
  for (const [name, file] of files) for (const [way, schema] of within(file, name)) {
    if (!/\/if(?:\/|$)/.test(way)) continue;
    for (const key of Object.keys(schema)) assert.ok(IF_KEYWORDS.has(key), `${way}: ${key}`);
  }
});

test('there is no choice between whole schemas, which would make reports vague', () => {
  for (const [name, file] of files) for (const [way, schema] of within(file, name)) {
    assert.ok(!('oneOf' in schema), way);
    if (schema.anyOf && !/\/if(?:\/|$)/.test(way)) for (const choice of schema.anyOf) assert.deepEqual(Object.keys(choice), ['required'], way);
    for (const keyword of ['anyOf', 'not'] as const) if (schema[keyword] && !/\/if(?:\/|$)/.test(way)) assert.ok(schema['x-errors']?.[keyword]?.message, `${way}: ${keyword} without words`);
  }
});

test('annotations are known, and defaults and values fit', () => {
  const known = new Set<string>(ANNOTATIONS);
  for (const [name, file] of files) for (const [way, schema] of within(file, name)) {
    for (const key of Object.keys(schema)) if (key.startsWith('x-')) assert.ok(known.has(key), `${way}: ${key}`);
    for (const value of Object.keys(schema['x-values'] ?? {})) if (schema.enum && schema.type !== 'object') assert.ok(schema.enum.includes(value), `${way}: ${value} is not in the enumeration`);
    if (schema.default !== undefined && schema.enum) assert.ok(schema.enum.includes(schema.default), `${way}: default`);
  }
});

test('configs of dbt_project.yml mirror the configs', () => {
  const values = Object.keys(shared.definitions!['values']!.properties!);
  const plus = Object.entries(shared.definitions!['plus']!.properties!);
  assert.deepEqual(plus.map(([k]) => k.slice(1).replace(/^(pre|post)-hook$/, '$1_hook')), values);
  for (const [key, value] of plus) assert.equal(value.$ref, `#/definitions/values/properties/${key.slice(1).replace(/^(pre|post)-hook$/, '$1_hook')}`);
});

test('every config that a resource takes is documented', () => {
  const values = shared.definitions!['values']!.properties!;
  const plus = shared.definitions!['plus']!.properties!;
  for (const [name, schema] of Object.entries(shared.definitions!)) {
    for (const key of (schema.propertyNames?.enum ?? []) as string[]) assert.ok(values[key], `${name}: ${key}`);
    for (const key of (schema.propertyNames?.then?.enum ?? []) as string[]) assert.ok(plus[key], `${name}: ${key}`);
  }
});

test('a schema of ours can be compiled by itself', () => {
  const check = compile({ type: 'object', required: ['a'], 'x-unknown': 'x' } as Schema);
  assert.deepEqual(check({ a: 1 }), []);
  assert.equal(check({}).length, 1);
});

test('the page of all keys is fresh', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/schemas.mjs', '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
