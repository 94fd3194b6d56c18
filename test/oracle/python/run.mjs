// Lays our reading of Python beside CPython's own `ast`: definitions with their lines, imports, calls with their keywords, and the
// values of string literals must be the same in every file that CPython takes.
//   node test/oracle/python/run.mjs [--count=N] [--verbose] [FOLDER …]
// Without folders: examples/ and every so-manieth file of the standard library, N files in all (1,000 unless told; 0 for all).
// Differences that are not ours to fix stand in known.json, by the end of the file's path, with the reason.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { oracleFolder, root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/python');
const count = Number(process.argv.find(a => a.startsWith('--count='))?.slice('--count='.length) ?? 1000);
const verbose = process.argv.includes('--verbose');
const given = process.argv.slice(2).filter(a => !a.startsWith('--')).map(f => path.resolve(f));
const counts = { passed: 0, failed: 0, skipped: 0 };
const python = ['python3', 'python'].find(p => spawnSync(p, ['--version']).status === 0);

if (python === undefined) {
  console.log('Python is not installed');
  counts.skipped++;
} else await compare(given.length > 0 ? given.flatMap(filesBelow) : [...filesBelow(path.join(root, 'examples')), ...sample(filesBelow(standardLibrary()))]);
console.log(closingLine(counts));
process.exit(counts.failed > 0 ? 1 : 0);

function standardLibrary() {
  return spawnSync(python, ['-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])'], { encoding: 'utf8' }).stdout.trim();
}

/** Python files below a folder, in the order of their paths; installed packages and environments are left out. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(e => {
      const file = path.join(folder, e.name);
      if (e.isDirectory()) return ['site-packages', 'dist-packages', '.git', 'node_modules', '__pycache__'].includes(e.name) ? [] : filesBelow(file);
      return e.isFile() && e.name.endsWith('.py') ? [file] : [];
    });
}

function sample(files) {
  const step = count > 0 ? Math.max(1, files.length / count) : 1;
  return files.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

async function compare(files) {
  const known = Object.entries(JSON.parse(readFileSync(path.join(here, 'known.json'), 'utf8')));
  const itemsOf = await ours();
  let items = 0;
  let same = 0;
  let refused = 0;
  let explained = 0;
  for (let i = 0; i < files.length; i += 100) {
    const run = spawnSync(python, [path.join(here, 'read.py')], { input: files.slice(i, i + 100).join('\n'), encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } });
    if (run.status !== 0) throw new Error(run.stderr);
    for (const line of run.stdout.trim().split('\n').filter(l => l !== '')) {
      const theirs = JSON.parse(line);
      if (theirs.refused !== undefined) {
        refused++;
        continue;
      }
      const { missing, added } = named(difference(itemsOf(readFileSync(theirs.file, 'utf8')).map(plain), theirs.items.map(plain)));
      items += theirs.items.length;
      same += theirs.items.length - missing.length;
      const reason = known.find(([end]) => theirs.file.split(path.sep).join('/').endsWith(`/${end}`))?.[1];
      if (missing.length + added.length === 0) counts.passed++;
      else if (reason !== undefined) {
        explained++;
        counts.passed++;
      } else {
        counts.failed++;
        const shown = verbose ? Number.POSITIVE_INFINITY : 4;
        console.log(`DIFFERENT ${theirs.file}`);
        for (const m of missing.slice(0, shown)) console.log(`  only CPython: ${JSON.stringify(m.slice(0, 160))}`);
        for (const a of added.slice(0, shown)) console.log(`  only ours:    ${JSON.stringify(a.slice(0, 160))}`);
      }
    }
  }
  console.log(`${files.length} files, ${refused} of them refused by CPython; ${items} definitions, imports, calls and texts, ${((100 * same) / Math.max(1, items)).toFixed(3)} % the same; ${explained} files differ for a known reason`);
}

/** CPython reads line ends as \n, ours keep those of the file, so that positions hold. */
function plain(item) {
  return item.replace(/\r\n?/g, '\n');
}

/** What is in one list and not in the other, repeated entries counted. */
function difference(ours, theirs) {
  const left = new Map();
  for (const t of theirs) left.set(t, (left.get(t) ?? 0) + 1);
  const added = ours.filter(o => {
    const n = left.get(o) ?? 0;
    if (n > 0) left.set(o, n - 1);
    return n === 0;
  });
  return { added, missing: [...left].flatMap(([t, n]) => new Array(n).fill(t)) };
}

/** Ours leaves `\\N{NAME OF A CHARACTER}` as it is: the names of all characters are not worth a megabyte. Such texts are taken out of both lists. */
function named({ missing, added }) {
  const left = added.filter(a => !(a.startsWith('text ') && a.includes('\\N{')));
  let n = added.length - left.length;
  return { added: left, missing: missing.filter(m => !(m.startsWith('text ') && n-- > 0)) };
}

async function ours() {
  const outfile = path.join(oracleFolder, 'python-work/items.cjs');
  await build({ entryPoints: [path.join(here, 'items.ts')], bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' });
  return createRequire(import.meta.url)(outfile).itemsOf;
}
