// Expectations and check lines, sound and faulty, before the real packages and before ours: they must refuse the same ones.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cli } from '../product.mjs';
import { environment, root } from '../python.mjs';
import { closingLine } from '../report.mjs';
import { lines } from './lines.mjs';

const here = path.join(root, 'test/oracle/quality');
const count = { passed: 0, failed: 0, skipped: 0 };
const show = process.argv.includes('--all');

function tally(verdict) {
  if (verdict === '') count.passed++;
  else {
    count.failed++;
    console.log(`example: ${verdict}`);
  }
}

function ask(python, job) {
  const ran = spawnSync(python, [path.join(here, 'driver.py')], { input: JSON.stringify(job), encoding: 'utf8', maxBuffer: 1e8 });
  if (ran.status !== 0) throw new Error(ran.stderr.slice(-2000));
  return JSON.parse(ran.stdout.slice(ran.stdout.lastIndexOf('\n') + 1));
}

/** Our errors on one file, by line (from 0). */
function ours(file, text) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pipewright-quality-'));
  try {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    const ran = spawnSync(process.execPath, [cli, 'check', '--root', folder, '--format', 'json', '--quiet', '--no-cache'], { encoding: 'utf8', maxBuffer: 1e8 });
    const found = new Map();
    for (const d of JSON.parse(ran.stdout).diagnostics) if (d.severity === 'error') found.set(d.line - 1, d.message);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(what, items, verdicts, found, first) {
  items.forEach((item, i) => {
    const theirs = verdicts[i] !== '';
    const our = found.has(first + i);
    if (theirs === our) count.passed++;
    else {
      count.failed++;
      if (count.failed < 60 || show) console.log(`${what}: ${JSON.stringify(item)}\n  theirs: ${verdicts[i] || 'fine'}\n  ours: ${found.get(first + i) ?? 'fine'}`);
    }
  });
}

const env = environment('quality', [['great_expectations==1.24.1', 'soda-core==3.5.6']]);
if (env.missing) {
  console.log(`skipped: ${env.missing}`);
  count.skipped++;
} else {
  const python = env.bin('python');

  // Great Expectations: every expectation as it should be, and with each of several faults.
  const { expectations } = JSON.parse(readFileSync(path.join(root, 'server/src/formats/shared/gx/expectations.json'), 'utf8'));
  const sample = { column: 'a', columns: ['a', 'b'], share: 0.5, boolean: true, list: [1, 2] };
  const special = { quantile_ranges: { quantiles: [0.5], value_ranges: [[1, 2]] }, value_pairs_set: [[1, 2]], value: 3, threshold: 1, sum_total: 3, ties_okay: true, json_schema: { type: 'object' }, strftime_format: '%Y', type_list: ['int'], regex_list: ['a'], like_pattern_list: ['a'] };
  const items = [];
  for (const [, e] of Object.entries(expectations)) {
    // A class of the package that no suite can name: release 1.24 does not register it.
    if (e.type === 'expect_multicolumn_values_to_be_unique') continue;
    const good = {};
    for (const [name, a] of Object.entries(e.arguments)) if (a.required) good[name] = special[name] ?? sample[a.kind] ?? 'x';
    if (e.bound) good.min_value = 1;
    items.push({ type: e.type, kwargs: good });
    items.push({ type: e.type, kwargs: { ...good, surprise: 1 } });
    items.push({ type: e.type.replace('_to_', '_too_').replace('rows', 'rowz'), kwargs: good });
    for (const name of Object.keys(good)) {
      const { [name]: _, ...rest } = good;
      items.push({ type: e.type, kwargs: rest });
    }
    if (e.arguments.column) items.push({ type: e.type, kwargs: { ...good, column: 3 } });
    if (e.arguments.mostly) items.push({ type: e.type, kwargs: { ...good, mostly: 2 } }, { type: e.type, kwargs: { ...good, mostly: 0.25 } });
    if (e.bound) items.push({ type: e.type, kwargs: { ...good, max_value: 9, strict_min: true } });
  }
  const suite = `{"name": "s", "expectations": [\n${items.map(i => JSON.stringify(i)).join(',\n')}\n]}`;
  compare('gx', items, ask(python, { tool: 'gx', items }), ours('gx/expectations/s.json', suite), 1);

  // The suite of the example, whole: the real package must build it.
  const example = JSON.parse(readFileSync(path.join(root, 'examples/quality-shop/gx/expectations/orders_suite.json'), 'utf8'));
  for (const verdict of ask(python, { tool: 'gx', items: example.expectations })) tally(verdict);

  // Soda: check lines, sound ones and ones with a piece taken out, doubled or exchanged.
  const checks = lines();
  const text = `checks for orders:\n${checks.map(l => `  - ${JSON.stringify(l)}`).join('\n')}\n`;
  const quiet = checks.map(l => l);
  const found = ours('checks.yml', text);
  for (const [line, message] of found) if (/^No threshold/.test(message)) found.delete(line);
  // The Soda file of the example, whole, by the parser behind the grammar.
  for (const verdict of ask(python, { tool: 'sodafile', items: [readFileSync(path.join(root, 'examples/quality-shop/soda/orders.yml'), 'utf8')] })) tally(verdict);
  compare('soda', quiet, ask(python, { tool: 'soda', items: quiet }), found, 1);
}
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);
