// Lays our HCL reader beside python-hcl2: the blocks, labels and attributes of files, and which texts are refused.
//   node test/oracle/hcl/run.mjs [FOLDER…]   also every .tf below these folders
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { environment, oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const python = environment('hcl', [['python-hcl2==7.3.1']]);
if (python.missing) {
  console.error(`SKIPPED: the comparison with python-hcl2 did not run: ${python.missing}`);
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1 }));
  process.exit(0);
}
const outfile = path.join(root, 'out/oracle/hcl.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/hcl/index.ts'], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });
const { readHcl } = await import(outfile);

const GOOD = {
  'values.tf': 'locals {\n  a = 1\n  b = "x ${var.y} z"\n  c = [1, 2]\n  d = { k = "v", "q" = 2 }\n  e = var.x ? "a" : "b"\n  f = [for s in var.l : upper(s) if s != ""]\n  g = { for k, v in var.m : k => v... }\n  h = aws_s3_bucket.b[0].arn\n  i = aws_s3_bucket.b[*].arn\n  j = (1 + 2) * 3\n  k = !var.z && true\n  l = format("%s", "a")\n}\n',
  'heredoc.tf': 'resource "x_y" "z" {\n  a = <<EOT\nhello ${var.n}\nEOT\n  b = <<-EOT\n    indented\n  EOT\n  c = 1\n}\n',
  'blocks.tf': '# comment\nresource "aws_s3_bucket" "lake" {\n  bucket = "b" // other\n  /* and\n  this */\n  rule {\n    id = 1\n    inner {\n      x = 2\n    }\n  }\n  rule {\n    id = 2\n  }\n  dynamic "tag" {\n    for_each = var.tags\n    content {\n      key = tag.key\n    }\n  }\n}\nvariable "tags" {}\noutput "o" { value = "x" }\n',
};
const BAD = ['a = ', 'resource "x" "y" {\n  a = 1\n', 'a = "never closed\n', 'a = [1, 2\nb = 3\n', 'a b c\n', 'x { y = }\n', '}\n', 'a = {\n  b = 1\n'];

const files = { ...GOOD };
for (const folder of process.argv.slice(2).filter(a => !a.startsWith('--'))) for (const f of walk(folder)) files[f] = readFileSync(f, 'utf8');
for (const f of walk(path.join(root, 'examples'))) files[f] = readFileSync(f, 'utf8');
const inputs = [...Object.entries(files).map(([name, text]) => ({ name, text, bad: false })), ...BAD.map((text, i) => ({ name: `bad ${i}`, text, bad: true }))];
mkdirSync(oracleFolder, { recursive: true });
const input = path.join(oracleFolder, 'hcl-input.json');
writeFileSync(input, JSON.stringify(inputs));
const theirs = spawnSync(python.bin('python'), [path.join(root, 'test/oracle/hcl/read.py'), input], { encoding: 'utf8', maxBuffer: 1 << 28 });
if (theirs.status !== 0) {
  console.error(theirs.stderr);
  console.log(closingLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exit(1);
}
let passed = 0;
let failed = 0;
JSON.parse(theirs.stdout).forEach((their, i) => {
  const { name, text, bad } = inputs[i];
  const our = readHcl(text);
  const refused = our.problems.length > 0;
  const ours = shape(our.body);
  const same = their.error ? refused || !bad : !refused && JSON.stringify(ours) === JSON.stringify(their.shape);
  if (same) passed++;
  else {
    failed++;
    console.log(`${name}: ${their.error ? `they refuse it (${their.error}), we don't` : refused ? `we refuse it: ${our.problems[0].message}` : `differs\n  ours   ${JSON.stringify(ours).slice(0, 600)}\n  theirs ${JSON.stringify(their.shape).slice(0, 600)}`}`);
  }
});
console.log(closingLine({ passed, failed, skipped: 0 }));
process.exit(failed > 0 ? 1 : 0);

/** Names of attributes, and blocks with their labels, each sorted. */
function shape(body) {
  return { attributes: [...new Set(body.attributes.map(a => a.name))].sort(), blocks: body.blocks.map(b => [[b.type, ...b.labels.map(l => l.text)].join(' '), shape(b.body)]).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(e => (e.isDirectory() ? (e.name === '.git' ? [] : walk(path.join(folder, e.name))) : e.name.endsWith('.tf') ? [path.join(folder, e.name)] : []));
}
