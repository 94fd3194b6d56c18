import contextData from '../data/context.json';

/** Names that dbt or Jinja put into every template: calling them is no macro call. */
export const CONTEXT: ReadonlySet<string> = new Set([
  // dbt
  'ref', 'source', 'metric', 'function', 'doc', 'var', 'env_var', 'config', 'this', 'target', 'model', 'graph', 'adapter', 'api', 'builtins', 'context', 'column', 'compiled_code',
  'connection_name', 'database', 'dbt_metadata_envs', 'dbt_version', 'exceptions', 'execute', 'flags', 'fromjson', 'fromyaml', 'invocation_args_dict', 'invocation_id', 'load_agate_table',
  'load_result', 'local_md5', 'log', 'modules', 'on_run_end_context', 'post_hooks', 'pre_hooks', 'print', 'project_name', 'render', 'results', 'return', 'run_started_at', 'schema', 'schemas',
  'database_schemas', 'selected_resources', 'set', 'set_strict', 'sql', 'sql_now', 'store_raw_result', 'store_result', 'submit_python_job', 'thread_id', 'tojson', 'toyaml', 'try_or_compiler_error',
  'validation', 'write', 'zip', 'zip_strict', 'diff_of_two_dicts', 'cast_to_python_type', 'get_relations_by_pattern_internal', 'partition_by', 'is_incremental_model', 'get_batch_size', 'batch',
  'current_invocation', 'context_macro_stack', 'macro', 'statement_result', 'compiled_sql', 'dbt_project_name', 'micro_batch',
  // Jinja
  'range', 'dict', 'lipsum', 'cycler', 'joiner', 'namespace', 'caller', 'varargs', 'kwargs', 'loop', 'self', 'super', 'true', 'false', 'none', 'True', 'False', 'None', 'gettext', 'ngettext', '_',
  ...contextData.jinja.map(entry => entry.name),
]);

/** Objects of the context with methods: `adapter.get_relation()`, `exceptions.warn()` are no macros of a package. */
export const CONTEXT_OBJECTS: ReadonlySet<string> = new Set([
  'adapter', 'api', 'builtins', 'config', 'context', 'exceptions', 'flags', 'graph', 'model', 'modules', 'target', 'this', 'validation', 'loop', 'namespace', 'column', 'run_started_at', 'results', 'kwargs',
  'varargs', 'self', 'selected_resources', 'invocation_args_dict', 'dbt_metadata_envs', 'caller', 'sql', 'schemas', 'batch',
]);

/** Names a project can't have. */
export const RESERVED_PROJECT_NAMES: ReadonlySet<string> = new Set(contextData.reservedProjectNames);
