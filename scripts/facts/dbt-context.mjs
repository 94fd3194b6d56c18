// Writes server/src/formats/dbt/data/context.json: what dbt puts at the disposal of Jinja, with a sentence each.
//
//   node scripts/facts/dbt-context.mjs          write
//   node scripts/facts/dbt-context.mjs check    compare the names with the installed dbt-core (needs the oracle's environment)
//
// `scope` tells where a name is known: `base` in every rendered file, `target` in all but profiles.yml and packages.yml,
// `yaml` in property files and below, `docs` in descriptions, `macro` in SQL and macros, `node` in the file of a node.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../test/oracle/python.mjs';
import { releases } from '../../test/oracle/dbt/versions.mjs';

const PAGE = 'https://docs.getdbt.com/reference/dbt-jinja-functions/';
const page = name => (name === '' ? '' : name.startsWith('http') ? name : PAGE + name);
const f = (scope, name, signature, doc, at = name) => ({ name, kind: 'function', scope, signature, doc, url: page(at) });
const v = (scope, name, doc, at = name) => ({ name, kind: 'value', scope, doc, url: page(at) });
const n = (scope, name, doc, at, members) => ({ name, kind: 'namespace', scope, doc, url: page(at), members: Object.fromEntries(members.map(([m, signature, d]) => [m, signature === null ? { doc: d } : { signature, doc: d }])) });

