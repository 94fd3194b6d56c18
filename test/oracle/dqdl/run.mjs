// Rulesets, sound ones and ones with a piece taken out, doubled, exchanged or put elsewhere, before the parser of AWS and before ours.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { check } from '../product.mjs';
import { root } from '../python.mjs';
import { closingLine } from '../report.mjs';

const here = path.join(root, 'test/oracle/dqdl');
const home = path.join(root, '.oracle/dqdl');
const count = { passed: 0, failed: 0, skipped: 0 };

const RULES = [
  'RowCount > 10', 'RowCount between 10 and 20', 'RowCount = 10', 'RowCount in [1, 2]', 'RowCount not between 1 and 2', 'RowCount != 3', 'RowCountMatch "ref" >= 0.9', 'ColumnCount = 4', 'Completeness "a" > 0.9', 'IsComplete "a"', 'IsComplete "a" where "b > 1"',
  'ColumnDataType "a" = "INTEGER"', 'ColumnDataType "a" in ["Date","Integer"] with threshold > 0.9', 'ColumnNamesMatchPattern "x.*"', 'ColumnExists "a"', 'ColumnCorrelation "a" "b" > 0.8', 'Uniqueness "a" "b" = 1.0', 'IsUnique "a"', 'IsUnique "a" "b"', 'Mean "a" > 0.3',
  'Sum "a" > 500', 'StandardDeviation "a" <= 1.5', 'Variance "a" < 2', 'Entropy "a" > 1', 'DistinctValuesCount "a" in [1,2,3]', 'UniqueValueRatio "a" > 0.1', 'ColumnLength "a" between 1 and 10', 'IsPrimaryKey "a"', 'IsPrimaryKey "a" "b"', 'ColumnValues "a" in ["x", "y"]',
  'ColumnValues "a" matches "[a-z]*"', 'ColumnValues "a" not in [NULL, EMPTY]', 'ColumnValues "a" between "2024-01-01" and "2024-02-01"', 'ColumnValues "a" > (now() - 3 days)', 'ColumnValues "a" >= 1 with threshold between 0.2 and 0.9', 'DataFreshness "a" <= 24 hours', 'DataFreshness "a" between 2 days and 5 days',
  'CustomSql "select count(*) from primary" between 10 and 20', 'CustomSql "select a from primary"', 'ReferentialIntegrity "a" "ref.a" = 1.0', 'DatasetMatch "ref" "id" >= 0.9', 'DatasetMatch "ref" "id" "a->b" = 1', 'SchemaMatch "ref" = 1.0', 'AggregateMatch "sum(a)" "sum(ref.a)" > 0.9',
  'DetectAnomalies "RowCount"', 'DetectAnomalies "Completeness" "a"', 'FileFreshness "s3://b/p" > (now() - 3 days)', 'FileMatch "s3://a" "s3://b"', 'FileSize "s3://b" > 2 MB', 'FileUniqueness "s3://b" > 0.9', 'Completeness "a" > avg(last(3)) * 0.9', 'RowCount > min(last(2)) - 5', 'IsComplete a', 'Completeness of "a" > 0.5',
  '(RowCount > 1) and (IsComplete "a")', '(RowCount > 1) or ((IsComplete "a") and (IsUnique "b"))', 'ColumnLength "a" = 4 labels=["k"="v"]', 'Sum "a" = -5', 'ColumnValues "a" = NULL',
  'IsComplet "a"', 'iscomplete "a"', 'Completeness > 0.5', 'Completeness "a" "b" > 0.5', 'ColumnCount "a" > 1', 'AllStatistics "a"', 'ColumnCount > 3 where "x"', 'Mean "a" > 1 with threshold > 0.5', 'IsComplete "a" where ""', 'ColumnCorrelation "a" > 0.3', 'CustomSql > 3', 'RowCountMatch > 1',
];

function* variants() {
  for (const rule of RULES) {
    yield `Rules = [ ${rule} ]`;
    yield `Rules = [\n  # comment\n  ${rule},\n  RowCount > 0\n]`;
    yield `Rules = [ ${rule}, ]`;
    yield `Rules = [ ${rule} RowCount > 0 ]`;
    yield `Rules = [ ${rule}`;
    yield `Rules [ ${rule} ]`;
    yield `Rules = [ ${rule} ] Analyzers = [ DistinctValuesCount "a" ]`;
    const words = rule.split(' ');
    for (let i = 0; i < words.length; i++) {
      yield `Rules = [ ${words.filter((_, j) => j !== i).join(' ')} ]`;
      if (i > 0) yield `Rules = [ ${[...words.slice(0, i), words[i], ...words.slice(i)].join(' ')} ]`;
    }
  }
  yield 'Analyzers = [ DistinctValuesCount "a", AllStatistics "b" ]';
  yield 'Rules = [ ]';
  yield 'Metadata = { "Version": "1.0" } Rules = [ RowCount > 1 ]';
  yield 'DataSources = { "Primary": "a", "AdditionalDataSources": [ "b" ] } Rules = [ RowCount > 1 ]';
  yield 'x = [ "a", "b" ] Rules = [ ColumnValues "a" in $x ]';
  yield 'x = "a" x = "b" Rules = [ ColumnValues "a" = $x ]';
  yield 'DefaultLabels=["a"="b"] Rules = [ RowCount > 1 ]';
}

function install() {
  const run = (command, args) => spawnSync(command, args, { cwd: here, encoding: 'utf8' }).status === 0;
  if (existsSync(path.join(home, 'classes/Judge.class'))) return true;
  mkdirSync(path.join(home, 'classes'), { recursive: true });
  return run('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${path.join(home, 'lib')}`]) && run('javac', ['-cp', path.join(home, 'lib/*'), '-d', path.join(home, 'classes'), 'Judge.java']);
}

if (!install()) {
  console.log('Java, Maven or its repository is out of reach');
  count.skipped = RULES.length;
} else {
  const items = [...new Set(variants())];
  const java = spawnSync('java', ['-cp', `${path.join(home, 'classes')}${path.delimiter}${path.join(home, 'lib/*')}`, 'Judge'], { input: `${items.map(i => Buffer.from(i).toString('base64')).join('\n')}\n`, encoding: 'utf8', maxBuffer: 1e8 });
  const verdicts = java.stdout.split('\n').filter(l => l.startsWith('=')).map(l => l.slice(1));
  const folder = mkdtempSync(path.join(tmpdir(), 'dqdl-'));
  items.forEach((text, i) => writeFileSync(path.join(folder, `r${i}.dqdl`), text));
  const ours = new Map();
  for (const d of await check(folder)) if (d.severity === 'error') ours.set(Number(/\d+/.exec(d.file)[0]), d.message);
  rmSync(folder, { recursive: true });
  items.forEach((text, i) => {
    const [theirs, our] = [verdicts[i] ?? 'no verdict', ours.get(i)];
    // A miss is allowed where the parser compares kinds of values; an error of ours must be one of theirs.
    if ((theirs === '') === (our === undefined)) count.passed++;
    else if (our === undefined) count.skipped++;
    else count.failed++;
    if ((our !== undefined) !== (theirs !== '') && (our !== undefined || process.argv.includes('--all'))) console.log(`${JSON.stringify(text)}\n  theirs: ${theirs || 'fine'}\n  ours: ${our ?? 'fine'}`);
  });
}
console.log(closingLine(count));
process.exit(count.failed > 0 ? 1 : 0);
