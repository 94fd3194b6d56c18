// Iceberg's own partition specification, as Maven has it, judges every transform on a column of every type, and pairs of them on one column; what it refuses must be an error of ours, and nothing else.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/iceberg');
const home = path.join(root, '.oracle/iceberg');
const count = { passed: 0, failed: 0, skipped: 0 };
const TYPES = ['boolean', 'int', 'bigint', 'float', 'double', 'decimal(9, 2)', 'date', 'timestamp', 'timestamp_ntz', 'string', 'binary', 'array<int>', 'map<int, int>', 'struct<x: int>'];
const SINGLE = ['identity', 'hour', 'day', 'month', 'year', 'bucket:8', 'bucket:0', 'bucket:-1', 'truncate:4', 'truncate:0'];
const PAIRS = ['day+hour', 'month+year', 'day+day', 'identity+day', 'bucket:8+day', 'bucket:8+identity'];
const cases = TYPES.flatMap(type => [...SINGLE, ...(type === 'timestamp' || type === 'date' ? PAIRS : [])].map(transforms => ({ type, transforms })));

if (!install()) {
  console.log('Java, Maven or its repository is out of reach');
  count.skipped = cases.length;
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'iceberg-'));
  cases.forEach(({ type, transforms }, i) => {
    const list = transforms.split('+').map(t => (t === 'identity' ? 'c' : t.includes(':') ? `${t.split(':')[0]}(${t.split(':')[1]}, c)` : `${t}s(c)`));
    writeFileSync(path.join(folder, `t${i}.spark.sql`), `create table lake.t${i} (c ${type}) using iceberg partitioned by (${list.join(', ')});\n`);
  });
  const input = cases.map(({ type, transforms }, i) => `t${i}\t${type}\t${transforms}`).join('\n');
  const java = spawnSync('java', ['-cp', `${path.join(home, 'classes')}${path.delimiter}${path.join(home, 'lib/*')}`, 'Validate'], { input: `${input}\n`, encoding: 'utf8' });
  const refused = new Map(java.stdout.split('\n').filter(l => /^t\d+\t/.test(l)).map(l => l.split('\t')));
  const ours = new Map((await check(folder)).filter(d => d.severity === 'error').map(d => [path.basename(d.file).split('.')[0], d.message]));
  rmSync(folder, { recursive: true });
  cases.forEach(({ type, transforms }, i) => {
    const [real, own] = [refused.get(`t${i}`), ours.get(`t${i}`)];
    if ((real === undefined) === (own === undefined)) count.passed++;
    else {
      count.failed++;
      console.log(`${transforms} of ${type}: ${real ?? 'accepted'}, ours: ${own ?? 'nothing'}`);
    }
  });
  if (java.status !== 0) console.log(java.stderr.slice(-1000));
}
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

function install() {
  const run = (command, args) => spawnSync(command, args, { cwd: here, encoding: 'utf8' }).status === 0;
  if (existsSync(path.join(home, 'classes/Validate.class'))) return true;
  mkdirSync(path.join(home, 'classes'), { recursive: true });
  return run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(home, 'lib')}`]) && run('javac', ['-cp', path.join(home, 'lib/*'), '-d', path.join(home, 'classes'), 'Validate.java']);
}
