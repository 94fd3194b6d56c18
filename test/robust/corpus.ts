import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formats } from '../../server/src/formats';
import type { Facts } from '../../server/src/model/facts';
import { rules } from '../../server/src/rules';
import { Engine } from '../../server/src/workspace/engine';
import { HEAD, type Recognised, recognise } from '../../server/src/workspace/extract';
import { fixture } from '../fixture';

/** A file with what reads it, and the project it lies in. */
export interface Sample {
  readonly path: string;
  readonly text: string;
  readonly recognised: Recognised;
}

const MAX_SAMPLE = 40_000;
/** Files of formats that no example and no fixture has. */
const FURTHER: { readonly [path: string]: string } = {
  'quality/orders.scala': 'import com.amazon.deequ.checks.{Check, CheckLevel}\n\nval check = Check(CheckLevel.Error, "orders").isComplete("id").isUnique("id").isContainedIn("state", Array("a", "b"))\n',
  'checks/orders_schema.py': 'import pandera.pandas as pa\n\n\nclass Orders(pa.DataFrameModel):\n    id: int = pa.Field(unique=True)\n    amount: float = pa.Field(ge=0, nullable=True)\n',
  'events/run.json': '{"eventType": "COMPLETE", "eventTime": "2026-01-01T00:00:00Z", "producer": "https://shop.example", "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent", "run": {"runId": "01976c52-0000-7000-8000-000000000000"}, "job": {"namespace": "shop", "name": "load"}, "inputs": [{"namespace": "s3://lake", "name": "a"}], "outputs": [{"namespace": "postgres://db:5432", "name": "shop.public.a"}]}\n',
  'ingestion/orders.dhub.yaml': 'source:\n  type: postgres\n  config:\n    host_port: db:5432\n    database: shop\nsink:\n  type: datahub-rest\n  config:\n    server: http://datahub:8080\n',
  'ingestion/lineage.yaml': 'version: 1\nlineage:\n  - entity:\n      name: shop.orders\n      type: dataset\n      platform: postgres\n    upstream:\n      - entity:\n          name: orders.raw\n          type: dataset\n          platform: kafka\n',
  'airflow_settings.yaml': 'airflow:\n  connections:\n    - conn_id: dwh\n      conn_type: postgres\n  pools:\n    - pool_name: small\n      pool_slot: 3\n  variables:\n    - variable_name: bucket\n      variable_value: lake\n',
  'conf/base/catalog.yml': 'orders:\n  type: pandas.CSVDataset\n  filepath: data/01_raw/orders.csv\n',
  'db/changelog/changelog.xml': '<?xml version="1.0"?>\n<databaseChangeLog>\n  <property name="s" value="shop"/>\n  <changeSet id="1" author="ana">\n    <createTable tableName="orders" schemaName="${s}"><column name="id" type="int"><constraints primaryKey="true" references="shops(id)"/></column></createTable>\n    <createView viewName="v">select id from orders where id &gt; 1</createView>\n    <sql>insert into orders select 1</sql>\n    <loadData tableName="orders" file="orders.csv"/>\n  </changeSet>\n  <include file="b.yaml"/>\n</databaseChangeLog>\n',
  'db/changelog/b.yaml': 'databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: ana\n      changes:\n        - renameColumn:\n            tableName: orders\n            oldColumnName: id\n            newColumnName: key\n        - sql:\n            sql: "alter table orders add column \\"x\\" int"\n',
  'db/changelog/c.json': '{"databaseChangeLog": [{"changeSet": {"id": "1", "author": "ana", "changes": [{"dropColumn": {"tableName": "orders", "columns": [{"column": {"name": "x"}}]}}]}}]}\n',
  'feature_repo/feature_store.yaml': 'project: shop\nregistry: data/registry.db\nprovider: local\nonline_store:\n  type: sqlite\n  path: data/online.db\n',
  'jobs/luigi_orders.py': 'import luigi\nfrom luigi.contrib.postgres import CopyToTable\nfrom luigi.util import requires\n\n\nclass Orders(luigi.ExternalTask):\n    day = luigi.DateParameter()\n\n    def output(self):\n        return luigi.LocalTarget(f"data/orders/{self.day}.csv")\n\n\n@requires(Orders)\nclass Load(CopyToTable):\n    table = "raw.orders"\n    columns = [("id", "INT"), ("amount", "NUMERIC")]\n\n\nclass All(luigi.WrapperTask):\n    def requires(self):\n        yield Load()\n',
  'tap/catalog.json': '{"streams": [{"tap_stream_id": "public-orders", "table_name": "orders", "schema": {"properties": {"id": {"type": "integer"}}}, "metadata": [{"breadcrumb": [], "metadata": {"replication-method": "INCREMENTAL", "replication-key": "id", "schema-name": "public"}}]}]}\n',
  'airbyte/catalog.json': '{"streams": [{"stream": {"name": "orders", "namespace": "public", "json_schema": {"properties": {"id": {"type": "integer"}}}, "supported_sync_modes": ["incremental"]}, "sync_mode": "incremental", "destination_sync_mode": "append_dedup", "cursor_field": ["id"]}]}\n',
  'source-shop/manifest.yaml': 'version: 6.0.0\ntype: DeclarativeSource\ncheck: {type: CheckStream, stream_names: [orders]}\ndefinitions:\n  streams:\n    orders:\n      type: DeclarativeStream\n      name: orders\n      incremental_sync: {type: DatetimeBasedCursor, cursor_field: at}\nstreams:\n  - $ref: "#/definitions/streams/orders"\n',
  'feature_repo/views.py': 'from feast import Entity, FeatureService, FeatureView, Field, FileSource, KafkaSource\nfrom feast.types import Float32\n\nshop = Entity(name="shop", join_keys=["shop_id"])\nstats = FileSource(name="stats", path="data/stats.parquet", timestamp_field="at")\nview = FeatureView(name="shop_stats", entities=[shop], schema=[Field(name="orders", dtype=Float32)], source=KafkaSource(name="k", topic="orders", batch_source=stats))\nservice = FeatureService(name="model", features=[view[["orders"]]])\n',
  'etl/spark-pipeline.yml': 'name: shop\nstorage: file:///var/lib/shop\ncatalog: main\ndatabase: sales\nlibraries:\n  - glob:\n      include: transformations/**\n',
};