const context = [
  f('node', 'ref', '[package,] name, v=none', 'The relation of a model, seed or snapshot; makes this file depend on it.'),
  f('node', 'source', 'source_name, table_name', 'The relation of a declared source table; makes this file depend on it.'),
  f('node', 'metric', '[package,] name', 'A metric, as a dependency of this file.', 'https://docs.getdbt.com/docs/build/metrics-overview'),
  f('node', 'function', '[package,] name', 'The relation of a user-defined function; makes this file depend on it.', 'https://docs.getdbt.com/docs/build/udfs'),
  f('docs', 'doc', '[package,] name', 'The text of a docs block, for use in a description.', 'doc'),
  n('macro', 'config', 'Sets the configuration of this node when called, and reads it through its members.', 'config', [
    ['get', 'name, default=none', 'A configuration value of this node, or the default.'],
    ['require', 'name', 'A configuration value of this node; an error if it is not set.'],
    ['set', 'name, value', 'Sets one configuration value.'],
    ['meta_get', 'name, default=none', 'A value below the node\'s `meta`, or the default (since 1.11).'],
    ['meta_require', 'name', 'A value below the node\'s `meta`; an error if it is not set (since 1.11).'],
    ['persist_relation_docs', '', 'Whether descriptions of relations are to be written to the database.'],
    ['persist_column_docs', '', 'Whether descriptions of columns are to be written to the database.'],
  ]),
  f('base', 'var', 'name, default=none', 'A variable from the command line or the project; an error without value and default.'),
  f('base', 'env_var', 'name, default=none', 'An environment variable as text; an error without value and default.'),
  n('target', 'target', 'The chosen output of the profile.', 'target', [
    ['name', null, 'Name of the target.'], ['profile_name', null, 'Name of the profile.'], ['schema', null, 'Schema (dataset on BigQuery) of the target.'],
    ['database', null, 'Database of the target.'], ['type', null, 'Adapter, such as `postgres`.'], ['threads', null, 'Number of threads.'],
    ['user', null, 'User of the connection, where the adapter has one.'], ['host', null, 'Host of the connection, where the adapter has one.'],
    ['port', null, 'Port of the connection, where the adapter has one.'], ['dbname', null, 'Database of the connection (Postgres, Redshift).'],
    ['warehouse', null, 'Warehouse (Snowflake).'], ['role', null, 'Role (Snowflake).'], ['account', null, 'Account (Snowflake).'],
    ['project', null, 'Project (BigQuery).'], ['dataset', null, 'Dataset (BigQuery).'], ['catalog', null, 'Catalog (Databricks).'], ['path', null, 'Database file (DuckDB, SQLite).'],
  ]),
  n('node', 'this', 'The relation that this node builds.', 'this', [
    ['database', null, 'Database of the relation.'], ['schema', null, 'Schema of the relation.'], ['identifier', null, 'Name of the relation in the database.'],
    ['name', null, 'Same as `identifier`.'], ['table', null, 'Same as `identifier`.'], ['type', null, 'Kind of relation, such as `table` or `view`.'],
    ['is_table', null, 'Whether it is a table.'], ['is_view', null, 'Whether it is a view.'], ['is_cte', null, 'Whether it becomes a common table expression.'],
    ['include', 'database=true, schema=true, identifier=true', 'The relation with some parts of its name left out.'],
    ['quote', 'database=none, schema=none, identifier=none', 'The relation with other quoting.'],
    ['render', '', 'The name of the relation as SQL text.'], ['without_identifier', '', 'The schema of the relation.'],
    ['incorporate', '**changes', 'A copy with changed parts.'], ['information_schema', 'view=none', 'The information schema of the relation\'s database.'],
  ]),
  n('macro', 'model', 'The node being rendered, as in the manifest.', 'model', [
    ['name', null, 'Name of the node.'], ['unique_id', null, 'Unique id of the node.'], ['resource_type', null, 'Kind of node, such as `model`.'],
    ['package_name', null, 'Package that holds the node.'], ['path', null, 'File below its resource path.'], ['original_file_path', null, 'File below the project.'],
    ['fqn', null, 'Package, folders and name.'], ['alias', null, 'Name of the relation.'], ['schema', null, 'Schema of the relation.'], ['database', null, 'Database of the relation.'],
    ['config', null, 'Configuration of the node.'], ['columns', null, 'Documented columns by name.'], ['tags', null, 'Tags of the node.'], ['meta', null, 'The `meta` of the node.'],
    ['description', null, 'Description of the node.'], ['depends_on', null, 'Nodes and macros that the node uses.'], ['raw_code', null, 'Text of the file.'],
    ['compiled_code', null, 'Text after rendering.'], ['refs', null, 'References of the file.'], ['sources', null, 'Sources of the file.'],
    ['version', null, 'Version of a versioned model.'], ['latest_version', null, 'Newest version of a versioned model.'], ['access', null, 'Access of a model.'],
    ['group', null, 'Group of the node.'], ['constraints', null, 'Constraints on the model.'], ['language', null, '`sql` or `python`.'],
  ]),
  n('macro', 'graph', 'All nodes of the project; filled only while executing.', 'graph', [
    ['nodes', null, 'Models, tests, seeds, snapshots, analyses by unique id.'], ['sources', null, 'Source tables by unique id.'], ['exposures', null, 'Exposures by unique id.'],
    ['metrics', null, 'Metrics by unique id.'], ['groups', null, 'Groups by unique id.'], ['semantic_models', null, 'Semantic models by unique id.'], ['saved_queries', null, 'Saved queries by unique id.'],
    ['functions', null, 'User-defined functions by unique id.'],
  ]),
  n('macro', 'adapter', 'Talks to the database in the words of its adapter.', 'adapter', [
    ['dispatch', 'macro_name, macro_namespace=none', 'The implementation of a macro for the adapter in use; call the result.'],
    ['get_relation', 'database, schema, identifier', 'A relation that exists in the database, or none.'],
    ['get_columns_in_relation', 'relation', 'Columns of a relation.'],
    ['get_missing_columns', 'from_relation, to_relation', 'Columns of the first relation that the second lacks.'],
    ['get_column_schema_from_query', 'sql', 'Columns of a query.'],
    ['create_schema', 'relation', 'Creates the schema of a relation.'],
    ['drop_schema', 'relation', 'Drops the schema of a relation.'],
    ['check_schema_exists', 'database, schema', 'Whether a schema exists.'],
    ['drop_relation', 'relation', 'Drops a relation.'],
    ['rename_relation', 'from_relation, to_relation', 'Renames a relation.'],
    ['truncate_relation', 'relation', 'Empties a relation.'],
    ['expand_target_column_types', 'from_relation, to_relation', 'Widens the columns of the second relation to those of the first.'],
    ['quote', 'identifier', 'An identifier in the quotes of the database.'],
    ['quote_as_configured', 'identifier, quote_key', 'An identifier quoted as the project says.'],
    ['quote_seed_column', 'column, quote_config', 'A seed column quoted as configured.'],
    ['convert_type', 'agate_table, col_idx', 'Database type for a column of a local table.'],
    ['execute', 'sql, auto_begin=false, fetch=false, limit=none', 'Runs SQL; answers the response and a table.'],
    ['add_query', 'sql, auto_begin=true, bindings=none, abridge_sql_log=false', 'Runs SQL and answers the cursor.'],
    ['run_sql_for_tests', 'sql, fetch, conn', 'Runs SQL for dbt\'s own tests.'],
    ['type', '', 'Name of the adapter, such as `snowflake`.'],
    ['commit_if_has_connection', '', 'Commits if a connection is open.'],
    ['behavior', null, 'Behaviour flags of the adapter.'],
    ['cache_added', 'relation', 'Tells the cache of a new relation.'], ['cache_dropped', 'relation', 'Tells the cache of a dropped relation.'], ['cache_renamed', 'from_relation, to_relation', 'Tells the cache of a renamed relation.'],
    ['already_exists', 'schema, name', 'Whether a table exists; old, use `get_relation`.'], ['get_columns_in_table', 'schema, name', 'Columns of a table; old, use `get_columns_in_relation`.'],
    ['valid_snapshot_target', 'relation, column_names=none', 'Checks that a table can hold a snapshot.'],
    ['assert_valid_snapshot_target_given_strategy', 'relation, column_names, strategy', 'Checks that a table can hold a snapshot of that strategy.'],
    ['get_hard_deletes_behavior', 'config', 'What a snapshot does with deleted rows.'],
    ['get_incremental_strategy_macro', 'model_context, strategy', 'The macro of an incremental strategy.'],
    ['get_partitions_metadata', 'table', 'Partitions of a table (BigQuery).'],
    ['standardize_grants_dict', 'grants_table', 'Grants of a table as a mapping.'],
    ['render_raw_columns_constraints', 'raw_columns', 'Column constraints as SQL.'], ['render_raw_model_constraints', 'raw_constraints', 'Model constraints as SQL.'],
    ['build_catalog_relation', 'model', 'The relation of a model in an external catalog.'], ['get_catalog_integration', 'name', 'A configured catalog integration.'],
  ]),
  n('macro', 'exceptions', 'Ends or warns with a message.', 'exceptions', [
    ['raise_compiler_error', 'msg, node=none', 'Stops with a compilation error.'], ['warn', 'msg, node=none', 'Warns and goes on.'],
    ['raise_database_error', 'msg, node=none', 'Stops with a database error.'], ['raise_not_implemented', 'msg', 'Stops since something is not implemented.'],
    ['raise_dependency_error', 'msg', 'Stops with a dependency error.'], ['raise_fail_fast_error', 'msg, node=none', 'Stops the whole run.'],
    ['raise_contract_error', 'yaml_columns, sql_columns', 'Stops since query and contract differ.'], ['column_type_missing', 'column_names', 'Stops since contract columns lack a type.'],
    ['missing_config', 'model, name', 'Stops since a configuration is missing.'], ['missing_materialization', 'model, adapter_type', 'Stops since a materialization is missing.'],
    ['missing_relation', 'relation, model=none', 'Stops since a relation is missing.'], ['relation_wrong_type', 'relation, expected_type, model=none', 'Stops since a relation is of another kind.'],
    ['raise_ambiguous_alias', 'node_1, node_2, duped_name=none', 'Stops since two nodes share a relation.'], ['raise_ambiguous_catalog_match', 'unique_id, match_1, match_2', 'Stops since the catalog matches twice.'],
    ['raise_cache_inconsistent', 'message', 'Stops since the cache is wrong.'], ['raise_dataclass_not_dict', 'obj', 'Stops since a mapping was expected.'],
    ['raise_dep_not_found', 'node, node_description, required_pkg', 'Stops since a package is missing.'], ['raise_duplicate_patch_name', 'patch_1, existing_patch_path', 'Stops since something is described twice.'],
    ['raise_duplicate_resource_name', 'node_1, node_2', 'Stops since a name is used twice.'], ['raise_invalid_property_yml_version', 'path, issue', 'Stops since a property file has a wrong version.'],
    ['warn_snapshot_timestamp_data_types', 'snapshot_time_data_type, updated_at_data_type', 'Warns of two kinds of timestamps.'],
  ]),
  n('base', 'modules', 'A few modules of Python.', 'modules', [
    ['datetime', null, 'Python\'s dates and times.'], ['pytz', null, 'Time zones.'], ['re', null, 'Regular expressions.'], ['itertools', null, 'Iterators; deprecated.'],
  ]),
  n('base', 'flags', 'Command-line options and flags of this run, in capitals.', 'flags', [
    ['FULL_REFRESH', null, 'Whether the run is a full refresh.'], ['STORE_FAILURES', null, 'Whether test failures are stored.'], ['WHICH', null, 'The command that runs, such as `build`.'],
    ['EMPTY', null, 'Whether relations are built without rows.'], ['FAIL_FAST', null, 'Whether the run stops at the first failure.'], ['WARN_ERROR', null, 'Whether warnings are errors.'],
    ['DEBUG', null, 'Whether debug output is on.'], ['USE_COLORS', null, 'Whether output is coloured.'], ['EVENT_TIME_START', null, 'Start of a microbatch run.'], ['EVENT_TIME_END', null, 'End of a microbatch run.'],
  ]),
  n('macro', 'api', 'Classes of the adapter.', 'api', [['Relation', null, 'Makes relations: `api.Relation.create(database, schema, identifier, type)`.'], ['Column', null, 'Makes columns: `api.Column.create(name, dtype)`.']]),
  v('macro', 'builtins', 'The unaltered `ref`, `source` and `config`, for use in macros that replace them.'),
  v('macro', 'execute', 'True while queries run, false while the project is parsed.'),
  v('base', 'dbt_version', 'The version of dbt.'),
  v('base', 'invocation_id', 'Id of this run.'),
  v('base', 'run_started_at', 'Time at which the run began, in UTC.'),
  v('base', 'thread_id', 'Name of the thread.'),
  v('base', 'otel_trace_id', 'Trace id of the run, for OpenTelemetry.', ''),
  v('base', 'otel_span_id', 'Span id of the run, for OpenTelemetry.', ''),
  v('yaml', 'project_name', 'Name of the root project.'),
  v('macro', 'schema', 'Schema that this node is configured for.'),
  v('macro', 'database', 'Database that this node is configured for.'),
  v('macro', 'selected_resources', 'Unique ids of the selected nodes; filled only while executing.', 'selected_resources'),
  v('macro', 'invocation_args_dict', 'Options of this run.', 'flags'),
  v('macro', 'dbt_metadata_envs', 'Environment variables that begin with `DBT_ENV_CUSTOM_ENV_`, without that beginning.', 'env_var'),
  v('macro', 'pre_hooks', 'Statements that run before this node.', ''),
  v('macro', 'post_hooks', 'Statements that run after this node.', ''),
  v('macro', 'sql', 'SQL of this node, in a materialization.', 'https://docs.getdbt.com/guides/create-new-materializations'),
  v('node', 'compiled_code', 'Rendered code of this node, in a materialization.', 'https://docs.getdbt.com/guides/create-new-materializations'),
  v('node', 'defer_relation', 'The relation of this node in the deferred environment.', 'https://docs.getdbt.com/reference/node-selection/defer'),
  v('macro', 'sql_now', 'The current time in the database\'s words; old.', ''),
  v('macro', 'column', 'The column class of the adapter; old, use `api.Column`.', ''),
  v('macro', 'env', 'The chosen output of the profile; old, use `target`.', 'target'),
  v('macro', 'validation', 'Checks of values, such as `validation.any[list]`, for materializations.', ''),
  v('macro', 'context_macro_stack', 'The macros being called.', ''),
  v('macro', '_sql_results', 'Stored query results.', ''),
  f('base', 'log', 'msg, info=false', 'Writes a line to the log, and to the terminal with `info`.'),
  f('base', 'print', 'msg', 'Writes a line to the terminal.'),
  f('base', 'return', 'value', 'Leaves a macro with a value.'),
  f('base', 'fromjson', 'string, default=none', 'Reads JSON.'),
  f('base', 'tojson', 'value, default=none, sort_keys=false', 'Writes JSON.'),
  f('base', 'fromyaml', 'string, default=none', 'Reads YAML.'),
  f('base', 'toyaml', 'value, default=none, sort_keys=false', 'Writes YAML.'),
  f('base', 'set', 'value, default=none', 'A set of the elements, or the default.'),
  f('base', 'set_strict', 'value', 'A set of the elements; an error if there are none to be had.', 'set'),
  f('base', 'zip', '*values, default=none', 'Tuples of the lists\' elements, or the default.'),
  f('base', 'zip_strict', '*values', 'Tuples of the lists\' elements; an error if one is no list.', 'zip'),
  f('base', 'local_md5', 'value', 'MD5 of a text, computed by dbt and not by the database.'),
  f('base', 'diff_of_two_dicts', 'dict_a, dict_b', 'The part of the first mapping that the second lacks.', ''),
  f('macro', 'run_query', 'sql', 'Runs SQL and answers its rows as a table.', 'run_query'),
  f('macro', 'statement', 'name=none, fetch_result=false, auto_begin=true, language=\'sql\'', 'For `call`: runs the SQL inside the block; `load_result` gives its rows.', 'statement-blocks'),
  f('macro', 'is_incremental', '', 'True when an existing incremental table is to be added to.', 'https://docs.getdbt.com/docs/build/incremental-models'),
  f('macro', 'load_result', 'name', 'Result of a statement block.', 'statement-blocks'),
  f('macro', 'store_result', 'name, response, agate_table=none', 'Keeps a result under a name.', 'statement-blocks'),
  f('macro', 'store_raw_result', 'name, message=none, code=none, rows_affected=none, agate_table=none', 'Keeps a result under a name.', 'statement-blocks'),
  f('macro', 'load_agate_table', '', 'Rows of the seed being loaded.', ''),
  f('macro', 'render', 'string', 'Renders a text as Jinja.', ''),
  f('macro', 'write', 'payload', 'Writes a text to the target folder.', ''),
  f('macro', 'try_or_compiler_error', 'message_if_exception, func, *args, **kwargs', 'Calls a function; a failure becomes a compilation error.', ''),
  f('macro', 'adapter_macro', 'name, *args, **kwargs', 'Old form of `adapter.dispatch`; no longer works.', 'dispatch'),
  f('macro', 'submit_python_job', 'parsed_model, compiled_code', 'Runs the code of a Python model, in a materialization.', ''),
  f('macro', 'debug', '', 'Opens a debugger; only while DBT_MACRO_DEBUGGING is set.', 'debug-method'),
  f('node', 'caller', '', 'Text inside the `call` block that called this macro (Jinja).', 'https://jinja.palletsprojects.com/templates/#call'),
  v('node', 'varargs', 'Further positional arguments of a macro (Jinja).', 'https://jinja.palletsprojects.com/templates/#macros'),
  v('node', 'kwargs', 'Further keyword arguments of a macro (Jinja).', 'https://jinja.palletsprojects.com/templates/#macros'),
];
/** Names that a project must not have. */
const RESERVED = [
  '_sql_results', 'adapter', 'api', 'column', 'config', 'context', 'database', 'env', 'env_var', 'exceptions', 'execute', 'flags', 'fromjson', 'fromyaml',
  'graph', 'invocation_id', 'load_agate_table', 'load_result', 'log', 'model', 'modules', 'post_hooks', 'pre_hooks', 'ref', 'render', 'return',
  'run_started_at', 'schema', 'source', 'sql', 'sql_now', 'store_result', 'store_raw_result', 'target', 'this', 'tojson', 'toyaml', 'try_or_compiler_error', 'var', 'write',
];
/** What `dbt` offers in a Python model. */
const python = [
  { name: 'ref', signature: '[package,] name, v=None', doc: 'The data of a model, seed or snapshot as a data frame; literal arguments only.' },
  { name: 'source', signature: 'source_name, table_name', doc: 'The data of a source table as a data frame; literal arguments only.' },
  { name: 'config', signature: '**settings', doc: 'Sets the configuration of the model; literal arguments only.' },
  { name: 'config.get', signature: 'name, default=None', doc: 'A configuration value that was set for this model.' },
  { name: 'config.meta_get', signature: 'name, default=None', doc: 'A value below the model\'s `meta` (since 1.12).' },
  { name: 'this', doc: 'The relation that this model builds.' },
  { name: 'is_incremental', doc: 'True when an existing incremental table is to be added to.' },
];

