import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { hover } from '../../server/src/features/hover';
import { formats } from '../../server/src/formats';
import { cacheFolder } from '../../server/src/host/cache';
import { DEFAULT_SETTINGS } from '../../server/src/model/workspace';
import { createEngine, scan } from '../../server/src/scan';
import { HOSTILE } from '../view/made';
import { isolateGit, tempFolder } from '../host/temp';
import { type Client, serverFile, startClient } from '../lsp/client';
import { openFixture } from '../open';

isolateGit();
const running: Client[] = [];
after(() => {
  for (const c of running) c.kill();
});

function write(root: string, files: { readonly [name: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
}

/** Sources of the product without comments and texts. */
function sources(...folders: string[]): [string, string][] {
  return folders.flatMap(f => readdirSync(f, { recursive: true, withFileTypes: true }).filter(e => e.isFile() && e.name.endsWith('.ts')).map(e => path.join(e.parentPath ?? e.path, e.name))).map(f => [f.split(path.sep).join('/'), readFileSync(f, 'utf8')]);
}

test('no source evaluates text, and only git and our own programs are ever started', () => {
  const evaluates = /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*['"`]|from 'node:vm'|setTimeout\(\s*['"`]/;
  assert.deepEqual(sources('server/src', 'client/src', 'view/src').filter(([, t]) => evaluates.test(t.replace(/\/\/.*|'(?:\\.|[^'\\\n])*'/g, ''))).map(([f]) => f), []);
  const starts = sources('server/src', 'client/src', 'view/src').filter(([, t]) => /from '(?:node:)?(child_process|worker_threads|cluster|http|https|net|dgram|tls)'|\bfetch\(|XMLHttpRequest|WebSocket/.test(t)).map(([f]) => f).filter(f => !f.startsWith('server/src/rules/'));
  assert.deepEqual(starts.sort(), ['server/src/host/pool.ts', 'server/src/host/serve.ts', 'server/src/worker.ts'], 'threads read files; nothing talks to a network');
  assert.deepEqual(sources('server/src').filter(([, t]) => t.includes("from 'simple-git'")).map(([f]) => f), ['server/src/host/gitRun.ts']);
});

test('the page of the lineage view never sets markup', () => {
  assert.deepEqual(sources('view/src').filter(([, t]) => /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|createContextualFragment/.test(t)).map(([f]) => f), []);
});

test('Markdown in the editor is untrusted everywhere', () => {
  const client = sources('client/src');
  assert.deepEqual(client.filter(([, t]) => /isTrusted\s*=|supportHtml\s*[=:]\s*true|isTrusted:(?!\s*false)/.test(t.replace(/workspace\.isTrusted/g, ''))).map(([f]) => f), []);
  assert.match(readFileSync('client/src/create.ts', 'utf8'), /markdown: \{ isTrusted: false, supportHtml: false \}/);
});

test('neither paths in a project nor links lead the reader out of the folder', async () => {
  const folder = tempFolder();
  const root = path.join(folder, 'repo');
  write(folder, { 'outside/secret.sql': 'select 1 as stolen', 'outside/models/secret.yml': 'models:\n  - name: stolen_model\n', 'outside/dbt_project.yml': 'name: stolen\n' });
  write(root, {
    'dbt_project.yml': 'name: shop\nmodel-paths: ["models", "../outside", "/etc", "models/../../outside/models"]\nseed-paths: ["~", "C:\\\\"]\npackages-install-path: "../outside"\ntarget-path: "../outside"\n',
    'packages.yml': 'packages:\n  - local: ../outside\n',
    'models/a.sql': "select * from {{ ref('stolen_model') }}",
    'docker-compose.yml': 'include: [../outside/compose.yml]\nservices:\n  a:\n    extends: {file: ../outside/secret.sql, service: b}\n    image: postgres:16\n',
    'dags/d.py': 'from airflow import DAG\nfrom airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator\nwith DAG("d", template_searchpath="../outside"):\n    SQLExecuteQueryOperator(task_id="a", sql="../../outside/secret.sql")\n',
    'main.tf': 'module "m" {\n  source = "../outside"\n}\nlocals { x = file("/etc/passwd") }\n',
  });
  symlinkSync('../../outside/secret.sql', path.join(root, 'models/link.sql'));
  symlinkSync('/etc', path.join(root, 'models/etc'));
  symlinkSync('../outside', path.join(root, 'linked'));
  const engine = createEngine(root, formats, true, DEFAULT_SETTINGS);
  await scan(engine, root, formats, { exclude: [], yields: false });
  const read = [...engine.workspace.store.peekPaths()];
  assert.ok(read.includes('models/a.sql'));
  assert.deepEqual(read.filter(p => p.startsWith('..') || path.isAbsolute(p) || /^(linked|models\/(etc|link))/.test(p)), []);
  const known = [...engine.workspace.store.ids()].join('\n');
  assert.doesNotMatch(known, /secret|stolen(?!_model)/);
});

test('names and descriptions are shown as text in hovers', () => {
  for (const evil of [...HOSTILE, '[x](command:workbench.action.terminal.new)', '![x](https://tracker.example/a.png)', '<a href="command:x">y</a>', '[x]: command:y', '<https://evil.example>', '`` ` ``[x](command:y)']) {
    const quoted = JSON.stringify(evil);
    const opened = openFixture('//- dbt_project.yml\nname: shop\n//- models/orders.sql\nselect 1 as a\n//- models/next.sql\nselect a from {{ ref(\'orders\') }}\n//- models/schema.yml\nplaceholder\n');
    const yaml = `models:\n  - name: orders\n    description: ${quoted}\n    config:\n      tags: [${quoted}]\n      meta: {owner: ${quoted}}\n    columns:\n      - name: a\n        description: ${quoted}\n        data_type: ${quoted}\n      - name: ${quoted}\n`;
    opened.files.set('models/schema.yml', yaml);
    opened.engine.apply([{ path: 'models/schema.yml', text: yaml }]);
    const text = opened.files.get('models/next.sql')!;
    for (const word of ['orders', 'a from']) {
      // Code spans and what is escaped do nothing.
      const shown = hover(opened.engine.workspace, 'models/next.sql', text.indexOf(word) + 1)?.markdown ?? '';
      const live = shown.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '').replace(/\\[\s\S]/g, '');
      assert.doesNotMatch(live, /\]\(\s*<?\s*(command|javascript|https?|data):|<(img|script|a|svg|iframe|style)\b|^\[[^\]]+\]:/im, `${evil}\n${shown}`);
    }
  }
});

test('names of files and keys that mean something to JavaScript mean nothing to us', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).sort();
  const odd = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
  const files = ['dbt_project.yml', `name: shop\nvars:\n  __proto__: {polluted: true}\n  constructor: {prototype: {polluted: true}}\nmodels:\n  __proto__: {+polluted: true}\n  shop: {constructor: {+enabled: true}}\n`];
  const texts = odd.flatMap(n => [`//- models/${n}.sql`, `select 1 as ${n}, x.${n} from {{ ref('constructor') }} x`]);
  const yaml = ['//- models/schema.yml', 'models:', ...odd.map(n => `  - name: ${n}\n    config: {meta: {__proto__: {polluted: true}}, ${n}: 1}\n    columns:\n      - name: ${n}\n        data_tests: [${n}, {${n}: {${n}: 1}}]`)];
  const others = ['//- docker-compose.yml', 'services:', ...odd.map(n => `  ${n}: {image: "apache/kafka:3", environment: {${n}: 1}, depends_on: [${n}]}`), '//- main.tf', ...odd.map(n => `resource "${n}" "${n}" {\n  ${n} = var.${n}\n}`), '//- ddl.sql', ...odd.map(n => `create table ${n} (${n} int);`), '//- d.py', 'from airflow import DAG', ...odd.map(n => `with DAG("${n}", default_args={"${n}": 1}): ${n} = ${n}.${n}`), '//- pipewright.yml', 'rules:', ...odd.map(n => `  ${n}: error`)];
  const opened = openFixture([`//- ${files[0]}`, files[1], ...texts, ...yaml, ...others].join('\n'));
  for (const p of opened.files.keys()) opened.linter.lint(p);
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).sort(), before);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.equal((Object as unknown as { polluted?: unknown }).polluted, undefined);
});

