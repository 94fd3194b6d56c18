// Lays the outputs of the command line beside the real tools that read them:
//   SARIF        the SARIF Multitool's validator, with the rules for code scanning
//   OpenLineage  the classes of OpenLineage's own Python client
// Usage: node test/oracle/output/run.mjs
// The outputs are the expected ones of test/cli. The tools are installed into `.oracle/` at the root of the repository;
// what can't be had is skipped, and said so. Each tool must also refuse an output with a planted fault.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const folder = path.join(root, '.oracle/output');
const expected = name => path.join(root, 'test/cli/expected', name);
let passed = 0;
let failed = 0;
let skipped = 0;

function result(name, ok, detail = '') {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name}${ok ? '' : `\n${detail}`}`);
  if (ok) passed++;
  else failed++;
}

function skip(name, reason) {
  console.log(`SKIP  ${name}: ${reason}`);
  skipped++;
}

function run(program, args, options = {}) {
  return spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26, ...options });
}

/** A copy of an expected output with one thing wrong. */
function planted(name, spoil) {
  const value = JSON.parse(readFileSync(expected(name), 'utf8'));
  spoil(value);
  const file = path.join(folder, `planted-${name.replace(/\.txt$/, '.json')}`);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

function sarif() {
  const name = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform];
  if (name === undefined) return skip('SARIF', `the validator does not run on ${process.platform}`);
  const home = path.join(folder, 'sarif');
  const tool = path.join(home, `node_modules/@microsoft/sarif-multitool-${name}/Sarif.Multitool${name === 'win32' ? '.exe' : ''}`);
  if (!existsSync(tool)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
    const npm = run('npm', ['install', '--silent', '--no-save', `@microsoft/sarif-multitool-${name}@5`], { cwd: home, shell: process.platform === 'win32' });
    if (npm.status !== 0 || !existsSync(tool)) return skip('SARIF', `the validator can't be installed: ${npm.stderr?.trim().split('\n').at(-1)}`);
  }
  if (name !== 'win32') chmodSync(tool, 0o755);
  const validate = file => {
    const said = run(tool, ['validate', '--rule-kind', 'Sarif;Ghas', file], { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } });
    const text = said.stdout + said.stderr;
    return { ran: /1 files scanned/.test(text), complaints: text.split('\n').filter(l => /: (error|warning|note) /.test(l)).join('\n') };
  };
  const own = validate(expected('check.sarif'));
  if (!own.ran) return skip('SARIF', 'the validator does not start here');
  result('SARIF is valid', own.complaints === '', own.complaints);
  const impact = validate(expected('impact.sarif'));
  result('SARIF of impact is valid', impact.complaints === '', impact.complaints);
  const spoiled = validate(planted('check.sarif', v => delete v.runs[0].results[0].message));
  result('SARIF with a planted fault is refused', spoiled.complaints !== '', 'the validator said nothing');
}

function openLineage() {
  const home = path.join(folder, 'openlineage');
  const python = path.join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (!existsSync(path.join(home, 'ready'))) {
    mkdirSync(folder, { recursive: true });
    const made = run('python3', ['-m', 'venv', home]);
    if (made.status !== 0) return skip('OpenLineage', 'there is no Python with venv');
    const pip = run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'openlineage-python>=1.54,<2']);
    if (pip.status !== 0) return skip('OpenLineage', `the client can't be installed: ${pip.stderr?.trim().split('\n').at(-1)}`);
    writeFileSync(path.join(home, 'ready'), '');
  }
  const read = file => run(python, [path.join(here, 'replay_events.py'), file]);
  const own = read(expected('lineage.openlineage.txt'));
  result('OpenLineage events are read by the client and come out the same', own.status === 0, own.stdout + own.stderr);
  const spoil = (what, change) => {
    const said = read(planted('lineage.openlineage.txt', change));
    result(`OpenLineage with ${what} is refused`, said.status === 2, said.stdout + said.stderr);
  };
  const facet = (events, name) => events.flatMap(e => [...(e.inputs ?? []), ...(e.outputs ?? []), ...(e.dataset ? [e.dataset] : [])]).find(d => d.facets[name]).facets[name];
  spoil('a misspelt field', events => {
    const schema = facet(events, 'schema');
    schema.fields[0].nmae = schema.fields[0].name;
  });
  spoil('a missing name', events => delete events[0].job.name);
  spoil('a facet of an unknown version', events => {
    facet(events, 'datasetType')._schemaURL = 'https://openlineage.io/spec/facets/9-0-0/DatasetTypeDatasetFacet.json#/$defs/DatasetTypeDatasetFacet';
  });
}

mkdirSync(folder, { recursive: true });
sarif();
openLineage();
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
