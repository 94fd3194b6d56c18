// Sound configurations, and small changes of them: null takes a setting out. What Connect says of each decides.
const PG = {
  name: 'cdc', 'connector.class': 'io.debezium.connector.postgresql.PostgresConnector', 'database.hostname': '127.0.0.1', 'database.port': '1', 'database.user': 'u', 'database.password': '${env:PW}',
  'database.dbname': 'shop', 'topic.prefix': 'shop', 'heartbeat.interval.ms': '1000', 'tasks.max': '1',
};
const FILE = { name: 'f', 'connector.class': 'org.apache.kafka.connect.file.FileStreamSinkConnector', topics: 'orders', file: '/tmp/x', 'tasks.max': '1' };
const JDBC = { name: 'j', 'connector.class': 'io.debezium.connector.jdbc.JdbcSinkConnector', topics: 'orders', 'connection.url': 'jdbc:postgresql://127.0.0.1:1/x', 'connection.username': 'u', 'connection.password': '${env:PW}', 'tasks.max': '1' };
const MONGO = { name: 'm', 'connector.class': 'io.debezium.connector.mongodb.MongoDbConnector', 'topic.prefix': 'shop', 'mongodb.connection.string': 'mongodb://127.0.0.1:1/?replicaSet=rs', 'tasks.max': '1' };
const MYSQL = {
  name: 'my', 'connector.class': 'io.debezium.connector.mysql.MySqlConnector', 'database.hostname': '127.0.0.1', 'database.port': '1', 'database.user': 'u', 'database.password': '${env:PW}', 'database.server.id': '7', 'topic.prefix': 'shop',
  'schema.history.internal.kafka.topic': 'h', 'schema.history.internal.kafka.bootstrap.servers': '127.0.0.1:1', 'tasks.max': '1',
};
const SQLSERVER = {
  name: 'ms', 'connector.class': 'io.debezium.connector.sqlserver.SqlServerConnector', 'database.hostname': '127.0.0.1', 'database.port': '1', 'database.user': 'u', 'database.password': '${env:PW}', 'database.names': 'shop', 'topic.prefix': 'shop',
  'schema.history.internal.kafka.topic': 'h', 'schema.history.internal.kafka.bootstrap.servers': '127.0.0.1:1', 'tasks.max': '1',
};
const ORACLE = {
  name: 'or', 'connector.class': 'io.debezium.connector.oracle.OracleConnector', 'database.hostname': '127.0.0.1', 'database.port': '1', 'database.user': 'u', 'database.password': '${env:PW}', 'database.dbname': 'ORCL', 'topic.prefix': 'shop',
  'schema.history.internal.kafka.topic': 'h', 'schema.history.internal.kafka.bootstrap.servers': '127.0.0.1:1', 'tasks.max': '1',
};
const MIRROR = { name: 'mi', 'connector.class': 'org.apache.kafka.connect.mirror.MirrorSourceConnector', 'source.cluster.alias': 'a', 'target.cluster.alias': 'b', 'source.cluster.bootstrap.servers': '127.0.0.1:1', 'target.cluster.bootstrap.servers': '127.0.0.1:1', topics: 'orders', 'tasks.max': '1' };
const ICEBERG = { name: 'ice', 'connector.class': 'org.apache.iceberg.connect.IcebergSinkConnector', topics: 'orders', 'iceberg.tables': 'lake.orders', 'iceberg.catalog.type': 'rest', 'iceberg.catalog.uri': 'http://127.0.0.1:1', 'tasks.max': '1' };
const T = 'org.apache.kafka.connect.transforms.';
const with_ = (type, options = {}) => ({ transforms: 't', 'transforms.t.type': type, ...Object.fromEntries(Object.entries(options).map(([k, v]) => [`transforms.t.${k}`, v])) });

