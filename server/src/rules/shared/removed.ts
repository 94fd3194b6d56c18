const TO_DBT = ['any_value', 'array_append', 'array_concat', 'array_construct', 'bool_or', 'cast_bool_to_text', 'concat', 'current_timestamp', 'date_trunc', 'dateadd', 'datediff', 'escape_single_quotes', 'except', 'hash', 'intersect', 'last_day', 'length', 'listagg', 'position', 'replace', 'right', 'safe_cast', 'split_part', 'string_literal', 'type_bigint', 'type_float', 'type_int', 'type_numeric', 'type_string', 'type_timestamp'];

/** Macros that dbt_utils had before release 1.0, with what is written now; null where nothing replaces them. */
export const REMOVED: { readonly [macro: string]: string | null } = {
  ...Object.fromEntries(TO_DBT.map(name => [name, `dbt.${name}`])),
  surrogate_key: 'dbt_utils.generate_surrogate_key',
  current_timestamp_in_utc: 'dbt.current_timestamp_in_utc_backcompat',
  insert_by_period: null,
  identifier: null,
};
