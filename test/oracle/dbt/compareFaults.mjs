// Our findings laid beside what dbt says about planted faults (faults.json).
//
// A row passes when
// - dbt rejects the project, and we report an error in the row's file (or one whose related places name that file);
// - dbt warns, on its own adapter or on those whose schema it checks, and we report a warning or information there;
// - dbt accepts, and we report no error anywhere. An error is allowed where `dbt build` fails later on.
// Rows with `beyond` can't be seen in files alone and never fail. If a row names a rule, it must be that rule.
// What we say about the base project is taken off first; the base itself must be free of errors.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { check, inParallel } from '../product.mjs';
import { root } from '../python.mjs';
import { loadEngine } from './inProcess.mjs';
import { readFolder, writeFolder } from './projects.mjs';

const table = path.join(root, 'test/oracle/dbt/faults.json');

/** { agreed, differences, skipped, why } over the rows whose id holds `only`; `fill` writes found rule ids into the table. */
export async function compareFaults(scratch, only, fill) {
  const all = JSON.parse(readFileSync(table, 'utf8'));
  const rows = all.filter(r => r.id.includes(only));
  const base = readFolder(path.join(root, 'test/oracle/dbt/projects/base'));
  // From the sources in one process; with --cli by a run of the built program a row, which takes some minutes.
  const engine = process.argv.includes('--cli') ? null : await loadEngine();
  const ask = async (folder, files, known) => (engine ? { list: engine.findings(files).filter(f => !known.has(identity(f))) } : findings(folder, files, known));
  const noise = await ask(path.join(scratch, 'fault-base'), base, new Set());
  if (noise.failure !== undefined) return { agreed: 0, differences: [noise.failure], skipped: rows.length, why: 'no findings at all' };
  const differences = noise.list.filter(f => f.severity === 'error').map(f => `base: ${f.rule} in ${f.file}:${f.line}`);
  const heard = new Set(noise.list.map(identity));

  let agreed = 0;
  let rightLine = 0;
  let errors = 0;
  const skipped = rows.filter(r => r.beyond !== undefined).length;
  const answers = await inParallel(rows, 2, async row => {
    const files = { ...base };
    for (const [name, text] of Object.entries(row.files)) {
      if (text === null) delete files[name];
      else files[name] = text;
    }
    return ask(path.join(scratch, 'faults', row.id), files, heard);
  });
  rows.forEach((row, i) => {
    const answer = answers[i];
    const complaint = answer.failure ?? judge(row, answer.list);
    if (complaint !== null) {
      if (row.beyond === undefined) differences.push(`${row.id}: ${complaint}`);
      return;
    }
    if (row.beyond === undefined) agreed++;
    const there = answer.list.filter(f => wantedSeverity(row, f) && touches(row, f));
    if (row.dbt.result === 'error') {
      errors++;
      if (there.some(f => f.file === row.at.file && f.line === row.at.line)) rightLine++;
    }
    if (fill && row.rule === null && there.length > 0 && row.dbt.result !== 'ok') row.rule = [...new Set(there.map(f => f.rule))].sort();
  });
  console.log(`   errors on the expected line: ${rightLine} of ${errors}`);
  if (fill) writeFileSync(table, `[\n${all.map(r => JSON.stringify(r)).join(',\n')}\n]\n`);
  return { agreed, differences, skipped, why: 'not to be seen in files alone' };
}

async function findings(folder, files, heard) {
  writeFolder(folder, files);
  try {
    return { list: (await check(folder)).filter(f => !heard.has(identity(f))) };
  } catch (error) {
    return { failure: error.message };
  }
}

export function identity(f) {
  return `${f.file}\n${f.rule}\n${f.severity}\n${f.message}`;
}

/** What is wrong with our findings for a row, in a line, or null. */
export function judge(row, list) {
  const errors = list.filter(f => f.severity === 'error');
  const rules = [row.rule ?? []].flat();
  const fits = f => touches(row, f) && (rules.length === 0 || rules.includes(f.rule));
  const said = list.length === 0 ? 'nothing' : [...new Set(list.map(f => `${f.severity} ${f.rule} in ${f.file}:${f.line}`))].slice(0, 3).join('; ');
  if (row.dbt.result === 'error') return errors.some(fits) ? null : `dbt rejects (${row.dbt.event}), we say ${said}; expected in ${row.at.file}:${row.at.line}`;
  if (errors.length > 0 && row.dbt.late === undefined) return `dbt accepts, we say ${said}`;
  const warns = row.dbt.result === 'warning' || row.dbt.gated !== undefined;
  if (warns && !list.some(f => wantedSeverity(row, f) && fits(f))) return `dbt warns (${row.dbt.event ?? row.dbt.gated[0].event}), we say ${said}; expected in ${row.at.file}:${row.at.line}`;
  return null;
}

function wantedSeverity(row, f) {
  if (row.dbt.result === 'error') return f.severity === 'error';
  return f.severity === 'warning' || f.severity === 'information' || (f.severity === 'error' && row.dbt.late !== undefined);
}

function touches(row, f) {
  return f.file === row.at.file || (f.related ?? []).some(r => r.file === row.at.file);
}
