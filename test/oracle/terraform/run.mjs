// Lays Terraform beside ours, without any provider: values of expressions, modules and repetitions as a plan has them, and what
// `terraform validate` refuses. Needs `terraform` or `tofu` on the path.
//   node test/oracle/terraform/run.mjs [--seed=N] [--count=N]
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { check } from '../product.mjs';
import { oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';
import { FAULTS, SOUND } from './cases.mjs';

const option = (name, otherwise) => Number(process.argv.find(a => a.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const program = ['terraform', 'tofu'].find(p => spawnSync(p, ['version'], { encoding: 'utf8' }).status === 0);
if (!program) {
  console.error('SKIPPED: neither terraform nor tofu is installed');
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1 }));
  process.exit(0);
}
const counts = { passed: 0, failed: 0, skipped: 0 };
const outfile = path.join(root, 'out/oracle/terraform.mjs');
await build({ absWorkingDir: root, entryPoints: ['test/oracle/terraform/entry.ts'], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });
const { inputs, UNKNOWN } = await import(outfile);
const folder = path.join(oracleFolder, 'terraform-runs');
rmSync(folder, { recursive: true, force: true });

/** Writes files into a folder of their own; gives it. */
function put(name, files) {
  const at = path.join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), text);
  }
  return at;
}
function run(at, ...args) {
  return spawnSync(program, args, { cwd: at, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' } });
}

// --- values
const random = generator(option('seed', 7));
const expressions = Array.from({ length: option('count', 300) }, () => text(3));
const values = { ...SOUND['values'], 'main.tf': `${SOUND['values']['main.tf']}\n${expressions.map((e, i) => `resource "terraform_data" "r${i}" {\n  input = ${e}\n}`).join('\n')}\n` };
for (const [name, files] of [['values', values], ...Object.entries(SOUND).filter(([n]) => n !== 'values')]) {
  const at = put(name, files);
  const ready = run(at, 'init', '-input=false', '-no-color');
  const plan = ready.status === 0 ? run(at, 'plan', '-input=false', '-out=p', '-no-color', '-lock=false') : ready;
  if (plan.status !== 0) {
    counts.failed++;
    console.log(`${name}: ${plan.stdout}${plan.stderr}`.slice(0, 2000));
    continue;
  }
  const theirs = new Map();
  const collect = m => {
    for (const r of m?.resources ?? []) theirs.set(r.address, r.values.input);
    for (const c of m?.child_modules ?? []) collect(c);
  };
  collect(JSON.parse(run(at, 'show', '-json', 'p').stdout).planned_values.root_module);
  const ours = new Map([...inputs(new Map(Object.entries(files)))].map(([k, v]) => [k.replace(/\["(\d+)"\]/g, (whole, n) => (theirs.has(k) ? whole : `[${n}]`)), v]));
  let open = 0;
  for (const [address, value] of theirs) {
    const our = ours.get(address);
    if (our === undefined || JSON.stringify(our).includes(UNKNOWN)) open++;
    else if (same(our, value)) counts.passed++;
    else {
      counts.failed++;
      console.log(`${name} ${address}: ours ${JSON.stringify(our)}, theirs ${JSON.stringify(value)}${address.startsWith('terraform_data.r') ? ` for ${expressions[Number(address.slice(16))]}` : ''}`);
    }
  }
  for (const address of ours.keys()) if (!theirs.has(address) && !address.endsWith('*')) {
    counts.failed++;
    console.log(`${name} ${address}: only ours`);
  }
  console.log(`${name}: ${theirs.size} values, ${open} left open`);
}

// --- what is refused
for (const [name, { files, at: where }] of Object.entries(FAULTS)) {
  const at = put(`fault-${name}`, files);
  run(at, 'init', '-input=false', '-no-color');
  const validated = run(at, 'validate', '-json');
  let valid = false;
  try {
    valid = JSON.parse(validated.stdout).valid === true;
  } catch {
    // `init` has refused it.
  }
  const found = (await check(at)).filter(d => d.severity === 'error');
  const told = found.some(d => d.rule === where.rule && d.line === where.line);
  if (!valid && told) counts.passed++;
  else {
    counts.failed++;
    console.log(`fault ${name}: Terraform ${valid ? 'takes' : 'refuses'} it, we tell ${JSON.stringify(found.map(d => `${d.rule}:${d.line}`))}`);
  }
}
for (const [name, files] of Object.entries(SOUND)) {
  const found = (await check(put(name, files))).filter(d => d.severity === 'error');
  if (found.length === 0) counts.passed++;
  else {
    counts.failed++;
    console.log(`sound ${name}: ${found.map(d => `${d.file}:${d.line} ${d.message}`).join('; ')}`);
  }
}
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

/** Numbers and their texts are one where Terraform converts. */
function same(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (a && b && typeof a === 'object' && typeof b === 'object') return Object.keys({ ...a, ...b }).every(k => same(a[k] ?? null, b[k] ?? null));
  return a === b || String(a) === String(b);
}

/** An expression whose value is a text. */
function text(depth) {
  const pick = list => list[Math.floor(random() * list.length)];
  if (depth === 0) return pick(['"a"', '"b-c"', 'local.env', 'var.name', 'local.map.x', 'local.list[1]', 'local.map["y"]', '"Ä"', 'local.deep.inner[0].name']);
  const t = () => text(depth - 1);
  return pick([
    () => `"\${${t()}}-x"`, () => `"p_\${${t()}}_\${${t()}}"`, () => `upper(${t()})`, () => `lower(${t()})`, () => `format("%s/%s", ${t()}, ${t()})`, () => `join("-", [${t()}, ${t()}])`,
    () => `replace(${t()}, "a", "z")`, () => `(${flag(depth - 1)} ? ${t()} : ${t()})`, () => `element([${t()}, ${t()}], ${number(depth - 1)} * ${number(depth - 1)} > 3 ? 1 : 0)`, () => `lookup(local.map, "x", ${t()})`, () => `lookup(local.map, "none", ${t()})`,
    () => `split("-", "\${${t()}}-q")[0]`, () => `coalesce(${t()}, "z")`, () => `trimprefix(${t()}, "a")`, () => `trimsuffix(${t()}, "c")`, () => `join(",", [for s in [${t()}, ${t()}] : upper(s) if s != "a"])`,
    () => `join(",", keys({ k = ${t()}, j = 1 }))`, () => `join(",", values({ k = ${t()}, j = ${t()} }))`, () => `merge(local.map, { x = ${t()} }).x`, () => `join("|", concat(local.list, [${t()}]))`, () => `tostring(${number(depth)})`,
    () => `join(",", flatten([[${t()}], [[${t()}]]]))`, () => `join(",", distinct(["a", ${t()}, "a"]))`, () => `{ for k, v in local.map : v => k }["1"]`, () => `[for k, v in local.map : "\${k}=\${v}"][0]`, t,
  ])();
}
function number(depth) {
  const pick = list => list[Math.floor(random() * list.length)];
  return depth <= 0 ? pick(['1', '2', 'local.n', 'length(local.list)']) : pick([() => `(${number(depth - 1)} + ${number(depth - 1)})`, () => `${number(depth - 1)} * ${number(depth - 1)}`, () => `length([${text(depth - 1)}])`, () => `-${number(0)}`, () => number(0)])();
}
function flag(depth) {
  const pick = list => list[Math.floor(random() * list.length)];
  return depth <= 0 ? pick(['true', 'false', 'local.on']) : pick([() => `${number(depth - 1)} > ${number(depth - 1)}`, () => `${text(depth - 1)} == ${text(depth - 1)}`, () => `!${flag(0)}`, () => `${flag(depth - 1)} && ${flag(depth - 1)}`, () => `${flag(0)} || ${flag(0)}`, () => `contains(local.list, ${text(depth - 1)})`, () => `startswith(${text(depth - 1)}, "a")`])();
}
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}