test('a bomb of aliases, entities or expansions stays small', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `  l${i}: &l${i} [${Array.from({ length: 9 }, () => (i === 0 ? 'x' : `*l${i - 1}`)).join(', ')}]`).join('\n');
  const merges = Array.from({ length: 30 }, (_, i) => `  m${i}: &m${i} {${i === 0 ? 'a: 1' : `<<: [*m${i - 1}, *m${i - 1}], b: *m${i - 1}`}}`).join('\n');
  for (const name of ['models/schema.yml', 'docker-compose.yml', 'pipewright.yml', 'template.yaml', 'meltano.yml', 'dbt_project.yml', 'packages.yml']) {
    const head = name.startsWith('docker') ? 'services:\n  a: {image: "apache/kafka:3"}\n' : name === 'template.yaml' ? "AWSTemplateFormatVersion: '2010-09-09'\n" : 'name: a\n';
    const opened = openFixture(`//- ${name}\n${head}vars:\n${levels}\nmodels:\n${merges}\nplugins: *l29\nResources: *m29\nrules: *l29\n`);
    for (const p of opened.files.keys()) opened.linter.lint(p);
  }
  const entities = Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i} "${(i === 0 ? 'x' : `&l${i - 1};`).repeat(9)}">`).join('\n');
  const changelog = openFixture(`//- db/changelog.xml\n<?xml version="1.0"?>\n<!DOCTYPE d [\n${entities}\n<!ENTITY file SYSTEM "file:///etc/passwd">\n]>\n<databaseChangeLog><changeSet id="1" author="a"><createTable tableName="&l29;"><column name="&file;" type="int"/></createTable><sql>select &l29; from &file;</sql></changeSet></databaseChangeLog>\n`);
  for (const p of changelog.files.keys()) changelog.linter.lint(p);
  assert.ok(JSON.stringify(changelog.engine.workspace.store.peek('db/changelog.xml')?.facts).length < 20_000, 'entities are not replaced');
  assert.doesNotMatch(JSON.stringify(changelog.engine.workspace.store.peek('db/changelog.xml')?.facts), /root:/);
  const jinja = `{% set a = 'xxxxxxxxxx' * 1000000000 %}{% for i in range(1000000000) %}{% for j in range(1000000000) %}{{ a * 1000000000 }}{% endfor %}{% endfor %}{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}`;
  const python = 'from airflow import DAG\nfrom datetime import datetime\nx = "a"\nfor i in range(10**9):\n    x = x + x\n    with DAG(f"d{i}{x}") as d: pass\nwhile True: x = [x, x]\ndef f(n): return f(n) + f(n)\nf(1)\ny = "a" * 10**12\nz = [[[0] * 10**6] * 10**6]\nw = 10 ** 10 ** 10 ** 10\n';
  const opened = openFixture(`//- dbt_project.yml\nname: shop\n//- models/a.sql\n${jinja}\n//- macros/m.sql\n${jinja}\n//- dags/d.py\n${python}\n//- main.tf\nlocals {\n${Array.from({ length: 60 }, (_, i) => `  a${i} = "\${local.a${i + 1}}\${local.a${i + 1}}"`).join('\n')}\n}\n`);
  for (const p of opened.files.keys()) opened.linter.lint(p);
});