/** Files of every format: all of `examples/`, of the examples of all rules and of the fixtures in tests of formats, each text once. */
export function samples(): readonly Sample[] {
  const seen = new Set<string>();
  const found: Sample[] = [];
  for (const files of [...exampleFolders(), ...rules.flatMap(r => r.examples.map(e => fixture(e.files).files)), ...testFixtures(), new Map(Object.entries(FURTHER))])
    for (const sample of samplesOf(files)) {
      const key = `${sample.recognised.format.id}|${sample.text}`;
      if (seen.has(key) || sample.text.length > MAX_SAMPLE) continue;
      seen.add(key);
      found.push(sample);
    }
  return found;
}

function samplesOf(files: ReadonlyMap<string, string>): Sample[] {
  const engine = new Engine({ formats, tracking: false, read: p => files.get(p) ?? null });
  engine.announce([...files.keys()]);
  engine.apply([...files].map(([p, text]) => ({ path: p, text })));
  return [...files].flatMap(([p, text]) => {
    const recognised = recognise(formats, p, () => text.slice(0, HEAD), engine.contexts);
    return recognised ? [{ path: p, text, recognised }] : [];
  });
}

/** Texts between backticks that hold files, from the tests of formats. Those with something put in are left out. */
function testFixtures(): ReadonlyMap<string, string>[] {
  const tests = readdirSync('test', { recursive: true, withFileTypes: true }).filter(f => f.isFile() && f.name.endsWith('.test.ts')).map(f => path.join(f.parentPath ?? f.path, f.name));
  return tests.flatMap(file => readFileSync(file, 'utf8').split('`').filter(text => text.includes('//- ') && !text.includes('${')).map(text => fixture(text).files));
}

function exampleFolders(): ReadonlyMap<string, string>[] {
  return readdirSync('examples', { withFileTypes: true })
    .filter(e => e.isDirectory())
    .map(e => {
      const root = path.join('examples', e.name);
      const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter(f => f.isFile()).map(f => path.relative(root, path.join(f.parentPath ?? f.path, f.name)));
      return new Map(names.map(n => [n.split(path.sep).join('/'), readFileSync(path.join(root, n), 'utf8')]));
    });
}

/** Says what is wrong with facts of a text of this length: a span that is none, or lies outside; null if nothing is. */
export function faultOf(facts: Facts, length: number): string | null {
  const stack: { value: unknown; at: string; depth: number }[] = [{ value: facts, at: 'facts', depth: 0 }];
  while (stack.length > 0) {
    const { value, at, depth } = stack.pop()!;
    if (typeof value === 'function' || typeof value === 'symbol') return `${at} is a ${typeof value}`;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > 200) return `${at} is too deep`;
    if ('start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number') {
      const { start, end } = value;
      if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || start > end || end > length) return `${at} is ${start} to ${end} in a text of ${length}`;
    }
    for (const [key, part] of Object.entries(value)) stack.push({ value: part, at: `${at}.${key}`, depth: depth + 1 });
  }
  return null;
}

/** Numbers below a bound that look random and are the same in each run. */
export function numbers(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Reads a text as the sample's format, and holds what it says against the text. */
export function read(sample: Sample, text: string, how: string): void {
  const { format, project } = sample.recognised;
  try {
    const fault = faultOf(format.extract({ path: sample.path, text }, project), text.length);
    if (fault) assert.fail(fault);
  } catch (error) {
    assert.fail(`${format.id}, ${sample.path}, ${how}: ${error instanceof Error ? error.stack : error}\n--- text\n${JSON.stringify(text.slice(0, 3_000))}`);
  }
}

/** The samples of each format; one that several formats read is a sample of each. */
export function samplesByFormat(): ReadonlyMap<string, readonly Sample[]> {
  const byFormat = new Map<string, Sample[]>();
  for (const s of samples()) for (const id of s.recognised.format.id.split('+')) byFormat.set(id, [...(byFormat.get(id) ?? []), s]);
  return byFormat;
}
