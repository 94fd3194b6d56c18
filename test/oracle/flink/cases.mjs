// Scripts of Flink SQL: what Flink 1.20 says of each decides. Every table is read or written by a statement, so that its options count.
const kafka = (columns, options = {}) => table('a', columns, { connector: 'kafka', topic: 'a', 'properties.bootstrap.servers': 'k:9092', 'properties.group.id': 'g', 'scan.startup.mode': 'earliest-offset', format: 'json', ...options });
const table = (name, columns, options, rest = '') => `create table ${name} (${columns})${rest} with (${Object.entries(options).filter(([, v]) => v !== null).map(([k, v]) => `'${k}' = '${v}'`).join(', ')})`;
const upsert = (columns, options = {}) => table('a', columns, { connector: 'upsert-kafka', topic: 'a', 'properties.bootstrap.servers': 'k:9092', 'key.format': 'json', 'value.format': 'json', ...options });
const made = table('made', 'id bigint, name string', { connector: 'datagen' });
const read = 'select * from a';
const write = 'insert into a select id, name from made';
const COLUMNS = 'id bigint, name string';
const TIMED = 'id bigint, ts timestamp(3)';

export const cases = {
  sound: [kafka(COLUMNS), read],
  'sound-write': [made, kafka(COLUMNS), write],
  'no-servers': [kafka(COLUMNS, { 'properties.bootstrap.servers': null }), read],
  'no-format': [kafka(COLUMNS, { format: null }), read],
  'no-topic': [kafka(COLUMNS, { topic: null }), read],
  'both-topics': [kafka(COLUMNS, { 'topic-pattern': 'a.*' }), read],
  'startup': [kafka(COLUMNS, { 'scan.startup.mode': 'earliest' }), read],
  'startup-latest': [kafka(COLUMNS, { 'scan.startup.mode': 'latest-offset' }), read],
  'startup-timestamp': [kafka(COLUMNS, { 'scan.startup.mode': 'timestamp' }), read],
  'startup-timestamp-sound': [kafka(COLUMNS, { 'scan.startup.mode': 'timestamp', 'scan.startup.timestamp-millis': '1' }), read],
  'startup-offsets': [kafka(COLUMNS, { 'scan.startup.mode': 'specific-offsets' }), read],
  'bounded': [kafka(COLUMNS, { 'scan.bounded.mode': 'latest' }), read],
  'bounded-timestamp': [kafka(COLUMNS, { 'scan.bounded.mode': 'timestamp' }), read],
  'bounded-sound': [kafka(COLUMNS, { 'scan.bounded.mode': 'latest-offset' }), read],
  'option': [kafka(COLUMNS, { 'scan.startup.mod': 'x' }), read],
  'connector': [kafka(COLUMNS, { connector: 'kafak' }), read],
  'key-format': [kafka(COLUMNS, { 'key.format': 'json' }), read],
  'key-sound': [kafka(COLUMNS, { 'key.format': 'json', 'key.fields': 'id' }), read],
  'key-unknown': [kafka(COLUMNS, { 'key.format': 'json', 'key.fields': 'nope' }), read],
  'key-prefix': [kafka('k_id bigint, name string', { 'key.format': 'json', 'key.fields': 'k_id', 'key.fields-prefix': 'k_' }), read],
  'key-prefix-sound': [kafka('k_id bigint, name string', { 'key.format': 'json', 'key.fields': 'k_id', 'key.fields-prefix': 'k_', 'value.fields-include': 'EXCEPT_KEY' }), read],
  'guarantee': [made, kafka(COLUMNS, { 'sink.delivery-guarantee': 'exactly' }), write],
  'exactly-once': [made, kafka(COLUMNS, { 'sink.delivery-guarantee': 'exactly-once' }), write],
  'exactly-once-sound': [made, kafka(COLUMNS, { 'sink.delivery-guarantee': 'exactly-once', 'sink.transactional-id-prefix': 'p' }), write],
  'primary-key-enforced': [kafka('id bigint, name string, primary key (id)'), read],
  'upsert-sound': [upsert('id bigint, name string, primary key (id) not enforced'), read],
  'upsert-no-key': [upsert(COLUMNS), read],
  'upsert-no-key-format': [upsert('id bigint, name string, primary key (id) not enforced', { 'key.format': null }), read],
  'upsert-no-value-format': [upsert('id bigint, name string, primary key (id) not enforced', { 'value.format': null }), read],
  'upsert-format': [upsert('id bigint, name string, primary key (id) not enforced', { format: 'json' }), read],
  'primary-key-unknown': [upsert('id bigint, name string, primary key (nope) not enforced'), read],
  'watermark-sound': [kafka(`${TIMED}, watermark for ts as ts - interval '5' second`), read],
  'watermark-unknown': [kafka(`${TIMED}, watermark for nope as nope - interval '5' second`), read],
  'watermark-type': [kafka("id bigint, ts bigint, watermark for ts as ts - 5"), read],
  'watermark-string': [kafka("id bigint, ts string, watermark for ts as ts"), read],
  'window': [kafka(TIMED), "select id, count(*) from table(tumble(table a, descriptor(ts), interval '1' minute)) group by id, window_start, window_end"],
  'window-sound': [kafka(`${TIMED}, watermark for ts as ts`), "select id, count(*) from table(tumble(table a, descriptor(ts), interval '1' minute)) group by id, window_start, window_end"],
  'window-processing': [kafka('id bigint, ts as proctime()'), "select id, count(*) from table(tumble(table a, descriptor(ts), interval '1' minute)) group by id, window_start, window_end"],
  'jdbc-sound': [made, table('a', COLUMNS, { connector: 'jdbc', url: 'jdbc:postgresql://h/d', 'table-name': 'a' }), write],
  'jdbc-no-url': [made, table('a', COLUMNS, { connector: 'jdbc', 'table-name': 'a' }), write],
  'jdbc-no-table': [made, table('a', COLUMNS, { connector: 'jdbc', url: 'jdbc:postgresql://h/d' }), write],
  'jdbc-option': [made, table('a', COLUMNS, { connector: 'jdbc', url: 'jdbc:postgresql://h/d', 'table-nam': 'a', 'table-name': 'a' }), write],
  'file-sound': [made, table('a', COLUMNS, { connector: 'filesystem', path: 'file:///tmp/x', format: 'json' }), write],
  'file-no-path': [made, table('a', COLUMNS, { connector: 'filesystem', format: 'json' }), write],
  'file-no-format': [made, table('a', COLUMNS, { connector: 'filesystem', path: 'file:///tmp/x' }), write],
  'file-partition': [made, table('a', COLUMNS, { connector: 'filesystem', path: 'file:///tmp/x', format: 'json' }, ' partitioned by (nope)'), write],
  'file-partition-sound': [made, table('a', COLUMNS, { connector: 'filesystem', path: 'file:///tmp/x', format: 'json' }, ' partitioned by (name)'), write],
  'datagen-fields': [table('a', COLUMNS, { connector: 'datagen', 'fields.id.kind': 'sequence', 'fields.id.start': '1', 'fields.id.end': '9' }), read],
  'like-sound': [kafka(COLUMNS), "create table b with ('topic' = 'b') like a", 'select * from b'],
  'metadata': [kafka("id bigint, `offset` bigint metadata virtual, ts timestamp_ltz(3) metadata from 'timestamp'"), read],
  'computed': [kafka('id bigint, twice as id * 2'), read],
  'column': [kafka(COLUMNS), 'select nope from a'],
  'table': [kafka(COLUMNS), 'select id from nope'],
  'insert-count': [made, kafka(COLUMNS), 'insert into a select id from made'],
  'syntax': [kafka(COLUMNS), 'selec id from a'],
  'group': [kafka(COLUMNS), 'select id, name, count(*) from a group by id'],
  'twice': [kafka('id bigint, id bigint'), read],
  'join': [made, kafka(COLUMNS), 'select a.id, m.name from a join made m on a.id = m.id'],
  'temporal': [made, kafka('id bigint, p as proctime()'), table('d', 'id bigint, v string', { connector: 'jdbc', url: 'jdbc:postgresql://h/d', 'table-name': 'a' }), 'select a.id, d.v from a join d for system_time as of a.p on a.id = d.id'],
  'top': [kafka(`${TIMED}, watermark for ts as ts`), 'select id from (select *, row_number() over (partition by id order by ts desc) as n from a) where n = 1'],
  'match': [kafka(`${TIMED}, watermark for ts as ts`), 'select * from a match_recognize (partition by id order by ts measures x.ts as t one row per match after match skip past last row pattern (x y) define x as x.id > 0, y as y.id < 0)'],
};

/** Flink refuses these, and files alone can't show it, or we leave it to the rule named. */
export const beyond = {
  table: 'the catalogue may hold a table that no file declares',
  'insert-count': 'most databases fill columns that get no value',
  group: 'our rule looks at selects without any GROUP BY',
};
