import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

type Manifest = { readonly contributes: { readonly [part: string]: unknown } };

async function nls(): Promise<{ nlsOf(manifest: Manifest): { table: { [key: string]: string }; keyed: Manifest } }> {
  return import(pathToFileURL(path.resolve('scripts/l10n.mjs')).href);
}

test('the manifest with its keys filled in is the manifest', async () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const { table, keyed } = (await nls()).nlsOf(manifest);
  const filled = JSON.stringify(keyed).replace(/"%([^%"]+)%"/g, (_, key: string) => JSON.stringify(table[key]));
  assert.deepEqual(JSON.parse(filled), manifest);
});

test('titles of commands, views and steps have a key each', async () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const { table, keyed } = (await nls()).nlsOf(manifest);
  const left: string[] = [];
  const look = (value: unknown, name: string, at: string): void => {
    if (typeof value === 'string' && ['title', 'name', 'contents', 'altText'].includes(name) && !/^%.*%$/.test(value)) left.push(`${at}: ${value}`);
    else if (typeof value === 'object' && value !== null) for (const [k, v] of Object.entries(value)) look(v, k, `${at}.${k}`);
  };
  for (const part of ['commands', 'views', 'viewsContainers', 'viewsWelcome', 'walkthroughs', 'submenus']) look(keyed.contributes[part], '', part);
  assert.deepEqual(left, []);
  for (const [key, text] of Object.entries(table)) assert.ok(text.length > 0, key);
});