test('the cache never lies in the folder that is read', () => {
  const home = path.resolve(tempFolder());
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    for (const env of [{}, { XDG_CACHE_HOME: '.' }, { XDG_CACHE_HOME: 'repo/cache' }, { XDG_CACHE_HOME: '' }, { LOCALAPPDATA: '' }]) {
      const folder = cacheFolder(platform, env, home);
      if (folder !== null) assert.ok(folder.startsWith(home), `${platform} ${JSON.stringify(env)}: ${folder}`);
    }
});

test('an untrusted workspace starts no git, whatever it asks', { skip: process.platform === 'win32' }, async () => {
  const folder = tempFolder();
  const root = path.join(folder, 'repo');
  const mark = path.join(folder, 'ran');
  write(root, { 'dbt_project.yml': 'name: shop\n', 'models/a.sql': 'select 1 as a' });
  execFileSync('git', ['init', '-q', root]);
  write(root, { '.git/hook.sh': `#!/bin/sh\ntouch '${mark}'\n` });
  execFileSync('chmod', ['+x', path.join(root, '.git/hook.sh')]);
  execFileSync('git', ['-C', root, 'config', 'core.fsmonitor', path.join(root, '.git/hook.sh')]);
  const client = await startClient(await serverFile(tempFolder()), { root, options: { trusted: false } });
  running.push(client);
  await client.scanned();
  client.open('models/a.sql', 'select 1 as b');
  await client.published('models/a.sql');
  await client.request('pipewright/branch', { uri: client.uri('models/a.sql') }).catch(() => null);
  await client.request('pipewright/impact', {}).catch(() => null);
  assert.equal(existsSync(mark), false);
  assert.equal(await client.shutdown(), 0);
});

test('every test that SECURITY.md names is there', () => {
  const named = [...readFileSync('SECURITY.md', 'utf8').matchAll(/`([a-z]+\/[A-Za-z]+)`/g)].map(m => m[1]!);
  assert.ok(named.length > 20);
  assert.deepEqual(named.filter(n => !existsSync(`test/${n}.test.ts`)), []);
});
