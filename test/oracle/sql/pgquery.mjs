// Lays the SQL reader in the dialect postgres beside PostgreSQL's own parser (libpg-query, its grammar in WebAssembly).
//   node test/oracle/sql/pgquery.mjs [--show=N] [--missed]   installs libpg-query into .oracle/ first; skips if the registry can't be reached
// What PostgreSQL's parser takes must have no problem of ours: 99 % of the statements found, and each of our own.
// Of our own faulty statements, all of which it refuses, the share that we call invalid too is told.
// SQL files below .oracle/corpus (PostgreSQL's regression tests, the fixtures of a linter: whatever lies there) are read too.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { FAULTY, SOUND } from './postgres.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const folder = path.join(root, '.oracle/pgquery');
const entry = path.join(folder, 'node_modules/libpg-query/wasm/index.js');
if (!existsSync(entry)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
  spawnSync('npm', ['i', '--no-audit', '--no-fund', 'libpg-query@17.7.4'], { cwd: folder, stdio: 'inherit' });
  if (!existsSync(entry)) {
    console.log('SKIPPED: libpg-query could not be installed, nothing was compared.');
    console.log('0 passed, 0 failed, 1 skipped');
    process.exit(0);
  }
}
const { loadModule, parseSync } = await import(pathToFileURL(entry).href);
await loadModule();
const outfile = path.join(root, 'out/oracle/sql.mjs');
await build({ absWorkingDir: root, entryPoints: ['server/src/syntax/sql/index.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'warning' });
const { readSql } = await import(pathToFileURL(outfile).href);

const show = Number(process.argv.find(a => a.startsWith('--show='))?.slice(7) ?? 20);
const missed = process.argv.includes('--missed');
const ours = sql => readSql(sql, 0, sql.length, { dialect: 'postgres' }).problems[0] ?? null;
const told = sql => sql.replace(/\s+/g, ' ').slice(0, 300);

/** The message of PostgreSQL's parser, or null where it takes the text. */
function refusal(sql) {
  try {
    parseSync(sql);
    return null;
  } catch (error) {
    return String(error.message ?? error);
  }
}

let failed = 0;
for (const sql of SOUND) {
  const theirs = refusal(sql);
  const problem = ours(sql);
  if (theirs === null && problem === null) continue;
  failed++;
  console.log(theirs === null ? `ours alone refuses: ${problem.message}\n  ${told(sql)}` : `not sound after all: ${theirs}\n  ${told(sql)}`);
}
let caught = 0;
for (const sql of FAULTY) {
  if (refusal(sql) === null) {
    failed++;
    console.log(`not faulty after all: ${told(sql)}`);
  } else if (ours(sql) === null) console.log(`missed: ${told(sql)}`);
  else caught++;
}
console.log(`own statements: ${SOUND.length}; faulty ones that we refuse too: ${caught} of ${FAULTY.length} (${share(caught, FAULTY.length)})`);

const corpus = path.join(root, '.oracle/corpus');
let skipped = 0;
let passed = SOUND.length + caught - failed;
if (!existsSync(corpus)) {
  skipped++;
  console.log('SKIPPED: no .oracle/corpus, so only our own statements were read.');
} else {
  for (const name of readdirSync(corpus)) {
    const tally = { taken: 0, wrong: 0, refused: 0, both: 0 };
    for (const file of sqlFiles(path.join(corpus, name))) {
      for (const sql of split(readFileSync(file, 'utf8'))) {
        const theirs = refusal(sql);
        const problem = ours(sql);
        if (theirs !== null) {
          tally.refused++;
          if (problem !== null) tally.both++;
          else if (missed) console.log(`missed (${path.basename(file)}): ${theirs}\n  ${told(sql)}`);
          continue;
        }
        tally.taken++;
        if (problem === null) continue;
        tally.wrong++;
        if (tally.wrong <= show) console.log(`${path.basename(file)}: ${problem.message}\n  ${told(sql.slice(Math.max(0, problem.span.start - 120), problem.span.start))} >>> ${told(sql.slice(problem.span.start)).slice(0, 80)}`);
      }
    }
    const good = tally.taken - tally.wrong;
    passed += good;
    if (good < tally.taken * 0.99) failed += tally.wrong;
    console.log(`${name}: PostgreSQL takes ${tally.taken} statements, we ${good} of them (${share(good, tally.taken)}); of the ${tally.refused} pieces that it refuses, we refuse ${tally.both} (${share(tally.both, tally.refused)})`);
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);

function share(n, of) {
  return of === 0 ? 'none' : `${((100 * n) / of).toFixed(2)} %`;
}

function sqlFiles(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap(e => {
    const at = path.join(dir, e.name);
    return e.isDirectory() ? sqlFiles(at) : e.name.endsWith('.sql') ? [at] : [];
  });
}

/** The statements of a script: cut at semicolons outside strings, comments and brackets, without the lines of psql and the rows after `COPY … FROM stdin`. */
function split(text) {
  const out = [];
  const lexeme = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z_]\w*)?\$|^\\[^\n]*|;|[([]|[)\]]/gm;
  let from = 0;
  let depth = 0;
  const cut = to => {
    const sql = text.slice(from, to).replace(/^\\[^\n]*$/gm, '');
    if (/[A-Za-z]/.test(sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ''))) out.push(sql);
    depth = 0;
  };
  for (let m = lexeme.exec(text); m !== null; m = lexeme.exec(text)) {
    const [piece] = m;
    if (piece[0] === '$') {
      const end = text.indexOf(piece, lexeme.lastIndex);
      if (end >= 0) lexeme.lastIndex = end + piece.length;
    } else if (piece === '(' || piece === '[') depth++;
    else if (piece === ')' || piece === ']') depth = Math.max(0, depth - 1);
    else if (piece === ';' && depth === 0) {
      const copy = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i.test(text.slice(from, m.index));
      cut(m.index);
      from = lexeme.lastIndex;
      const data = copy ? text.indexOf('\n\\.', from) : -1;
      if (data >= 0) from = lexeme.lastIndex = data + 3;
    }
  }
  cut(text.length);
  return out;
}