export const connect = {
  'pg-sound': [PG, {}], 'file-sound': [FILE, {}], 'jdbc-sound': [JDBC, {}], 'mongo-sound': [MONGO, {}], 'mysql-sound': [MYSQL, {}],
  'pg-no-prefix': [PG, { 'topic.prefix': null }], 'pg-bad-prefix': [PG, { 'topic.prefix': 'a b' }], 'pg-no-host': [PG, { 'database.hostname': null }], 'pg-no-user': [PG, { 'database.user': null }], 'pg-no-database': [PG, { 'database.dbname': null }],
  'pg-slot': [PG, { 'slot.name': 'Shop-Slot' }], 'pg-slot-sound': [PG, { 'slot.name': 'shop_slot' }], 'pg-snapshot': [PG, { 'snapshot.mode': 'initail' }], 'pg-snapshot-case': [PG, { 'snapshot.mode': 'INITIAL' }],
  'pg-plugin': [PG, { 'plugin.name': 'pgoutputt' }], 'pg-number': [PG, { 'heartbeat.interval.ms': 'often' }], 'pg-boolean': [PG, { 'tombstones.on.delete': 'maybe' }], 'pg-boolean-case': [PG, { 'tombstones.on.delete': 'TRUE' }],
  'pg-lists': [PG, { 'table.include.list': 'public.a', 'table.exclude.list': 'public.b' }], 'pg-list-regex': [PG, { 'table.include.list': 'public.(a' }], 'pg-list-sound': [PG, { 'table.include.list': 'public\\.(a|b),x.y' }],
  'pg-decimal': [PG, { 'decimal.handling.mode': 'exact' }], 'pg-sslmode': [PG, { 'database.sslmode': 'verify' }], 'pg-unknown': [PG, { 'no.such.setting': '1' }], 'pg-port': [PG, { 'database.port': '54x' }],
  'mysql-no-id': [MYSQL, { 'database.server.id': null }], 'mysql-no-history': [MYSQL, { 'schema.history.internal.kafka.topic': null }], 'mysql-no-servers': [MYSQL, { 'schema.history.internal.kafka.bootstrap.servers': null }], 'mysql-snapshot': [MYSQL, { 'snapshot.mode': 'sometimes' }],
  'mongo-no-string': [MONGO, { 'mongodb.connection.string': null }], 'mongo-mode': [MONGO, { 'capture.mode': 'streams' }],
  'sqlserver-sound': [SQLSERVER, {}], 'sqlserver-no-names': [SQLSERVER, { 'database.names': null }], 'sqlserver-no-host': [SQLSERVER, { 'database.hostname': null }], 'sqlserver-no-user': [SQLSERVER, { 'database.user': null }], 'sqlserver-snapshot': [SQLSERVER, { 'snapshot.mode': 'often' }], 'sqlserver-isolation': [SQLSERVER, { 'snapshot.isolation.mode': 'dirty' }], 'sqlserver-number': [SQLSERVER, { 'poll.interval.ms': 'x' }], 'sqlserver-no-history': [SQLSERVER, { 'schema.history.internal.kafka.topic': null }],
  'oracle-sound': [ORACLE, {}], 'oracle-no-name': [ORACLE, { 'database.dbname': null }], 'oracle-no-host': [ORACLE, { 'database.hostname': null }], 'oracle-url': [ORACLE, { 'database.hostname': null, 'database.url': 'jdbc:oracle:thin:@x' }], 'oracle-adapter': [ORACLE, { 'database.connection.adapter': 'logmine' }], 'oracle-strategy': [ORACLE, { 'log.mining.strategy': 'offline' }], 'oracle-no-prefix': [ORACLE, { 'topic.prefix': null }],
  'mirror-sound': [MIRROR, {}], 'mirror-no-source': [MIRROR, { 'source.cluster.alias': null }], 'mirror-number': [MIRROR, { 'refresh.topics.interval.seconds': 'x' }], 'mirror-boolean': [MIRROR, { 'sync.topic.configs.enabled': 'maybe' }], 'mirror-factor': [MIRROR, { 'replication.factor': 'two' }], 'mirror-location': [MIRROR, { 'offset-syncs.topic.location': 'here' }],
  'iceberg-sound': [ICEBERG, {}], 'iceberg-no-catalog': [ICEBERG, { 'iceberg.catalog.type': null, 'iceberg.catalog.uri': null }], 'iceberg-no-tables': [ICEBERG, { 'iceberg.tables': null }], 'iceberg-both': [ICEBERG, { 'iceberg.tables.dynamic-enabled': 'true' }], 'iceberg-dynamic': [ICEBERG, { 'iceberg.tables': null, 'iceberg.tables.dynamic-enabled': 'true', 'iceberg.tables.route-field': 't' }], 'iceberg-number': [ICEBERG, { 'iceberg.control.commit.interval-ms': 'x' }],
  'jdbc-no-url': [JDBC, { 'connection.url': null }], 'jdbc-mode': [JDBC, { 'insert.mode': 'replace' }], 'jdbc-mode-sound': [JDBC, { 'insert.mode': 'upsert', 'primary.key.mode': 'record_key' }],
  'file-tasks': [FILE, { 'tasks.max': 'two' }], 'file-tasks-none': [FILE, { 'tasks.max': '0' }], 'file-tolerance': [FILE, { 'errors.tolerance': 'some' }], 'file-tolerance-sound': [FILE, { 'errors.tolerance': 'all', 'errors.log.enable': 'true' }], 'file-reload': [FILE, { 'config.action.reload': 'never' }],
  'file-timeout': [FILE, { 'errors.retry.timeout': '1m' }], 'file-no-topics': [FILE, { topics: null }], 'file-both-topics': [FILE, { 'topics.regex': 'o.*' }], 'file-bad-regex': [FILE, { topics: null, 'topics.regex': 'o(' }], 'file-dead-self': [FILE, { 'errors.tolerance': 'all', 'errors.deadletterqueue.topic.name': 'orders' }],
  'smt-no-type': [FILE, { transforms: 't' }], 'smt-twice': [FILE, { ...with_(`${T}Flatten$Value`), transforms: 't,t' }], 'smt-bare': [FILE, with_(`${T}InsertField`, { 'static.field': 'a', 'static.value': 'b' })], 'smt-sound': [FILE, with_(`${T}InsertField$Value`, { 'static.field': 'a', 'static.value': 'b' })],
  'smt-regex': [FILE, with_(`${T}RegexRouter`, { regex: 'a(', replacement: 'b' })], 'smt-no-replacement': [FILE, with_(`${T}RegexRouter`, { regex: 'a' })], 'smt-regex-sound': [FILE, with_(`${T}RegexRouter`, { regex: '(a)b', replacement: '$1' })],
  'smt-cast': [FILE, with_(`${T}Cast$Value`, { spec: 'a:number' })], 'smt-cast-sound': [FILE, with_(`${T}Cast$Value`, { spec: 'a:int32,b:STRING' })], 'smt-mask': [FILE, with_(`${T}MaskField$Value`)], 'smt-replace': [FILE, with_(`${T}ReplaceField$Value`, { renames: 'a' })],
  'smt-field': [FILE, with_(`${T}ExtractField$Key`)], 'smt-time': [FILE, with_(`${T}TimestampConverter$Value`, { 'target.type': 'Datum' })], 'smt-header': [FILE, with_(`${T}HeaderFrom$Value`, { fields: 'a', headers: 'b', operation: 'swap' })],
  'predicate-missing': [FILE, { ...with_(`${T}Filter`, { predicate: 'p' }) }], 'predicate-sound': [FILE, { ...with_(`${T}Filter`, { predicate: 'p' }), predicates: 'p', 'predicates.p.type': `${T}predicates.RecordIsTombstone` }], 'predicate-pattern': [FILE, { ...with_(`${T}Filter`, { predicate: 'p' }), predicates: 'p', 'predicates.p.type': `${T}predicates.TopicNameMatches`, 'predicates.p.pattern': '[' }],
};

