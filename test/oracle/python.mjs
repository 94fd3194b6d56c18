// Virtual environments for the comparisons, in `.oracle/` at the root of the repository (ignored by git).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const oracleFolder = path.join(root, '.oracle');
const windows = process.platform === 'win32';

/**
 * An environment of that name with the packages installed.
 *
 * `steps` is a list of pip argument lists, run one after the other. A stamp beside the environment holds the steps;
 * while it matches, nothing is installed again. Answers { bin(program) -> absolute path } or, when Python or the
 * package registry can't be had, { missing: reason in a line }.
 */
export function environment(name, steps) {
  const folder = path.join(oracleFolder, name);
  const stamp = path.join(folder, 'pipewright-stamp.json');
  const wanted = JSON.stringify(steps);
  const bin = program => path.join(folder, windows ? 'Scripts' : 'bin', windows ? `${program}.exe` : program);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { bin };

  const python = ['python3', 'python'].find(p => spawnSync(p, ['--version']).status === 0);
  if (python === undefined) return { missing: 'Python is not installed' };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(oracleFolder, { recursive: true });
  const made = spawnSync(python, ['-m', 'venv', folder], { encoding: 'utf8' });
  if (made.status !== 0) return { missing: `no virtual environment: ${lastLine(made)}` };
  for (const step of steps) {
    console.error(`installing ${name}: ${step.filter(a => !a.startsWith('-')).join(' ')}`);
    const pip = spawnSync(bin('python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...step], { encoding: 'utf8' });
    if (pip.status !== 0) return { missing: `pip could not install ${name}: ${lastLine(pip)}` };
  }
  writeFileSync(stamp, wanted);
  return { bin };
}

function lastLine(result) {
  const lines = `${result.stderr ?? ''}`.trim().split('\n').filter(l => /error/i.test(l));
  return lines.at(-1) ?? 'unknown reason';
}
