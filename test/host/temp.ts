import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, by its real path; removed after the tests of the file. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'pipewright-')));
  made.push(folder);
  return folder;
}

/** Writes files given by relative path. */
export function fill(root: string, files: { readonly [path: string]: string | Uint8Array }): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return root;
}

/** Makes the tests' git independent of the machine's settings, for the code under test too. */
export function isolateGit(): void {
  const home = tempFolder();
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
  process.env['HOME'] = home;
  process.env['XDG_CONFIG_HOME'] = path.join(home, '.config');
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
}

/** Runs git for a test and gives its output; throws if it fails, unless told that it may. */
export function git(cwd: string, args: readonly string[], mayFail = false, input?: string): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main', '-c', 'protocol.file.allow=always', '-c', 'commit.gpgSign=false'];
  const run = spawnSync('git', [...identity, ...args], { cwd, encoding: 'utf8', ...(input === undefined ? {} : { input }), env: { ...process.env, LC_ALL: 'C' } });
  if (run.status !== 0 && !mayFail) throw new Error(`git ${args.join(' ')}: ${run.stderr || run.stdout}`);
  return run.stdout;
}
