// Lays Python's tomllib beside our reader of TOML: values of every file, and which texts are refused.
//   node test/oracle/toml/run.mjs [FOLDER…]   also every .toml below these folders
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const python = ['python3', 'python'].find(p => spawnSync(p, ['-c', 'import tomllib']).status === 0);
if (!python) {
  console.error('SKIPPED: no Python with tomllib (3.11)');
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1 }));
  process.exit(0);
}
const outfile = path.join(root, 'out/oracle/toml.mjs');
mkdirSync(path.dirname(outfile), { recursive: true });
await build({ absWorkingDir: root, stdin: { contents: "export { readToml } from './server/src/syntax/toml'; export { toJson } from './server/src/syntax/yaml';", resolveDir: root, loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });
const { readToml, toJson } = await import(outfile);

const TEXTS = [
  'a = 1\nb = "x"\nc = [1, 2,\n 3, # three\n]\n', '[t]\na.b.c = 1\na.b.d = "x"\n[t.u]\nx = true\n', '[[l]]\na = 1\n[[l]]\na = 2\n[l.m]\nb = 3\n', 'a = { b = 1, "c d" = [ { e = 2 } ] }\n', 'a = """\nx\n  y\\\n  z"""\nb = \'\'\'\n\\n\'\'\'\n', "a = 'x\\n'\nb = \"\\u00e4\\t\"\n",
  'n = 0xff\no = 0o17\nb = 0b11\nf = 1e3\ng = 1_000\nh = -0.5\n', '"quoted key" = 1\n\'single\' = 2\n3 = 4\n', 'a = [[1, 2], ["x"]]\n', '[a]\n[a.b]\nx = 1\n', '[a.b]\nx = 1\n[a]\ny = 2\n', 'x = "a" # b\n# c\n', 'a = """"x""""\n', '', '# only\n',
  // Refused.
  'a = \n', 'a = 1\na = 2\n', '[t]\n[t]\n', 'a = "x\n', 'a = [1, 2\n', 'a\n', 'a = b\n', '[t\n', 'a = 1 2\n', 'a = {b = 1\n', '[[l]]\n[l]\n', 'a = 1\n[a]\n', '= 1\n', 'a = """x\n', '[a]\nb = 1\n[a.b]\n', 'a.b = 1\na = 2\n',
];
const files = process.argv.slice(2).filter(a => !a.startsWith('--')).flatMap(walk);
const inputs = [...TEXTS.map((text, i) => ({ name: `text ${i}`, text })), ...files.map(name => ({ name, text: readFileSync(name, 'utf8') }))];
mkdirSync(oracleFolder, { recursive: true });
const input = path.join(oracleFolder, 'toml-input.json');
writeFileSync(input, JSON.stringify(inputs.map(i => i.text)));
const program = 'import json,sys,tomllib\nout=[]\nfor t in json.load(open(sys.argv[1])):\n  try: out.append({"value":tomllib.loads(t)})\n  except Exception as e: out.append({"error":str(e)})\njson.dump(out,sys.stdout,default=lambda x:"(time)")';
const run = spawnSync(python, ['-c', program, input], { encoding: 'utf8', maxBuffer: 1 << 28 });
const counts = { passed: 0, failed: 0, skipped: 0 };
JSON.parse(run.stdout).forEach((their, i) => {
  const our = readToml(inputs[i].text);
  const refused = our.problems.length > 0;
  const good = their.error ? refused : !refused && same(toJson(our.root) ?? {}, their.value);
  if (good) counts.passed++;
  else {
    counts.failed++;
    console.log(`${inputs[i].name}: ${their.error ? `they refuse it: ${their.error}` : refused ? `we refuse it: ${our.problems[0].message}` : `ours ${JSON.stringify(toJson(our.root)).slice(0, 300)}, theirs ${JSON.stringify(their.value).slice(0, 300)}`}`);
  }
});
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

function same(a, b) {
  if (b === '(time)') return typeof a === 'string';
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (a && b && typeof a === 'object' && typeof b === 'object') return Object.keys({ ...a, ...b }).every(k => Object.hasOwn(a, k) && Object.hasOwn(b, k) && same(a[k], b[k]));
  return a === b;
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(e => (e.isDirectory() ? (e.name === '.git' ? [] : walk(path.join(folder, e.name))) : e.name.endsWith('.toml') ? [path.join(folder, e.name)] : []));
}
