import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { kindOf, repositoryRoot } from '../../server/src/host/place';
import { saveFiles } from '../../server/src/host/save';

let dir = '';
before(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'pipewright-cli-'));
  const stdin = { contents: "import { nodeIo } from './server/src/cli/node';\nconst io = nodeIo(process);\n(async () => {\n  for (let i = 0; i < 300; i++) await io.stdout.write('x'.repeat(65536));\n  process.exitCode = 1;\n})();\n", resolveDir: process.cwd(), loader: 'ts' as const };
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile: path.join(dir, 'writes.cjs'), logLevel: 'silent' });
  await build({ entryPoints: ['server/src/cli.ts'], bundle: true, platform: 'node', format: 'cjs', outfile: path.join(dir, 'dist/cli.js'), mainFields: ['module', 'main'], logLevel: 'silent' });
  writeFileSync(path.join(dir, 'package.json'), '{ "version": "9.9.9" }');
});
after(() => rmSync(dir, { recursive: true, force: true }));

/** Runs a script; `read` is called with each piece of its output and may close it. */
function start(args: string[], read: (stream: NodeJS.ReadableStream & { destroy(): void }, length: number) => void): Promise<{ status: number | null; length: number; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
    let length = 0;
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length < 100_000) stdout += piece;
      read(child.stdout, length);
    });
    child.stderr.on('data', piece => (stderr += piece));
    child.on('close', status => resolve({ status, length, stdout, stderr }));
  });
}

describe('a process', () => {
  test('loses nothing of a large output to a slow reader', async () => {
    const { status, length } = await start(['writes.cjs'], stream => {
      stream.pause();
      setTimeout(() => stream.resume(), 1);
    });
    assert.equal(length, 300 * 65536);
    assert.equal(status, 1);
  });

  test('ends in peace when its reader leaves', async () => {
    const { status, stderr } = await start(['writes.cjs'], stream => stream.destroy());
    assert.equal(stderr, '');
    assert.equal(status, 1);
  });

  test('the program starts from any folder and tells its version', async () => {
    assert.equal((await start(['dist/cli.js', '--version'], () => {})).stdout, 'pipewright 9.9.9\n');
    const { status, stdout } = await start(['dist/cli.js', 'check', '--format', 'json', '--root', '.'], () => {});
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).version, 1);
    const wrong = await start(['dist/cli.js', 'check', 'nowhere'], () => {});
    assert.deepEqual([wrong.status, wrong.stdout, wrong.stderr], [2, '', "pipewright: there is no file or folder 'nowhere'\n"]);
  });
});

describe('places on disk', () => {
  test('the nearest repository', () => {
    mkdirSync(path.join(dir, 'repo/.git'), { recursive: true });
    mkdirSync(path.join(dir, 'repo/deep/tree'), { recursive: true });
    mkdirSync(path.join(dir, 'repo/worktree/models'), { recursive: true });
    writeFileSync(path.join(dir, 'repo/worktree/.git'), 'gitdir: elsewhere\n');
    assert.equal(repositoryRoot(path.join(dir, 'repo/deep/tree')), path.join(dir, 'repo'));
    assert.equal(repositoryRoot(path.join(dir, 'repo/worktree/models')), path.join(dir, 'repo/worktree'));
    assert.equal(kindOf(path.join(dir, 'repo')), 'folder');
    assert.equal(kindOf(path.join(dir, 'repo/worktree/.git')), 'file');
    assert.equal(kindOf(path.join(dir, 'repo/nothing')), null);
  });

  test('files are made, changed and removed, and nothing outside the root', () => {
    const root = path.join(dir, 'root');
    mkdirSync(path.join(root, 'a'), { recursive: true });
    mkdirSync(path.join(dir, 'outside'));
    symlinkSync(path.join(dir, 'outside'), path.join(root, 'link'));
    writeFileSync(path.join(root, 'a/old.sql'), 'old\r\n');
    writeFileSync(path.join(root, 'a/gone.sql'), 'gone\n');
    const failed = saveFiles(root, [
      { path: 'a/old.sql', before: 'old\r\n', after: 'new\r\n' },
      { path: 'b/c/made.sql', before: null, after: 'made\n' },
      { path: 'a/gone.sql', before: 'gone\n', after: null },
      { path: 'a/old.sql', before: 'not this', after: 'x' },
      { path: 'b/c/made.sql', before: null, after: 'again\n' },
      { path: '../out.sql', before: null, after: 'x' },
      { path: 'link/out.sql', before: null, after: 'x' },
    ]);
    assert.equal(readFileSync(path.join(root, 'a/old.sql'), 'utf8'), 'new\r\n');
    assert.equal(readFileSync(path.join(root, 'b/c/made.sql'), 'utf8'), 'made\n');
    assert.equal(kindOf(path.join(root, 'a/gone.sql')), null);
    assert.deepEqual(failed.map(f => f.path), ['a/old.sql', 'b/c/made.sql', '../out.sql', 'link/out.sql']);
    assert.equal(kindOf(path.join(dir, 'outside/out.sql')), null);
    assert.equal(kindOf(path.join(dir, 'out.sql')), null);
  });
});