const record = fields => ({ type: 'record', name: 'R', fields });
const f = (name, type, rest = {}) => ({ name, type, ...rest });
const e = (symbols, rest = {}) => ({ type: 'enum', name: 'E', symbols, ...rest });

/** Schemas that are laid beside each other, each as reader and as writer. */
export const pairs = [
  record([]), record([f('a', 'int')]), record([f('a', 'long')]), record([f('a', 'string')]), record([f('a', 'bytes')]), record([f('a', 'double')]), record([f('a', ['null', 'int'], { default: null })]), record([f('a', ['int', 'string'])]), record([f('b', 'int', { aliases: ['a'] })]),
  record([f('a', 'int'), f('b', 'int')]), record([f('a', 'int'), f('b', 'int', { default: 1 })]), record([f('a', e(['X', 'Y']))]), record([f('a', e(['X']))]), record([f('a', e(['X'], { default: 'X' }))]), record([f('a', { type: 'array', items: 'int' })]), record([f('a', { type: 'array', items: 'long' })]), record([f('a', { type: 'map', values: 'int' })]),
  record([f('a', { type: 'fixed', name: 'F', size: 4 })]), record([f('a', { type: 'fixed', name: 'F', size: 5 })]), record([f('a', { type: 'fixed', name: 'G', size: 4 })]), { ...record([f('a', 'int')]), name: 'S' }, { ...record([f('a', 'int')]), name: 'S', aliases: ['R'] }, record([f('next', ['null', 'R'], { default: null })]), record([f('a', record([f('x', 'int')])) && f('a', { type: 'record', name: 'I', fields: [f('x', 'int')] })]), record([f('a', { type: 'record', name: 'I', fields: [f('x', 'int'), f('y', 'int')] })]),
];

