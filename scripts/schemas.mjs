// Writes docs/schemas.md: every key that the schemas know, with its documentation.
//   node scripts/schemas.mjs          write
//   node scripts/schemas.mjs --check  exit 1 if the file is not what would be written
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(root, 'docs/schemas.md');
const read = name => JSON.parse(readFileSync(path.join(root, 'schemas', name), 'utf8'));

const files = ['dbt/project.json', 'dbt/properties.json', 'dbt/packages.json', 'dbt/dependencies.json', 'dbt/package-lock.json', 'dbt/selectors.json', 'dbt/profiles.json', 'dbt/vars.json', 'dbt/catalogs.json', 'pipelines/airbyte-catalog.json', 'pipelines/airbyte-manifest.json', 'pipelines/databricks-bundle.json', 'pipelines/druid.json', 'pipelines/feast.json', 'pipelines/flink-cdc.json', 'pipelines/meltano.json', 'pipelines/pulsar.json', 'pipelines/redpanda-connect.json', 'pipelines/singer-catalog.json', 'pipelines/sling.json', 'pipelines/spark-pipeline.json', 'pipelines/vector.json', 'contracts/odcs.json', 'contracts/dcs.json', 'soda/contract.json', 'prefect/prefect.json', 'pipewright.json'];
const configs = read('dbt/configs.json');
const TYPES = { string: 'text', integer: 'number', number: 'number', boolean: 'true/false', array: 'list', object: 'mapping' };

/** What a `$ref` leads to, given the file it stands in. */
function follow(schema, file) {
  for (let hops = 0; schema.$ref && hops < 5; hops++) {
    const [id, pointer] = schema.$ref.split('#');
    file = id === '' ? file : id === 'configs.json' ? configs : read(`dbt/${id}`);
    const found = pointer.split('/').slice(1).reduce((at, step) => at?.[step], file);
    schema = { ...found, ...Object.fromEntries(Object.entries(schema).filter(([k]) => k !== '$ref')) };
  }
  return schema;
}

function row(key, raw, file, required) {
  const schema = follow(raw, file);
  const types = [schema.type ?? []].flat().filter(t => t !== 'null').map(t => TYPES[t] ?? t);
  const values = (schema.enum ?? Object.keys(schema['x-values'] ?? {})).filter(v => v !== null).map(v => `\`${v}\``);
  const notes = [
    required ? 'required' : '',
    values.length > 0 && values.length <= 15 ? values.join(', ') : '',
    schema.default === undefined ? '' : `default \`${[schema.default].flat().join(', ')}\``,
    schema['x-since'] ? `since ${schema['x-since']}` : '',
    schema['x-adapter'] ?? '',
    schema['x-deprecated'] ? `deprecated: ${schema['x-deprecated']}` : '',
  ].filter(n => n !== '');
  const cell = text => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
  const name = schema['x-link'] ? `[\`${key}\`](${schema['x-link']})` : `\`${key}\``;
  return `| ${name} | ${[...new Set(types)].join(', ')} | ${cell(schema.description ?? '')} | ${cell(notes.join('; '))} |`;
}

function table(properties, file, required = []) {
  const rows = Object.entries(properties).filter(([, s]) => !s['x-hidden']).map(([k, s]) => row(k, s, file, required.includes(k)));
  return ['| Key | Value | | |', '|---|---|---|---|', ...rows, ''];
}

/** Tables of a schema and of all that is nested in it, each definition once. */
function* tables(schema, title, file, seen) {
  if (seen.has(schema)) return;
  seen.add(schema);
  if (schema.properties) yield [`### ${title}`, '', ...table(schema.properties, file, schema.required)].join('\n');
  for (const branch of ['then', 'else']) if (schema[branch]?.properties && !schema[branch].$ref) yield* tables(schema[branch], schema[branch].title ?? title, file, seen);
}

function page(name) {
  const file = read(name);
  const seen = new Set();
  const parts = [`## ${file.title}`, '', `\`schemas/${name}\``, ''];
  for (const part of tables(file, 'Top level', file, seen)) parts.push(part);
  for (const [key, schema] of Object.entries(file.definitions ?? {})) for (const part of tables(schema, schema.title ?? key, file, seen)) parts.push(part);
  return parts.join('\n');
}

const configPage = ['## Configs', '', '`schemas/dbt/configs.json`: keys of `config`, of `config()` and, with a `+`, of dbt_project.yml.', '', ...table(configs.definitions.values.properties, configs)].join('\n');
const text = `# Keys that Pipewright knows\n\nWritten by \`node scripts/schemas.mjs\` from the schemas.\n\n${[...files.map(page), configPage].join('\n')}`;

if (process.argv.includes('--check')) {
  let present = '';
  try {
    present = readFileSync(target, 'utf8');
  } catch {}
  if (present !== text) {
    console.error('docs/schemas.md is out of date: run node scripts/schemas.mjs');
    process.exit(1);
  }
} else writeFileSync(target, text);
