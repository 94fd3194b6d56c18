// Records what dbt says about every planted fault into faults.json. Run by hand after a fault or a version changed:
//   node test/oracle/dbt/record.mjs            all faults
//   node test/oracle/dbt/record.mjs ref- yaml- only ids that hold one of the words; of the other rows what dbt said stays
//   node test/oracle/dbt/record.mjs --core     the newest dbt-core alone; what the others said stays
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fusionSays } from './fusion.mjs';
import { lineOf, plant } from './faults/edit.mjs';
import { faults } from './faults/index.mjs';
import { coreSays, readFolder, writeFolder } from './projects.mjs';
import { releases } from './versions.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const table = path.join(here, 'faults.json');
const words = process.argv.slice(2).filter(a => a !== '--core');
const coreOnly = process.argv.includes('--core');
const chosen = faults.filter(f => words.length === 0 || words.some(w => f.id.includes(w)));
const base = readFolder(path.join(here, 'projects/base'));

const scratch = mkdtempSync(path.join(os.tmpdir(), 'pipewright-faults-'));
const jobs = chosen.map(fault => {
  const dir = path.join(scratch, fault.id);
  writeFolder(dir, plant(base, fault.files));
  return { id: fault.id, dir, commands: fault.stage === 'deps' ? [['deps']] : [['parse'], ['compile']], late: [['seed'], ['build']], lift: true };
});
const said = {
  core: await coreSays(releases.core(), jobs),
  older: coreOnly ? new Map() : await coreSays(releases.older(), jobs.map(j => ({ ...j, late: [], lift: false }))),
  fusion: coreOnly ? new Map() : await fusionSays(releases.fusion(), jobs),
};
rmSync(scratch, { recursive: true, force: true });

const kept = new Map(readTable().map(row => [row.id, row]));
for (const fault of faults) {
  if (!chosen.includes(fault) && !kept.has(fault.id)) continue;
  const after = plant(base, fault.files);
  const [file, text] = fault.at;
  const before = kept.get(fault.id);
  kept.set(fault.id, {
    id: fault.id,
    about: fault.about,
    at: { file, line: lineOf(after[file], text), text },
    rule: fault.rule ?? before?.rule ?? null,
    ...(fault.beyond === undefined ? {} : { beyond: fault.beyond }),
    dbt: said.core.get(fault.id) ?? before?.dbt,
    older: said.older.get(fault.id) ?? before?.older,
    fusion: said.fusion.get(fault.id) ?? before?.fusion,
    files: Object.fromEntries(Object.keys(fault.files).map(p => [p, after[p] ?? null])),
  });
}
const rows = faults.flatMap(f => kept.get(f.id) ?? []);
writeFileSync(table, `[\n${rows.map(r => JSON.stringify(r)).join(',\n')}\n]\n`);
console.log(`${chosen.length} faults recorded, ${rows.length} rows in the table`);

function readTable() {
  try {
    return JSON.parse(readFileSync(table, 'utf8'));
  } catch {
    return [];
  }
}