/** Schemas that Avro takes or refuses. */
export const schemas = [
  ...pairs, { type: 'record', name: '1R', fields: [] }, { type: 'record', name: 'R', namespace: 'a..b', fields: [] }, record([f('a', 'int'), f('a', 'int')]), record([f('a b', 'int')]), record([{ name: 'a' }]), record([f('a', 'Missing')]), { type: 'record', name: 'R' }, { name: 'R' }, e(['X', 'X']), e(['X Y']), e(['X'], { default: 'Z' }), { type: 'fixed', name: 'F' }, { type: 'fixed', name: 'F', size: 'x' }, record([f('a', ['int', 'int'])]), record([f('a', ['int', ['null', 'string']])]), record([f('a', 'int', { default: 'x' })]), record([f('a', 'int', { default: null })]), record([f('a', 'string', { default: 1 })]), record([f('a', ['string', 'null'], { default: null })]), record([f('a', ['string', 'null'], { default: 7 })]), record([f('a', { type: 'array', items: 'int' }, { default: [] })]), record([f('a', { type: 'array', items: 'int' }, { default: ['x'] })]), record([f('a', { type: 'array' })]), record([f('a', 'boolean', { default: 'false' })]), record([f('a', 'double', { default: 1 })]), record([f('a', 'long', { default: 1.5 })]), record([f('a', e(['X']), { default: 'X' }), f('b', 'E')]), record([f('a', { type: 'fixed', name: 'F', size: 4 }), f('b', { type: 'fixed', name: 'F', size: 4 })]), record([f('a', 'int', { order: 'upwards' })]), record([f('a', { type: 'map' })]), ['null', record([])], 'string', { type: 'string' },
];

/** Taken when they are created; the task then fails as it starts, which only a running worker shows. */
export const late = ['mysql-no-history', 'mysql-no-servers', 'predicate-missing', 'jdbc-no-url', 'jdbc-mode', 'sqlserver-no-history', 'iceberg-no-catalog', 'iceberg-no-tables', 'iceberg-both'];
