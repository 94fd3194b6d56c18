// A long session over the real server, and long fuzzing of everything that reads files.
//   npm run soak                 100,000 edits, all fuzz tests with twenty times the effort
//   npm run soak -- 5000 3       5,000 edits, three times the effort
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [edits = '100000', effort = '20'] = process.argv.slice(2);
const { status } = spawnSync(process.execPath, ['scripts/test.mjs', 'robust/', 'lsp/soak'], { cwd: root, stdio: 'inherit', env: { ...process.env, PIPEWRIGHT_EDITS: edits, PIPEWRIGHT_EFFORT: effort } });
process.exit(status ?? 1);
