// Writes a dbt project that looks like real large ones: sources, staging, intermediate models, marts; YAML for all of it.
//   node test/bench/generate.mjs DIR MODELS
// The same numbers give the same files. Sizes follow 11,548 real SQL files (median about 800 bytes, 95th percentile about 7,000)
// and real YAML (several models a file, ten to twenty columns each, tests on keys).
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = ['integer', 'varchar', 'numeric(18,2)', 'timestamp', 'boolean', 'date'];
const NOUNS = ['order', 'customer', 'payment', 'shipment', 'invoice', 'session', 'event', 'ticket', 'refund', 'product', 'store', 'visit', 'click', 'lead', 'account', 'plan'];
const WORDS = ['status', 'amount', 'created_at', 'updated_at', 'country', 'currency', 'channel', 'quantity', 'price', 'discount', 'is_active', 'region', 'segment', 'score', 'notes', 'source', 'kind', 'rank', 'total', 'fee'];

export function generate(dir, models) {
  const random = seeded(models);
  const pick = list => list[Math.floor(random() * list.length)];
  let bytes = 0;
  let files = 0;
  const made = new Set();
  const write = (file, text) => {
    const full = path.join(dir, file);
    const folder = path.dirname(full);
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true });
      made.add(folder);
    }
    writeFileSync(full, text);
    bytes += Buffer.byteLength(text);
    files++;
  };
  rmSync(dir, { recursive: true, force: true });
  write('dbt_project.yml', `name: big\nversion: '1.0'\nprofile: big\nmodel-paths: [models]\nmodels:\n  big:\n    staging:\n      +materialized: view\n    marts:\n      +materialized: table\n      +tags: [mart]\nvars:\n  start_date: '2024-01-01'\n`);
  write('profiles.yml', 'big:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: target/big.duckdb\n      schema: analytics\n');
  write('macros/money.sql', "{% macro cents_to_dollars(column, digits=2) %}\n  round({{ column }} / 100.0, {{ digits }})\n{% endmacro %}\n\n{% macro clean(column) %}trim(lower({{ column }})){% endmacro %}\n");

  const staging = Math.round(models * 0.35);
  const middle = Math.round(models * 0.35);
  const all = [];
  const columnsOf = (i, extra) => {
    const noun = NOUNS[i % NOUNS.length];
    const columns = [`${noun}_id`];
    const count = 4 + Math.floor(random() * 9) + extra;
    for (let c = 0; columns.length < count; c++) columns.push(c < 3 ? `${NOUNS[(i + c + 1) % NOUNS.length]}_id` : `${WORDS[(i + c) % WORDS.length]}${c > 20 ? `_${c}` : ''}`);
    return [...new Set(columns)];
  };

  // Sources: a schema for every forty tables.
  let tables = [];
  const flushSource = s => {
    write(`models/staging/s${s}/_sources.yml`, `version: 2\n\nsources:\n  - name: raw_${s}\n    description: Tables that the loader of system ${s} writes.\n    schema: raw_${s}\n    tables:\n${tables.map(t => `      - name: ${t.name}\n        description: Rows of ${t.name} as they come.\n        columns:\n${t.columns.map((c, n) => `          - name: ${c}\n${n < 2 ? `            description: The ${c} of the row.\n` : ''}`).join('')}`).join('')}`);
    tables = [];
  };
  for (let i = 0; i < staging; i++) {
    const s = Math.floor(i / 40);
    const columns = columnsOf(i, 0);
    const name = `stg_s${s}__${NOUNS[i % NOUNS.length]}_${i}`;
    const table = `${NOUNS[i % NOUNS.length]}_${i}`;
    tables.push({ name: table, columns });
    const select = columns.map(c => (c === 'amount' || c === 'price' ? `        {{ cents_to_dollars('${c}') }} as ${c}` : c === 'notes' ? `        {{ clean('${c}') }} as ${c}` : /_at$/.test(c) ? `        cast(${c} as timestamp) as ${c}` : `        ${c}`));
    write(`models/staging/s${s}/${name}.sql`, random() < 0.3 ? `{{ config(materialized='view') }}\n\nselect * from {{ source('raw_${s}', '${table}') }}\n` : `with source as (\n    select * from {{ source('raw_${s}', '${table}') }}\n),\n\nrenamed as (\n    select\n${select.join(',\n')}\n    from source\n)\n\nselect * from renamed\n`);
    all.push({ name, columns, folder: `models/staging/s${s}` });
    if (i % 40 === 39 || i === staging - 1) flushSource(s);
  }
  for (let i = 0; i < middle; i++) {
    const left = pick(all);
    const right = pick(all);
    const k = Math.floor(i / 40);
    const own = left.columns.slice(0, 10);
    const other = right.columns.filter(c => !own.includes(c)).slice(0, 8);
    const name = `int_${NOUNS[i % NOUNS.length]}_joined_${i}`;
    const union = random() < 0.12;
    const columns = union ? [left.columns[0], 'origin'] : [...own, ...other, 'row_number_in_key'];
    write(
      `models/intermediate/i${k}/${name}.sql`,
      union
        ? `${[left, right, pick(all)].map(m => `select ${left.columns[0] === m.columns[0] ? m.columns[0] : `${m.columns[0]} as ${left.columns[0]}`}, '${m.name}' as origin from {{ ref('${m.name}') }}`).join('\nunion all\n')}\n`
        : `with base as (\n    select * from {{ ref('${left.name}') }}\n),\n\nother as (\n    select * from {{ ref('${right.name}') }}\n    {% if var('start_date') %}\n    where 1 = 1\n    {% endif %}\n),\n\njoined as (\n    select\n${own.map(c => `        base.${c}`).join(',\n')}${other.map(c => `,\n        other.${c}`).join('')},\n        row_number() over (partition by base.${own[0]} order by base.${own[1] ?? own[0]}) as row_number_in_key\n    from base\n    left join other on base.${own[0]} = other.${right.columns[0]}\n)\n\nselect * from joined\nwhere row_number_in_key = 1\n`,
    );
    all.push({ name, columns, folder: `models/intermediate/i${k}` });
  }
  for (let i = staging + middle; i < models; i++) {
    const inputs = [pick(all), pick(all), pick(all)];
    const k = Math.floor(i / 40);
    const name = `${i % 3 ? 'fct' : 'dim'}_${NOUNS[i % NOUNS.length]}_${i}`;
    const key = inputs[0].columns[0];
    const measures = inputs[0].columns.slice(1, 6);
    const ctes = inputs.map((m, n) => `${n === 0 ? 'with ' : ''}input_${n} as (\n    select * from {{ ref('${m.name}') }}\n)`);
    const steps = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, n) => `step_${n} as (\n    select\n        ${key},\n${measures.map((c, m) => `        ${m % 2 ? `max(${c})` : `count(distinct ${c})`} as ${c}_${n}`).join(',\n')}\n    from input_0\n    where ${key} is not null\n    group by ${key}\n)`);
    write(`models/marts/m${k}/${name}.sql`, `{{ config(materialized='${i % 10 ? 'table' : 'incremental'}'${i % 10 ? '' : `, unique_key='${key}'`}) }}\n\n${[...ctes, ...steps].join(',\n\n')}\n\nselect\n    step_0.${key},\n${steps.map((_, n) => measures.map(c => `    step_${n}.${c}_${n}`).join(',\n')).join(',\n')}\nfrom step_0\n${steps.slice(1).map((_, n) => `left join step_${n + 1} on step_0.${key} = step_${n + 1}.${key}\n`).join('')}`);
    all.push({ name, columns: [key, ...steps.flatMap((_, n) => measures.map(c => `${c}_${n}`))], folder: `models/marts/m${k}` });
  }
  // Properties: eight models a file.
  for (let i = 0; i < all.length; i += 8) {
    const group = all.slice(i, i + 8);
    write(
      `${group[0].folder}/_models_${i / 8}.yml`,
      `version: 2\n\nmodels:\n${group.map(m => `  - name: ${m.name}\n    description: One row for each ${m.columns[0].replace('_id', '')}.\n    columns:\n${m.columns.map((c, n) => `      - name: ${c}\n${n % 2 === 0 ? `        description: The ${c.replaceAll('_', ' ')}.\n` : ''}${n % 3 === 0 ? `        data_type: ${TYPES[(i + n) % TYPES.length]}\n` : ''}${n === 0 ? '        data_tests:\n          - unique\n          - not_null\n' : n === 3 ? `        data_tests:\n          - accepted_values:\n              arguments:\n                values: ['a', 'b', 'c']\n` : ''}`).join('')}`).join('\n')}`,
    );
  }
  return { files, bytes };
}

function seeded(seed) {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, models] = process.argv.slice(2);
  if (!dir || !Number(models)) {
    console.error('usage: node test/bench/generate.mjs DIR MODELS');
    process.exit(2);
  }
  const { files, bytes } = generate(path.resolve(dir), Number(models));
  console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
}
