import assert from 'node:assert/strict';
import test from 'node:test';
import { SCHEMA_NAMES } from '../../server/src/syntax/jsonSchema';
import { pageOf } from '../../server/src/syntax/jsonSchema/describe';
import { resolve, schemaOf, type Schema, type SchemaName } from '../../server/src/syntax/jsonSchema/schemas';
import { expand } from '../../server/src/syntax/jsonSchema/walk';

/** Every key that a schema lists, with the page that a hover shows. */
function pagesOf(name: SchemaName): { key: string; page: string; described: boolean }[] {
  const file = schemaOf(name);
  const out: { key: string; page: string; described: boolean }[] = [];
  const seen = new Set<Schema>();
  const visit = (schema: Schema | undefined, from: Schema, at: string): void => {
    if (schema === undefined || typeof schema !== 'object' || seen.has(schema)) return;
    seen.add(schema);
    if (schema.$ref) {
      const target = resolve(schema.$ref, from);
      if (target) visit(target.schema, target.file, at);
    }
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      const schemas = expand([{ schema: inner, file: from }], null);
      const hidden = schemas.some(s => s.schema['x-hidden'] === true) || inner === (false as unknown);
      if (!hidden) out.push({ key: `${at}/${key}`, page: pageOf(key, schemas), described: schemas.some(s => (s.schema.description ?? '') !== '') });
      visit(inner, from, `${at}/${key}`);
    }
    for (const inner of Object.values(schema.patternProperties ?? {})) visit(inner, from, `${at}/*`);
    for (const inner of [schema.items, schema.additionalProperties]) if (typeof inner === 'object') visit(inner, from, `${at}/*`);
    for (const inner of [schema.then, schema.else]) visit(inner, from, at);
    for (const list of [schema.allOf, schema.anyOf]) for (const inner of list ?? []) visit(inner, from, at);
  };
  visit(file, file, '');
  return out;
}

// Our own file is described by its own page in the editor; it has no other.
for (const name of SCHEMA_NAMES.filter(n => n !== 'pipewright')) {
  test(`${name}: every key has a page in words, with a link`, () => {
    const all = pagesOf(name);
    // A condition may say more of a key that is described beside it.
    const pages = all.filter(p => p.described || !all.some(o => o.described && o.key === p.key));
    assert.deepEqual(pages.filter(p => !p.described).map(p => p.key), [], 'a description');
    assert.deepEqual(pages.filter(p => !p.page.includes('[Documentation](https://')).map(p => p.key), [], 'a link');
  });
}
