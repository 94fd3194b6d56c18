// Lays `pipewright mcp` beside the protocol's official client: it must connect with it, list the tools, call each, get problems
// as results, and hold over a cancelled call.
//   node test/oracle/mcp/run.mjs
// The client is installed into `.oracle/`; where it can't be had, that is said.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cli } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const home = path.join(root, '.oracle/mcp');
const counts = { passed: 0, failed: 0, skipped: 0 };
function result(name, ok, detail = '') {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name}${ok ? '' : `\n${detail}`}`);
  counts[ok ? 'passed' : 'failed']++;
}

if (!existsSync(path.join(home, 'node_modules/@modelcontextprotocol/sdk'))) {
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
  spawnSync('npm', ['install', '--silent', '--no-save', '--ignore-scripts', '@modelcontextprotocol/sdk@1'], { cwd: home, shell: process.platform === 'win32' });
}
if (!existsSync(path.join(home, 'node_modules/@modelcontextprotocol/sdk'))) {
  console.log("SKIP  the client can't be installed");
  counts.skipped++;
} else await compare();
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

async function compare() {
  const require = createRequire(path.join(home, 'package.json'));
  const load = name => import(pathToFileURL(require.resolve(`@modelcontextprotocol/sdk/${name}`)));
  const { Client } = await load('client/index.js');
  const { StdioClientTransport } = await load('client/stdio.js');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pipewright-mcp-'));
  cpSync(path.join(root, 'examples/dbt-shop'), folder, { recursive: true });
  for (const args of [['init', '-q', '-b', 'main'], ['add', '-A'], ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-qm', 'first']]) spawnSync('git', args, { cwd: folder });
  const transport = new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp', '--stdio', '--root', folder] });
  const client = new Client({ name: 'oracle', version: '1.0.0' });
  try {
    await client.connect(transport);
    result('the client connects', client.getServerVersion()?.name === 'pipewright');
    const { tools } = await client.listTools();
    result('tools are listed', tools.length === 5 && tools.every(t => t.annotations?.readOnlyHint === true), JSON.stringify(tools.map(t => t.name)));
    for (const [name, input, expected] of [
      ['find_datasets', { query: 'orders' }, /fct_orders/], ['describe_dataset', { name: 'fct_orders' }, /## Columns/], ['lineage', { name: 'fct_orders', column: 'net_amount' }, /->/], ['impact', {}, /No pipeline file differs/], ['findings', {}, /found/i],
    ]) {
      const answer = await client.callTool({ name, arguments: input });
      result(`${name} answers`, answer.isError !== true && expected.test(answer.content[0].text), JSON.stringify(answer).slice(0, 2_000));
    }
    const problem = await client.callTool({ name: 'describe_dataset', arguments: { name: 'nothing_such' } });
    result('a problem is a result', problem.isError === true && /nothing is named/.test(problem.content[0].text), JSON.stringify(problem));
    const unknown = await client.callTool({ name: 'drop', arguments: {} }).then(() => null, e => e);
    result('an unknown tool is an error', unknown?.code === -32_602, String(unknown));
    const stop = new AbortController();
    const cancelled = client.callTool({ name: 'findings', arguments: {} }, undefined, { signal: stop.signal }).then(() => null, e => e);
    stop.abort();
    result('a call can be cancelled', (await cancelled) !== null);
    await client.ping();
    result('it goes on after that', true);
  } catch (error) {
    result('the client is served', false, String(error?.stack ?? error));
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
