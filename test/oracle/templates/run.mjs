// Every template of New Pipeline, made in a workspace of its kind: our rules must have nothing to say about it but hints, and the
// real tool must take it. dbt parses, runs and tests it, Airflow puts it into a DagBag, Dagster loads it, Prefect takes it and its body runs, Connect and the
// connector validate it, Flink plans it, datacontract-cli judges it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { releases } from '../dbt/versions.mjs';
import { check } from '../product.mjs';
import { environment, oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const count = { passed: 0, failed: 0, skipped: 0 };
const oracle = path.join(root, 'test/oracle');
const temporary = mkdtempSync(path.join(tmpdir(), 'templates-'));
const { templates, open } = await product();
const last = text => text.trim().split('\n').slice(-6).join('\n');
const ENVIRONMENT = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', DAGSTER_DISABLE_TELEMETRY: '1', DAGSTER_HOME: '', PREFECT_LOGGING_LEVEL: 'CRITICAL', DO_NOT_TRACK: '1' };

/** What each tool says of files in a folder: null if it takes them, a reason, or { missing }. */
const TOOLS = {
  'dbt-model'(folder) {
    const made = releases.core();
    if (made.missing) return made;
    const model = folder.made[0].replace(/^.*\/|\.sql$/g, '');
    for (const args of [['deps'], ['parse'], ['seed'], ['run', '--select', `+${model}`], ['test', '--select', model]]) {
      const ran = spawnSync(made.bin('dbt'), [...args, '--project-dir', folder.path, '--profiles-dir', folder.path, '--no-use-colors'], { cwd: folder.path, encoding: 'utf8', env: ENVIRONMENT });
      if (ran.status !== 0) return last(ran.stdout + ran.stderr);
    }
    return null;
  },
  'airflow-dag'(folder) {
    const made = environment('airflow', [['apache-airflow==3.1.*', 'apache-airflow-providers-standard', 'apache-airflow-providers-common-sql']]);
    if (made.missing) return made;
    const home = path.join(oracleFolder, 'airflow-home');
    mkdirSync(home, { recursive: true });
    const { dags, errors, rendering } = result(made, [path.join(oracle, 'airflow/driver.py'), path.join(folder.path, 'dags')], { AIRFLOW_HOME: home, AIRFLOW__CORE__LOAD_EXAMPLES: 'False' });
    const said = [...Object.values(errors), ...Object.values(rendering)].join('; ');
    return said || (Object.keys(dags).length === 1 ? null : 'Airflow finds no DAG');
  },
  'dagster-asset'(folder) {
    const made = environment('dagster', [['dagster==1.11.*', 'dagster-dbt', 'dbt-duckdb', 'pandas']]);
    if (made.missing) return made;
    const module = folder.made[0].replace(/\.py$/, '').replaceAll('/', '.');
    const found = result(made, [path.join(oracle, 'dagster/driver.py'), folder.path, module])[module];
    return found.error ?? (Object.keys(found.assets).length === 1 && found.checks.length === 1 ? null : `Dagster finds ${JSON.stringify(found)}`);
  },
  'prefect-flow'(folder) {
    const made = environment('prefect', [['prefect==3.4.*', 'importlib_metadata']]);
    if (made.missing) return made;
    const module = folder.made[0].replace(/\.py$/, '').replaceAll('/', '.');
    const state = result(made, [path.join(oracle, 'templates/prefect_run.py'), folder.path, module]);
    return state === 'Completed' ? null : state;
  },
  'kafka-connect-sink'(folder) {
    const home = maven('connect');
    if (home === null) return { missing: 'Java, Maven or its repository is out of reach' };
    const { name, config } = JSON.parse(folder.text(0));
    config.name = name;
    // Confluent's converters are not in Maven's central repository: Connect's own stands in for them.
    for (const key of Object.keys(config)) if (/^(key|value)\.converter/.test(key)) delete config[key];
    Object.assign(config, { 'key.converter': 'org.apache.kafka.connect.json.JsonConverter', 'value.converter': 'org.apache.kafka.connect.json.JsonConverter' });
    return java(home, 'connect', Object.entries(config).map(([k, v]) => `connect\tsink\t${k}\t${v}`));
  },
  'flink-sql'(folder) {
    const home = maven('flink');
    if (home === null) return { missing: 'Java, Maven or its repository is out of reach' };
    // What SET sets is the client's, not the planner's.
    const statements = folder.text(0).replace(/^--.*$/gm, '').split(';').map(s => s.trim().replace(/\s+/g, ' ')).filter(s => s !== '' && !s.startsWith('SET '));
    return java(home, 'flink', statements.map(s => `job\t${s}`));
  },
  'odcs-contract'(folder) {
    const made = environment('contracts', [['datacontract-cli==1.2.8']]);
    if (made.missing) return made;
    const ran = spawnSync(made.bin('python'), [path.join(oracle, 'contracts/judge.py')], { input: JSON.stringify([folder.text(0)]), encoding: 'utf8', maxBuffer: 1e8 });
    if (ran.status !== 0) return last(ran.stderr);
    return JSON.parse(ran.stdout.slice(ran.stdout.lastIndexOf('\n') + 1))[0] || null;
  },
};

for (const template of templates) {
  for (const from of template.id === 'dbt-model' || template.id === 'odcs-contract' ? [null, 'dim_customers'] : [null]) {
    const name = `${template.id}${from === null ? '' : ` from ${from}`}`;
    const folder = make(template, from);
    const ours = (await check(folder.path)).filter(d => folder.made.includes(d.file) && d.severity !== 'hint').map(d => `${d.severity} ${d.rule}: ${d.message}`);
    verdict(`${name}: our rules`, ours.length === 0 ? null : ours.join('; '));
    verdict(`${name}: the real tool`, TOOLS[template.id](folder));
  }
}
rmSync(temporary, { recursive: true, force: true });
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

function verdict(name, said) {
  if (said === null) count.passed++;
  else if (said.missing !== undefined) {
    count.skipped++;
    console.log(`skipped ${name}: ${said.missing}`);
  } else {
    count.failed++;
    console.log(`REFUSED ${name}\n  ${said.replaceAll('\n', '\n  ')}`);
  }
}

/** A workspace with the files of a template: beside the shop for those of dbt, alone for the others. */
function make(template, from) {
  const home = path.join(temporary, `${template.id}-${from ?? 'new'}`);
  if (from !== null || template.id === 'dbt-model') cpSync(path.join(root, 'examples/dbt-shop'), home, { recursive: true, filter: f => !/\/(target|logs|\.git)$|\.duckdb/.test(f) });
  else mkdirSync(home, { recursive: true });
  const ws = open(home);
  const id = from === null ? null : ws.entitiesOf('dbt.model').find(e => e.name === from).id;
  const files = template.files({ name: template.example === 'fct_orders' ? 'rpt_new' : template.example, folder: template.folder(ws) ?? '', from: id, year: 2026 }, ws);
  for (const file of files) {
    mkdirSync(path.dirname(path.join(home, file.path)), { recursive: true });
    writeFileSync(path.join(home, file.path), file.text);
  }
  return { path: home, made: files.map(f => f.path), text: i => files[i].text };
}

/** The JSON that a driver prints after RESULT. */
function result(made, args, more = {}) {
  const ran = spawnSync(made.bin('python'), args, { encoding: 'utf8', maxBuffer: 1e8, env: { ...ENVIRONMENT, ...more, PATH: `${path.dirname(made.bin('python'))}${path.delimiter}${process.env.PATH}` } });
  const line = ran.stdout.split('\n').find(l => l.startsWith('RESULT '));
  if (line === undefined) throw new Error(`no result: ${last(ran.stderr)}`);
  return JSON.parse(line.slice('RESULT '.length));
}

/** The folder with the classes that another comparison has brought, or brings now; null where that can't be. */
function maven(tool) {
  const home = path.join(oracleFolder, tool);
  if (existsSync(path.join(home, 'classes/Validate.class'))) return home;
  const run = (command, args) => spawnSync(command, args, { cwd: path.join(oracle, tool), encoding: 'utf8' }).status === 0;
  mkdirSync(path.join(home, 'classes'), { recursive: true });
  return run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(home, 'lib')}`]) && run('javac', ['-cp', path.join(home, 'lib/*'), '-d', path.join(home, 'classes'), 'Validate.java']) ? home : null;
}

function java(home, name, lines) {
  const ran = spawnSync('java', ['-cp', `${path.join(home, 'classes')}${path.delimiter}${path.join(home, 'lib/*')}`, 'Validate'], { input: `${lines.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1e8 });
  if (ran.status !== 0) return `${name}: ${last(ran.stderr)}`;
  return ran.stdout.split('\n').filter(l => /^(sink|job)\t/.test(l)).map(l => l.split('\t')[1]).join('\n') || null;
}

/** The templates, and a function that reads a folder into a workspace. */
async function product() {
  const bundle = path.join(oracleFolder, 'templates.mjs');
  mkdirSync(oracleFolder, { recursive: true });
  await build({ absWorkingDir: root, stdin: { contents: "export { templates } from './server/src/features/templates'; export { Engine } from './server/src/workspace/engine'; export { formats } from './server/src/formats'; export { DEFAULT_SETTINGS } from './server/src/model/workspace';", resolveDir: root, loader: 'ts' }, outfile: bundle, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" }, logLevel: 'error' });
  const found = await import(pathToFileURL(bundle));
  return { templates: found.templates, open: folder => workspaceOf(found, folder) };
}

function workspaceOf({ Engine, formats, DEFAULT_SETTINGS }, folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(e => e.isFile()).map(e => path.relative(folder, path.join(e.parentPath, e.name)).split(path.sep).join('/'));
  const text = file => {
    try {
      return readFileSync(path.join(folder, file), 'utf8');
    } catch {
      return null;
    }
  };
  const engine = new Engine({ formats, tracking: false, settings: DEFAULT_SETTINGS, read: text });
  engine.announce(files);
  engine.apply(files.map(file => ({ path: file, text: text(file) })));
  return engine.workspace;
}
