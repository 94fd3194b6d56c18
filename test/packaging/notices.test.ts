import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the notices name what is bundled, all of it permissive', { timeout: 120_000 }, () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/notices.mjs', '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('a package comes from where its lock says', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: { [path: string]: { integrity?: string; link?: boolean; inBundle?: boolean } } };
  const loose = Object.entries(lock.packages).filter(([path, p]) => path !== '' && !p.integrity && !p.link && !p.inBundle).map(([path]) => path);
  assert.deepEqual(loose, []);
});
