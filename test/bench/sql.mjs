// Measures the SQL reader: megabytes a second from text to query facts, time per file, one huge literal list.
//   node test/bench/sql.mjs [FOLDER]     FOLDER: read its *.sql files instead of generated models
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const outfile = path.join(root, 'out/bench/sql.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['server/src/syntax/sql/index.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outfile,
  logLevel: 'warning',
});
const { readSql } = await import(pathToFileURL(outfile).href);

function sqlFiles(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap(e => {
    const at = path.join(dir, e.name);
    return e.isDirectory() ? sqlFiles(at) : e.name.endsWith('.sql') ? [at] : [];
  });
}

/** A model of the kind dbt projects are full of: imports, a few steps, a join, a final select. */
function model(seed) {
  const columns = Array.from({ length: 12 + (seed % 9) }, (_, i) => `column_${(seed * 7 + i * 3) % 40}_name`);
  return `with source as (

    select * from __pw_rel________________________________

),

renamed as (

    -- ids first, then what they describe
    select
        ${columns.map((c, i) => (i % 3 === 0 ? `source.${c} as renamed_${c}` : i % 3 === 1 ? `cast(${c} as numeric(18, ${seed % 6})) as ${c}_amount` : c)).join(',\n        ')}
    from source
    where source.${columns[0]} is not null and coalesce(${columns[1]}, 0) >= ${seed % 100}

),

daily as (

    select
        date_trunc('day', renamed.created_at) as day,
        ${columns.map(c => `sum(case when status = 'paid' then ${c} else 0 end) as total_${c}`).join(',\n        ')},
        row_number() over (partition by customer_id order by created_at desc) as position,
        count(distinct customer_id) as customers
    from renamed
    left join __pw_rel_____________________ as customers on customers.id = renamed.customer_id and not customers.is_deleted
    group by 1, customer_id, created_at

)

select daily.*, case when position = 1 then 'first' when position < 5 then 'early' else 'late' end as stage
from daily
where day >= '2024-01-01'
`;
}

const folder = process.argv[2];
const texts = folder ? sqlFiles(folder).map(f => readFileSync(f, 'utf8')) : Array.from({ length: 2000 }, (_, i) => model(i));
const characters = texts.reduce((n, t) => n + t.length, 0);
for (const dialect of ['snowflake', null]) {
  for (let k = 0; k < 3; k++) for (const text of texts) readSql(text, 0, text.length, { dialect });
  // Processor time, and the best of three rounds, since other work on the machine must not count.
  const times = texts.map(() => Number.POSITIVE_INFINITY);
  let all = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage();
    texts.forEach((text, k) => {
      const before = process.cpuUsage();
      readSql(text, 0, text.length, { dialect });
      const used = process.cpuUsage(before);
      times[k] = Math.min(times[k], (used.user + used.system) / 1000);
    });
    const used = process.cpuUsage(start);
    all = Math.min(all, (used.user + used.system) / 1000);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${String(dialect ?? 'union').padEnd(10)} ${texts.length} files, ${(characters / 1e6).toFixed(1)} MB: ${(characters / 1e3 / all).toFixed(1)} MB/s, ` +
      `p50 ${times[times.length >> 1].toFixed(3)} ms, p99 ${times[Math.floor(times.length * 0.99)].toFixed(3)} ms, worst ${times.at(-1).toFixed(2)} ms`,
  );
}
const literals = `select * from t where id in (${Array.from({ length: 170_000 }, (_, i) => 1_000_000 + i).join(',')}) and name in (${Array.from({ length: 3000 }, (_, i) => `'name ${i}'`).join(', ')})`;
const rows = `insert into t (a, b, c) values ${Array.from({ length: 60_000 }, (_, i) => `(${i}, 'row ${i}', null)`).join(', ')}`;
for (const [name, text] of [['literal list', literals], ['insert rows', rows]]) {
  readSql(text, 0, text.length, { dialect: null });
  const before = process.cpuUsage();
  readSql(text, 0, text.length, { dialect: null });
  const used = process.cpuUsage(before);
  console.log(`${name}: ${(text.length / 1e6).toFixed(2)} MB in ${((used.user + used.system) / 1000).toFixed(0)} ms`);
}
