// Writes server/src/formats/airflow/data/operators.json, the facts about operators that lineage and completion need.
//
//   node scripts/facts/airflow-operators.mjs FILE
//
// FILE is a list of classes read from Airflow and its providers: `class`, `module`, `kind`, and where they have them `sql`,
// `language`, `source`, `destination`, `target`, `direction`, `scope`, `code`, `connection`, `templated`, `templateFiles`,
// `deprecated`, `movedTo`, `formerly`. Names of parameters and modules only, no code. Run by hand when a new release is to
// be known; the result is committed.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const file = process.argv[2];
if (file === undefined) {
  console.error('which file?');
  process.exit(2);
}
const lines = JSON.parse(readFileSync(file, 'utf8'))
  .filter(c => c.abstract !== true)
  .sort((a, b) => (a.class < b.class ? -1 : a.class > b.class ? 1 : a.module < b.module ? -1 : 1))
  // Two providers may use one name: the first module wins.
  .filter((c, i, all) => all[i - 1]?.class !== c.class)
  .map(c => {
    const facts = { module: c.module };
    if (c.kind !== 'operator') facts.kind = c.kind;
    for (const name of ['sql', 'language', 'source', 'destination', 'target', 'direction', 'scope', 'connection', 'templateFiles', 'deprecated', 'movedTo', 'formerly']) if (c[name] !== undefined) facts[name] = c[name];
    if (facts.direction) facts.direction = { parameter: c.direction.parameter, default: c.direction.default, reversedBy: c.direction.reversedBy };
    if (c.templated !== undefined) facts.templated = c.templated.split(' ');
    return `${JSON.stringify(c.class)}: ${JSON.stringify(facts)}`;
  });
writeFileSync(path.join(root, 'server/src/formats/airflow/data/operators.json'), `{\n${lines.join(',\n')}\n}\n`);
console.log(`${lines.length} classes`);
