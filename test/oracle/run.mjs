// Lays the built product beside the real tools: runs test/oracle/<tool>/run.mjs one after the other.
//   npm run test:oracle              all
//   npm run test:oracle -- dbt       only these folders; options that begin with -- are handed on
// Every run.mjs prints what it likes and ends with a line "N passed, N failed, N skipped"; so does this.
// What can't be compared, since a registry or a tool is out of reach, is skipped and said so.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { cli } from './product.mjs';
import { root } from './python.mjs';
import { closingLine, readClosingLine } from './report.mjs';

const here = path.join(root, 'test/oracle');
const words = process.argv.slice(2).filter(a => !a.startsWith('--'));
const options = process.argv.slice(2).filter(a => a.startsWith('--'));
const tools = readdirSync(here, { withFileTypes: true })
  .filter(e => e.isDirectory() && existsSync(path.join(here, e.name, 'run.mjs')) && (words.length === 0 || words.includes(e.name)))
  .map(e => e.name);

if (!existsSync(cli)) {
  console.error(`${cli} is missing: run \`npm run build\` first`);
  process.exit(1);
}
const counts = [];
for (const tool of tools) {
  console.log(`\n== ${tool}`);
  const { status, output } = await run(tool);
  counts.push({ tool, status, ...(readClosingLine(output) ?? { passed: 0, failed: 1, skipped: 0 }) });
}
console.log('\ntool                 passed  failed  skipped');
for (const c of counts) console.log(`${c.tool.padEnd(18)}${[c.passed, c.failed, c.skipped].map(n => String(n).padStart(8)).join(' ')}${c.skipped > 0 ? '  SKIPPED SOME: see above' : ''}`);
const sum = key => counts.reduce((n, c) => n + c[key], 0);
const failed = sum('failed') + counts.filter(c => c.status !== 0 && c.failed === 0).length;
console.log(closingLine({ passed: sum('passed'), failed, skipped: sum('skipped') }));
process.exit(failed > 0 ? 1 : 0);

function run(tool) {
  return new Promise(done => {
    const child = spawn(process.execPath, [path.join(here, tool, 'run.mjs'), ...options], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', data => {
      output = (output + data).slice(-100_000);
      process.stdout.write(data);
    });
    child.on('close', status => done({ status, output }));
  });
}