if (process.argv[2] === 'check') check();
else {
  const list = entries => `[\n${entries.map(e => JSON.stringify(e)).join(',\n')}\n]`;
  writeFileSync(
    path.join(root, 'server/src/formats/dbt/data/context.json'),
    `{\n"jinja": ${list(context)},\n"python": ${list(python)},\n"reservedProjectNames": ${JSON.stringify(RESERVED)}\n}\n`,
  );
}

function check() {
  const core = releases.core();
  if (core.missing !== undefined) throw new Error(core.missing);
  const script = `
import json
import dbt.context.providers as p, dbt.context.docs as d
from dbt.context.exceptions_jinja import wrapped_exports
from dbt.adapters.sql.impl import SQLAdapter
from dbt.contracts.project import BANNED_PROJECT_NAMES
names = set(p.ModelContext._context_members_) | set(p.FunctionContext._context_members_) | set(d.DocsRuntimeContext._context_members_)
print(json.dumps({"names": sorted(names), "exceptions": sorted(wrapped_exports(None)), "adapter": sorted(SQLAdapter._available_), "reserved": sorted(BANNED_PROJECT_NAMES)}))
`;
  const real = JSON.parse(spawnSync(core.bin('python'), ['-c', script], { encoding: 'utf8' }).stdout);
  const named = new Map(context.map(e => [e.name, e]));
  const lacking = [
    ...real.names.filter(name => !named.has(name)),
    ...real.exceptions.filter(m => !(m in named.get('exceptions').members)).map(m => `exceptions.${m}`),
    ...real.adapter.filter(m => !(m in named.get('adapter').members)).map(m => `adapter.${m}`),
    ...real.reserved.filter(w => !RESERVED.includes(w)).map(w => `reserved ${w}`),
    ...RESERVED.filter(w => !real.reserved.includes(w)).map(w => `not reserved ${w}`),
  ];
  console.log(lacking.length === 0 ? `${real.names.length} names, none lacking` : `lacking: ${lacking.join(', ')}`);
  process.exitCode = lacking.length === 0 ? 0 : 1;
}
