// Kafka Connect, Debezium and Avro, as Maven has them, judge configurations and schemas; what they refuse must be an error of
// ours, and nothing else. Compatibility is judged for every pair of schemas by the format's own function.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { check } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';
import { connect, late, pairs, schemas } from './cases.mjs';

const here = path.join(root, 'test/oracle/connect');
const home = path.join(root, '.oracle/connect');
const count = { passed: 0, failed: 0, skipped: 0 };

if (!install()) {
  console.log('Java, Maven or its repository is out of reach');
  count.skipped = Object.keys(connect).length + schemas.length + pairs.length ** 2;
} else await compare();
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

function install() {
  const run = (command, args) => spawnSync(command, args, { cwd: here, encoding: 'utf8' }).status === 0;
  if (existsSync(path.join(home, 'classes/Validate.class'))) return true;
  mkdirSync(path.join(home, 'classes'), { recursive: true });
  return run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(home, 'lib')}`]) && run('javac', ['-cp', path.join(home, 'lib/*'), '-d', path.join(home, 'classes'), 'Validate.java']);
}

async function compare() {
  const folder = mkdtempSync(path.join(tmpdir(), 'connect-'));
  const lines = [];
  const settings = (base, change) => Object.fromEntries(Object.entries({ ...base, ...change }).filter(([, v]) => v !== null));
  for (const [name, [base, change]] of Object.entries(connect)) {
    const config = settings(base, change);
    for (const [k, v] of Object.entries(config)) lines.push(`connect\t${name}\t${k}\t${v}`);
    writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ name: config.name, config }, null, 2));
  }
  schemas.forEach((s, i) => {
    lines.push(`avro\tschema-${i}\tschema\t${JSON.stringify(s)}`);
    writeFileSync(path.join(folder, `schema-${i}.avsc`), JSON.stringify(s, null, 2));
  });
  pairs.forEach((reader, i) => pairs.forEach((writer, j) => lines.push(`avro\tpair-${i}-${j}\treader\t${JSON.stringify(reader)}`, `avro\tpair-${i}-${j}\twriter\t${JSON.stringify(writer)}`)));
  const java = spawnSync('java', ['-cp', `${path.join(home, 'classes')}${path.delimiter}${path.join(home, 'lib/*')}`, 'Validate'], { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1e8 });
  const refused = new Map();
  for (const line of java.stdout.split('\n')) if (/^[\w-]+\t/.test(line) && !refused.has(line.split('\t')[0])) refused.set(line.split('\t')[0], line.split('\t')[1]);
  const ours = new Map();
  for (const d of await check(folder)) if (d.severity === 'error' || d.rule === 'unknown-schema-type') ours.set(path.parse(d.file).name, d.message);
  rmSync(folder, { recursive: true });
  for (const name of [...Object.keys(connect), ...schemas.map((_, i) => `schema-${i}`)]) verdict(name, refused.get(name), ours.get(name));

  const bundle = path.join(home, 'formats.mjs');
  await build({ absWorkingDir: root, entryPoints: ['server/src/formats/index.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], logLevel: 'error' });
  const avro = (await import(pathToFileURL(bundle))).formats.find(f => f.id === 'avro');
  pairs.forEach((reader, i) => pairs.forEach((writer, j) => {
    const found = avro.compatible({ path: 'a.avsc', text: JSON.stringify(writer) }, { path: 'a.avsc', text: JSON.stringify(reader) }, 'BACKWARD');
    verdict(`pair-${i}-${j}`, refused.get(`pair-${i}-${j}`), found?.[0]?.message);
  }));
}

function verdict(name, real, own) {
  if ((real === undefined) === (own === undefined) || (late.includes(name) && own !== undefined)) count.passed++;
  else {
    count.failed++;
    const i = /^schema-(\d+)$/.exec(name);
    console.log(`${name}: ${real === undefined ? 'accepted' : `refused (${real.slice(0, 160)})`}, ours: ${own ?? 'nothing'}${i ? `\n    ${JSON.stringify(schemas[Number(i[1])])}` : ''}`);
  }
}
