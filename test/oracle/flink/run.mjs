// Flink's SQL parser, validator and planner, as Maven has them, judge scripts; what they refuse must be an error of ours, and nothing else.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';
import { beyond, cases } from './cases.mjs';

const here = path.join(root, 'test/oracle/flink');
const home = path.join(root, '.oracle/flink');
const count = { passed: 0, failed: 0, skipped: 0 };

if (!install()) {
  console.log('Java, Maven or its repository is out of reach');
  count.skipped = Object.keys(cases).length;
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'flink-'));
  for (const [name, statements] of Object.entries(cases)) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'job.flink.sql'), `${statements.join(';\n')};\n`);
  }
  const input = Object.entries(cases).flatMap(([name, statements]) => statements.map(s => `${name}\t${s}`)).join('\n');
  const java = spawnSync('java', ['-cp', `${path.join(home, 'classes')}${path.delimiter}${path.join(home, 'lib/*')}`, 'Validate'], { input: `${input}\n`, encoding: 'utf8', maxBuffer: 1e8 });
  const refused = new Map(java.stdout.split('\n').filter(l => /^[\w-]+\t/.test(l)).map(l => l.split('\t')));
  const ours = new Map();
  for (const name of Object.keys(cases)) for (const d of await check(path.join(folder, name))) if (d.severity === 'error') ours.set(name, d.message);
  rmSync(folder, { recursive: true });
  for (const name of Object.keys(cases)) {
    const [real, own] = [refused.get(name), ours.get(name)];
    if ((real === undefined) === (own === undefined) || (name in beyond && real !== undefined)) count.passed++;
    else {
      count.failed++;
      console.log(`${name}: ${real === undefined ? 'accepted' : `refused (${real.slice(0, 200)})`}, ours: ${own ?? 'nothing'}`);
    }
  }
  if (java.status !== 0) console.log(java.stderr.slice(-2000));
}
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

function install() {
  const run = (command, args) => spawnSync(command, args, { cwd: here, encoding: 'utf8' }).status === 0;
  if (existsSync(path.join(home, 'classes/Validate.class'))) return true;
  mkdirSync(path.join(home, 'classes'), { recursive: true });
  return run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(home, 'lib')}`]) && run('javac', ['-cp', path.join(home, 'lib/*'), '-d', path.join(home, 'classes'), 'Validate.java']);
}
