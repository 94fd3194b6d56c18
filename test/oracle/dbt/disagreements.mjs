// Prints where our findings and dbt's verdicts on the planted faults (faults.json) differ, from the sources and in one process.
// Those that known.json explains are only counted.
//   node test/oracle/dbt/disagreements.mjs          every difference
//   node test/oracle/dbt/disagreements.mjs WORD     only faults whose id holds the word, with all we say
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../python.mjs';
import { identity, judge } from './compareFaults.mjs';
import { loadEngine } from './inProcess.mjs';
import { readFolder } from './projects.mjs';

const word = process.argv[2] ?? null;
const known = new Set(JSON.parse(readFileSync(path.join(root, 'test/oracle/dbt/known.json'), 'utf8')).map(k => k.difference));
const { findings } = await loadEngine();
const rows = JSON.parse(readFileSync(path.join(root, 'test/oracle/dbt/faults.json'), 'utf8'));
const base = readFolder(path.join(root, 'test/oracle/dbt/projects/base'));
const noise = findings(base);
for (const f of noise.filter(n => n.severity === 'error')) console.log(`base: ${f.severity} ${f.rule} ${f.file}:${f.line} ${f.message}`);
const heard = new Set(noise.map(identity));

const counts = { agreed: 0, differs: 0, known: 0, beyond: 0 };
for (const row of rows) {
  if (word !== null && !row.id.includes(word)) continue;
  const files = { ...base };
  for (const [name, text] of Object.entries(row.files)) {
    if (text === null) delete files[name];
    else files[name] = text;
  }
  const list = findings(files).filter(f => !heard.has(identity(f)));
  const complaint = judge(row, list);
  if (complaint === null) counts.agreed++;
  else if (row.beyond !== undefined) counts.beyond++;
  else if (known.has(`faults ${row.id}: ${complaint}`)) counts.known++;
  else counts.differs++;
  if (complaint !== null && row.beyond === undefined && (word !== null || !known.has(`faults ${row.id}: ${complaint}`))) console.log(`${row.id}: ${complaint}\n    dbt: ${row.dbt.message ?? ''}`);
  if (word !== null) {
    console.log(JSON.stringify({ ...row, files: undefined }, null, 1));
    for (const [name, text] of Object.entries(row.files)) console.log(`--- ${name}\n${text}`);
    for (const f of list) console.log(`    ${f.severity} ${f.rule} ${f.file}:${f.line} ${f.message}`);
  }
}
console.log(counts);
