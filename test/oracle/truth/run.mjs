// Lays edges that were read from public repositories by hand beside our lineage. Neither the repositories nor the lists are
// part of this one: PIPEWRIGHT_TRUTH names a folder of lists (<owner>__<name>.tsv: from, to, where declared), PIPEWRIGHT_REPOS one
// of checked-out repositories (<name> or <owner>__<name>). What is not there is skipped.
//   PIPEWRIGHT_TRUTH=… PIPEWRIGHT_REPOS=… node test/oracle/run.mjs truth
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lineage } from '../product.mjs';
import { closingLine } from '../report.mjs';

const { PIPEWRIGHT_TRUTH: lists, PIPEWRIGHT_REPOS: repositories } = process.env;
const count = { passed: 0, failed: 0, skipped: 0 };

if (!lists || !repositories) {
  console.log('PIPEWRIGHT_TRUTH and PIPEWRIGHT_REPOS are not set: nothing to lay beside');
  count.skipped++;
} else for (const file of readdirSync(lists).filter(f => /^[^.]+\.tsv$/.test(f)).sort()) await compare(file.slice(0, -4));
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);

async function compare(name) {
  const folder = [name.split('__')[1], name].map(n => path.join(repositories, n)).find(existsSync);
  const rows = readFileSync(path.join(lists, `${name}.tsv`), 'utf8').split('\n').filter(l => l.trim() !== '' && !l.startsWith('#')).map(l => l.split('\t'));
  if (!folder) {
    console.log(`${name}: the repository is not here`);
    count.skipped += rows.length;
    return;
  }
  const graph = await lineage(folder);
  const found = new Set(graph.edges.flatMap(e => pairs(namesOf(graph, e.from), namesOf(graph, e.to))));
  // What a job reads and writes are edges too, where one end is a program.
  for (const j of graph.jobs) {
    const job = [j.name, j.file, path.basename(j.file ?? '')].map(n => `job:${n}`);
    for (const r of j.reads) for (const p of pairs(namesOf(graph, r), job)) found.add(p);
    for (const w of j.writes) for (const p of pairs(job, namesOf(graph, w))) found.add(p);
  }
  const dotted = (id, column) => namesOf(graph, id).map(n => `${n}.${column}`.toLowerCase());
  const columns = new Set(graph.edges.flatMap(e => (e.columns ?? []).flatMap(c => c.from.flatMap(f => pairs(dotted(f.dataset, f.column), dotted(e.to, c.to))))));
  let good = 0;
  for (const [from, to, at] of rows) {
    const column = from.startsWith('COLUMN ');
    const wanted = column ? `${plain(from.slice(7))}\n${plain(to)}`.toLowerCase() : `${plain(from)}\n${plain(to)}`;
    if ((column ? columns : found).has(wanted)) good++;
    else console.log(`  ${name}: ${from} → ${to} (${at}) is missing`);
  }
  console.log(`${name}: ${good} of ${rows.length}`);
  count.passed += good;
  count.failed += rows.length - good;
}

function pairs(from, to) {
  return from.flatMap(f => to.map(t => `${f}\n${t}`));
}

/** A dataset by everything that a list may call it: its id and its names, without what tells tools apart. */
function namesOf(graph, id) {
  const of = graph.datasets.find(d => d.id === id);
  return [...new Set([id, ...(of?.names ?? [])].map(plain))];
}

/** One spelling for what lists and graph write differently. */
function plain(name) {
  return name
    .replace(/^(bq|pg|dbt|flink|sql|table|seed|bigquery|postgres):(?=[\w.])/, '').replace(/^(dbt:)?(model|seed|source)\.\w+\./, '').replace(/^mongo:/, 'mongodb:')
    .replace(/^api:(\w+).*/, 'job:$1').replace(/^datagen:/, 'job:').replace(/ \(.*\)$/, '').replace(/<\w+>$/, '').replace(/\$\{(\w+)\}/g, '$$$1').replace(/\/+$/, '');
}
