// npm start: builds, checks the examples, prints a lineage summary, and says how to go on.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const run = (program, args) => spawnSync(process.execPath, [path.join(root, program), ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
const title = text => console.log(`\n${text}\n${'─'.repeat(text.length)}`);

if (run('scripts/build.mjs', []) !== 0) process.exit(1);

title('Findings in examples/');
// The examples hold planted findings: that some are found is what should happen.
const status = run('dist/cli.js', ['check', '--root', '.', 'examples', '--no-cache']);
if (status > 1) process.exit(status);

title('What feeds the monthly close, and where it comes from');
if (run('dist/cli.js', ['lineage', '--root', 'examples/dbt-shop', '--format', 'text', '+fin_daily_revenue+']) !== 0) process.exit(1);

console.log(`
Go on:
  node dist/cli.js --help                        the command line: check, lineage, overview, rules
  node dist/cli.js check --root YOUR_REPOSITORY  try it on your own files
  npm run package                                makes pipewright-*.vsix; then in VS Code: Extensions, "…", Install from VSIX
  node dist/cli.js language-server --stdio       the language server for any other editor (docs/editors.md)
`);
