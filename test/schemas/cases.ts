import type { SchemaName } from '../../server/src/syntax/jsonSchema';

/**
 * YAML and what is reported in it, in the order of the text: kind, what dbt does about it, and the characters it is shown at.
 * The comment says what dbt 1.12.6 does with that file when it parses a small project (on DuckDB, with its schema checks
 * switched on for that adapter): a missing package, adapter, group or measure is no matter of the schema.
 */
export const CASES: readonly (readonly [schema: SchemaName, text: string, expected: readonly string[]])[] = [
  // file
  ['dbt/properties', 'version: 2\n', []], // accepts
  ['dbt/properties', 'models: []\n', []], // accepts
  ['dbt/properties', 'modles: []\n', ['unknown-key warns modles']], // warns (CustomTopLevelKey)
  ['dbt/properties', 'version: 2\nmodels:\n', ['empty-value rejects models']], // rejects (ParsingError)
  ['dbt/properties', 'models: {orders: {}}\n', ['wrong-type rejects {orders: {}}']], // rejects (ParsingError)
  ['dbt/properties', '- a\n', ['wrong-type rejects a']], // rejects (YamlLoadError)
  ['dbt/properties', 'x-anchors: 1\nmodels: []\n', ['unknown-key warns x-anchors']], // warns (CustomTopLevelKey)
  ['dbt/properties', 'anchors: {a: 1}\nmodels: []\n', []], // accepts
  ['dbt/properties', 'models:\n  - orders\n', ['wrong-type rejects orders']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - description: x\n', ['missing-key rejects description']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - {name: 5}\n', ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', "version: \"2\"\nmodels: []\n", []], // accepts
  ['dbt/properties', "models:\n  - name: \"{{ var('x') }}\"\n", []], // rejects (CompilationError)
  // model
  ['dbt/properties', 'models:\n  - name: orders\n    description: Orders\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    description:\n', ['empty-value rejects description']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    description: 5\n', ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    desciption: x\n', ['unknown-key warns desciption']], // warns (CustomKeyInObject)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n', ['empty-value rejects columns']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns: {id: {}}\n', ['wrong-type rejects {id: {}}']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns: [id]\n', ['wrong-type rejects id']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    tests: [unique]\n    data_tests: [unique]\n', ['conflict rejects tests']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    config:\n', ['empty-value rejects config']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: []\n', ['wrong-type rejects []']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    meta: {a: b}\n', ['moved-key warns meta']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    tags: [a]\n', ['moved-key warns tags']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    docs: {show: true}\n', ['moved-key warns docs']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    access: public\n', ['moved-key warns access']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    owner: me\n', ['unknown-key warns owner']], // warns (CustomKeyInObject)
  ['dbt/properties', 'models:\n  - name: orders\n    latest_version: 1\n    versions: [{v: 1}]\n', []], // rejects (DuplicateVersionedUnversionedError)
  ['dbt/properties', 'models:\n  - name: orders\n    deprecation_date: 2027-01-31\n', []], // warns (UpcomingReference)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {docs: {show: maybe}}\n', ['wrong-type rejects maybe']], // rejects (SchemaConfigError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {docs: {colour: red}}\n', ['unknown-key accepts colour']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    constraints: [{type: primary_key, columns: [id]}]\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    constraints: [{type: pk}]\n', ['not-allowed-value rejects pk']], // rejects (InvalidFieldValue)
  ['dbt/properties', 'models:\n  - name: orders\n    constraints: [{columns: [id]}]\n', ['missing-key rejects columns']], // rejects (MissingField)
  ['dbt/properties', 'models:\n  - name: orders\n    time_spine: {standard_granularity_column: id}\n    columns: [{name: id, granularity: day}]\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    time_spine: {custom_granularities: []}\n', ['missing-key rejects time_spine']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    primary_entity: order\n', []], // accepts
  // config
  ['dbt/properties', 'models:\n  - name: orders\n    config: {enabled: true}\n', []], // accepts
  ['dbt/properties', "models:\n  - name: orders\n    config: {enabled: \"true\"}\n", ["wrong-type rejects \"true\""]], // rejects (SchemaConfigError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {enabled: maybe}\n', ['wrong-type rejects maybe']], // rejects (SchemaConfigError)
  ['dbt/properties', "models:\n  - name: orders\n    config: {enabled: \"{{ var('on') }}\"}\n", []], // rejects (CompilationError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {materialized: table}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {materialized: my_own}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {materialised: table}\n', ['unknown-key warns materialised']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {access: privat}\n', ['not-allowed-value rejects privat']], // rejects (InvalidAccessTypeError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {access: protected}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {on_schema_change: appendd}\n', ['not-allowed-value accepts appendd']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {on_schema_change: sync_all_columns}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {batch_size: week}\n', ['not-allowed-value accepts week']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {persist_docs: {relation: true, columns: true}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {persist_docs: {relations: true}}\n', ['unknown-key accepts relations']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {quoting: {identifier: false}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {quoting: {table: true}}\n', ['unknown-key accepts table']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {contract: {enforced: true}}\n', []], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {contract: true}\n', ['wrong-type rejects true']], // rejects (DbtInternalError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {contract: {enforce: true}}\n', ['unknown-key accepts enforce']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {tags: nightly}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {tags: {a: b}}\n', ['wrong-type accepts {a: b}']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {meta: [a]}\n', ['wrong-type rejects [a]']], // rejects (DbtInternalError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {grants: {select: [a, b]}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {grants: {select: {a: b}}}\n', ['wrong-type accepts {a: b}']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {unique_key: [a, b]}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {unique_key: {a: b}}\n', ['wrong-type accepts {a: b}']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {full_refresh: never}\n', ['wrong-type rejects never']], // rejects (SchemaConfigError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {partition_by: {field: d, data_type: date, granularity: day}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {partition_by: {fild: d}}\n', ['unknown-key accepts fild']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {partition_by: [a, b]}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {cluster_by: a}\n', []], // accepts
  ['dbt/properties', "models:\n  - name: orders\n    config: {transient: \"false\"}\n", []], // accepts
  ['dbt/properties', "models:\n  - name: orders\n    config: {hours_to_expiration: \"24\"}\n", []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {hours_to_expiration: soon}\n', ['wrong-type accepts soon']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {indexes: [{columns: [a], unique: true}]}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {indexes: [{unique: true}]}\n', ['missing-key accepts unique']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {pre_hook: select 1}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {pre-hook: select 1}\n', ['unknown-key warns pre-hook']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {post_hook: [{sql: select 1, transaction: false}]}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {engine: MergeTree()}\n', []], // warns (CustomKeyInConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {owner_team: x}\n', ['unknown-key warns owner_team']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {enabled: true, schema: x, alias: y}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {incremental_strategy: merge}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {group: finance}\n', []], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {event_time: created_at}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {freshness: {build_after: {count: 1, period: day, updates_on: any}}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {freshness: {build_after: {count: 1, period: days}}}\n', ['not-allowed-value rejects days']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    config: {freshness: {warn_after: {count: 1, period: day}}}\n', ['unknown-key accepts warn_after']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {static_analysis: off}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    config: {snowflake_warehouse: big}\n', []], // accepts
  // column
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        description: x\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        desciption: x\n', ['unknown-key warns desciption']], // warns (CustomKeyInObject)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_type: 5\n', ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', "models:\n  - name: orders\n    columns:\n      - name: id\n        quote: 'yes'\n", ["wrong-type rejects 'yes'"]], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        quote: true\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        meta: {a: b}\n', ['moved-key warns meta']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        tags: [a]\n', ['moved-key warns tags']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        config: {meta: {a: b}, tags: [a]}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        config: {materialized: table}\n', ['unknown-key warns materialized']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        constraints: [{type: not_null}]\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        constraints: [{type: notnull}]\n', ['not-allowed-value rejects notnull']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        constraints: [not_null]\n', ['wrong-type rejects not_null']], // rejects (YamlParseDictError)
  ['dbt/properties', "models:\n  - name: orders\n    columns:\n      - name: id\n        constraints: [{type: foreign_key, to: ref('customers'), to_columns: [id]}]\n", []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        constraints: [{type: not_null, warn: true}]\n', ['unknown-key warns warn']], // warns (CustomKeyInObject)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        policy_tags: [a]\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - description: x\n', ['missing-key rejects description']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: 5\n', ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        dimension: {type: categorical}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        dimension: category\n', ['not-allowed-value rejects category']], // rejects (ValueError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        dimension: {type: cat}\n', ['not-allowed-value rejects cat']], // rejects (ValueError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        entity: primary\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        entity: {type: primery}\n', ['not-allowed-value rejects primery']], // rejects (ValueError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        entity: {name: order, type: primary}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        tests: [unique]\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n', ['empty-value rejects data_tests']], // rejects (YamlParseDictError)
  // test
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null:\n', ['test-entry rejects not_null']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values:\n            arguments: {values: [a]}\n', ['test-entry rejects accepted_values']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values: {arguments: {values: [a]}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values: {values: [a]}\n', []], // warns (MissingArgumentsPropertyInGenericTest)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values: [a]\n', ['test-entry rejects [a]']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - accepted_values: {arguments: [a]}\n', ['wrong-type accepts [a]']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {severity: warn}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {severity: WARN}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {severity: warning}}\n', ['pattern rejects warning']], // rejects (SchemaConfigError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {limit: ten}}\n', ['wrong-type rejects ten']], // rejects (ParsingError)
  ['dbt/properties', "models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {limit: 10, where: \"x > 1\", warn_if: \"> 5\"}}\n", []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {store_failures_as: file}}\n', ['not-allowed-value accepts file']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: {foo: 1}}\n', ['unknown-key accepts foo']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {config: []}\n', ['wrong-type rejects []']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {name: 5}\n', ['wrong-type rejects 5']], // rejects (TypeError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {name: id_there, description: x}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - {name: x, test_name: not_null}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - {test_name: not_null, config: {severity: warn}}\n', []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - 5\n', ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - [not_null]\n', ['wrong-type rejects [not_null]']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - {}\n', ['test-entry rejects {}']], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests: not_null\n', ['wrong-type rejects not_null']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests: {not_null: {}}\n', ['wrong-type rejects {not_null: {}}']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - positive: {arguments: {min: 1}}\n', []], // accepts
  ['dbt/properties', "models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - relationships: {arguments: {to: ref('customers'), field: id}}\n", []], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    columns:\n      - name: id\n        data_tests:\n          - not_null: {model: orders}\n', ['conflict rejects orders']], // rejects (CompilationError)
  ['dbt/properties', 'models:\n  - name: orders\n    data_tests:\n      - positive: {column_name: id}\n', []], // accepts
  // version
  ['dbt/properties', 'models:\n  - name: orders\n    versions:\n      - v: 1\n      - {v: 2, defined_in: orders_v2}\n    latest_version: 1\n', []], // rejects (DuplicateVersionedUnversionedError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions:\n      - description: x\n', ['missing-key rejects description']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions: [1]\n', ['wrong-type rejects 1']], // rejects (TypeError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions:\n      - v: 1\n        columns: [{include: all, exclude: [id]}, {name: x}]\n', []], // rejects (DuplicateVersionedUnversionedError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions:\n      - v: 1\n        columns: [{description: x}]\n', ['missing-key rejects description']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions:\n      - v: 1\n        config: {access: privat}\n', ['not-allowed-value rejects privat']], // rejects (InvalidAccessTypeError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions:\n      - v: 1\n        config: {materialised: table}\n', ['unknown-key warns materialised']], // rejects (DuplicateVersionedUnversionedError)
  ['dbt/properties', 'models:\n  - name: orders\n    versions: {v: 1}\n', ['wrong-type rejects {v: 1}']], // rejects (AttributeError)
  // source
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{name: t}]\n', []], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [t]\n', ['wrong-type rejects t']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: {t: {}}\n', ['wrong-type rejects {t: {}}']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables:\n', []], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    desciption: x\n', ['unknown-key rejects desciption']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{name: t, desciption: x}]\n', ['unknown-key warns desciption']], // warns (CustomKeyInObject)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{identifier: t}]\n', ['missing-key rejects identifier']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    freshness: {warn_after: {count: 1, period: day}}\n    loaded_at_field: x\n    tables: [{name: t}]\n', ['moved-key warns freshness', 'moved-key warns loaded_at_field']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'sources:\n  - name: raw\n    config: {freshness: {warn_after: {count: 12, period: hour}, error_after: {count: 1, period: day}}, loaded_at_field: x}\n    tables: [{name: t}]\n', []], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    config: {freshness: {warn_after: {count: 1, period: days}}}\n    tables: [{name: t}]\n', ['not-allowed-value rejects days']], // rejects (InvalidFieldValue)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{name: t, config: {freshness: {warn_after: {count: one, period: day}}}}]\n', ['pattern rejects one']], // rejects (InvalidFieldValue)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{name: t, config: {freshness: null}}]\n', []], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{name: t, config: {freshness: {warnafter: {count: 1, period: day}}}}]\n', ['unknown-key accepts warnafter']], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    config: {materialized: table}\n    tables: [{name: t}]\n', ['unknown-key warns materialized']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'sources:\n  - name: raw\n    config: {enabled: false}\n    tables: [{name: t}]\n', []], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    enabled: false\n    tables: [{name: t}]\n', ['moved-key rejects enabled']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    tags: [a]\n    meta: {a: b}\n    tables: [{name: t}]\n', ['moved-key warns tags', 'moved-key warns meta']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'sources:\n  - name: raw\n    quoting: {identifer: true}\n    tables: [{name: t}]\n', ['unknown-key rejects identifer']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    overrides: shop\n    tables: [{name: t}]\n', []], // warns (SourceOverride)
  ['dbt/properties', 'sources:\n  - name: raw\n    schema: 5\n    tables: [{name: t}]\n', ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', "sources:\n  - name: raw\n    schema: \"{{ target.schema }}\"\n    tables: [{name: t, columns: [{name: id, data_tests: [unique]}]}]\n", []], // accepts
  ['dbt/properties', 'sources:\n  - name: raw\n    loader: \n    tables: [{name: t}]\n', ['empty-value rejects loader']], // rejects (YamlParseDictError)
  ['dbt/properties', 'sources:\n  - name: raw\n    tables: [{name: t, external: {location: s3, partitions: [{name: d, data_type: date}]}}]\n', []], // accepts
  // seed
  ['dbt/properties', "seeds:\n  - name: countries\n    config: {delimiter: \";\", column_types: {code: varchar(2)}}\n", []], // accepts
  ['dbt/properties', "seeds:\n  - name: countries\n    config: {delimeter: \";\"}\n", ['unknown-key warns delimeter']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'seeds:\n  - name: countries\n    config: {quote_columns: true}\n    columns: [{name: code, data_tests: [unique]}]\n', []], // accepts
  ['dbt/properties', 'seeds:\n  - name: countries\n    quote_columns: true\n', ['moved-key warns quote_columns']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'seeds:\n  - name: countries\n    config: {unique_key: code}\n', ['unknown-key warns unique_key']], // warns (CustomKeyInConfig)
  // snapshot
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: id, strategy: check, check_cols: all}\n", []], // accepts
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: id, strategy: timestamp, updated_at: day}\n", []], // accepts
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: id, strategy: check, check_cols: [id], hard_deletes: ignor}\n", ['not-allowed-value accepts ignor']], // accepts
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: id, strategy: check, check_cols: all, snapshot_meta_column_names: {dbt_valid_from: a}}\n", []], // accepts
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: id, strategy: check, check_cols: all, snapshot_meta_column_names: {valid_from: a}}\n", ['unknown-key accepts valid_from']], // accepts
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: {a: b}, strategy: check, check_cols: all}\n", ['wrong-type accepts {a: b}']], // accepts
  ['dbt/properties', "snapshots:\n  - name: orders_snapshot\n    relation: ref('orders')\n    config: {unique_key: id, strategie: check, check_cols: all}\n", ['unknown-key warns strategie']], // rejects (ValidationError)
  ['dbt/properties', 'snapshots:\n  - name: snap\n    relation: 5\n', ['wrong-type rejects 5']], // rejects (ParsingError)
  // exposure
  ['dbt/properties', "exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    depends_on: [ref('orders')]\n", []], // accepts
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashbord\n    owner: {name: me}\n', ['not-allowed-value rejects dashbord']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    owner: {email: a@b.c}\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: me\n', ['wrong-type rejects me']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {slack: x}\n', ['missing-key rejects owner', 'unknown-key warns slack']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me, slack: x}\n', ['unknown-key warns slack']], // warns (CustomKeyInObject)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {email: [a@b.c, d@e.f]}\n    maturity: hihg\n', ['not-allowed-value rejects hihg']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    maturity: high\n    url: https://x.y\n', []], // accepts
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    tags: [a]\n', ['moved-key warns tags']], // warns (PropertyMovedToConfig)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    enabled: false\n', ['moved-key rejects enabled']], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    desc: x\n', ['unknown-key rejects desc']], // rejects (YamlParseDictError)
  ['dbt/properties', "exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    depends_on: ref('orders')\n", ["wrong-type rejects ref('orders')"]], // rejects (YamlParseDictError)
  ['dbt/properties', 'exposures:\n  - name: dash\n    type: dashboard\n    owner: {name: me}\n    config: {materialized: x}\n', ['unknown-key warns materialized']], // warns (CustomKeyInConfig)
  // group
  ['dbt/properties', 'groups:\n  - name: fin\n    owner: {name: x}\n', []], // accepts
  ['dbt/properties', 'groups:\n  - name: fin\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'groups:\n  - name: fin\n    owner: {}\n', ['missing-key rejects owner']], // rejects (YamlParseDictError)
  ['dbt/properties', 'groups:\n  - name: fin\n    owner: {email: x@y.z}\n    meta: {a: b}\n', ['unknown-key rejects meta']], // rejects (YamlParseDictError)
  ['dbt/properties', 'groups:\n  - {name: fin, owner: {name: x}, config: {meta: {a: b}}}\n', []], // accepts
  // macro
  ['dbt/properties', 'macros:\n  - name: cents\n    arguments: [{name: x, type: integer, description: d}, {name: y}]\n', []], // accepts
  ['dbt/properties', 'macros:\n  - name: cents\n    arguments: [{type: integer}]\n', ['missing-key rejects type']], // rejects (YamlParseDictError)
  ['dbt/properties', 'macros:\n  - name: cents\n    arguments: [{name: x, default: 1}, {name: y}]\n', ['unknown-key rejects default']], // rejects (YamlParseDictError)
  ['dbt/properties', 'macros:\n  - name: cents\n    argumnets: []\n', ['unknown-key warns argumnets']], // warns (CustomKeyInObject)
  ['dbt/properties', 'macros:\n  - {name: cents, docs: {show: false}, meta: {a: b}}\n', []], // accepts
  ['dbt/properties', 'macros:\n  - {name: cents, config: {docs: {show: false}}}\n', []], // accepts
  ['dbt/properties', 'macros:\n  - name: cents\n    arguments: {x: integer}\n', ['wrong-type rejects {x: integer}']], // rejects (YamlParseDictError)
  // unit test
  ['dbt/properties', "unit_tests:\n  - name: u\n    model: days2\n    given: [{input: ref('orders'), rows: [{id: 1}]}]\n    expect: {rows: [{id: 1}]}\n", []], // accepts
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    expect: {rows: []}\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    given: []\n    expect: {rows: []}\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: [{rows: []}]\n    expect: {rows: []}\n', ['missing-key rejects rows']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {rows: [], format: json}\n', ['not-allowed-value rejects json']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {row: []}\n', ['unknown-key rejects row']], // rejects (YamlParseDictError)
  ['dbt/properties', "unit_tests:\n  - name: u\n    model: days2\n    given: [{input: ref('orders'), format: csv, rows: 'id'}]\n    expect: {rows: []}\n", []], // accepts
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {rows: []}\n    overrides: {vars: {a: 1}, macros: {is_incremental: false}}\n', []], // accepts
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {rows: []}\n    overrides: {var: {a: 1}}\n', ['unknown-key rejects var']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {rows: []}\n    versions: {include: [1], exclude: [2]}\n', ['conflict rejects exclude']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {rows: []}\n    tags: [a]\n', ['moved-key rejects tags']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: {}\n    expect: {rows: []}\n', ['wrong-type rejects {}']], // rejects (YamlParseDictError)
  ['dbt/properties', 'unit_tests:\n  - name: u\n    model: days2\n    given: []\n    expect: {rows: []}\n    config: {tags: [a], enabled: false}\n', []], // accepts
  // function
  ['dbt/properties', 'functions:\n  - name: plus\n    arguments: [{name: x, data_type: int}]\n    returns: {data_type: int}\n', []], // accepts
  ['dbt/properties', 'functions:\n  - name: plus\n    returns: {}\n', ['missing-key rejects returns']], // rejects (YamlParseDictError)
  ['dbt/properties', 'functions:\n  - name: plus\n    arguments: [{name: x}]\n    returns: {data_type: int}\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'functions:\n  - name: plus\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'functions:\n  - name: plus\n    returns: {data_type: int}\n    config: {volatility: determinstic}\n', ['not-allowed-value rejects determinstic']], // rejects (ParsingError)
  ['dbt/properties', 'functions:\n  - name: plus\n    returns: int\n', ['wrong-type rejects int']], // rejects (YamlParseDictError)
  ['dbt/properties', 'functions:\n  - name: plus\n    returns: {data_type: int}\n    config: {type: scalar, volatility: stable}\n', []], // accepts
  // semantic model
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    defaults: {agg_time_dimension: day}\n    entities: [{name: id, type: primary}]\n    dimensions: [{name: day, type: time, type_params: {time_granularity: day}}]\n    measures: [{name: n, agg: count, expr: 1}]\n", []], // rejects (ParsingError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    entities: [{name: id, type: primery}]\n", ['not-allowed-value rejects primery']], // rejects (ValueError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    entities: [{name: id}]\n", ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    dimensions: [{name: day, type: time, type_params: {granularity: day}}]\n", ['missing-key rejects type_params', 'unknown-key rejects granularity']], // rejects (YamlParseDictError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    measures: [{name: n, agg: cnt}]\n", ['not-allowed-value rejects cnt']], // rejects (ValueError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    measures: [{name: n}]\n", ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'semantic_models:\n  - name: o\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    label: 5\n", ['wrong-type rejects 5']], // rejects (YamlParseDictError)
  ['dbt/properties', "semantic_models:\n  - name: o\n    model: ref('orders')\n    meta: {a: b}\n", ['moved-key rejects meta']], // rejects (YamlParseDictError)
  // metric
  ['dbt/properties', 'metrics:\n  - name: n\n    label: N\n    type: simple\n    type_params: {measure: n_measure}\n', []], // rejects (ParsingError)
  ['dbt/properties', 'metrics:\n  - name: n\n    type: simple\n    type_params: {measure: m}\n', ['missing-key rejects name']], // rejects (ParsingError)
  ['dbt/properties', 'metrics:\n  - name: 1n\n    label: N\n    type: simple\n    type_params: {measure: m}\n', ['pattern rejects 1n']], // rejects (YamlParseDictError)
  ['dbt/properties', 'metrics:\n  - name: n\n    label: N\n    type: sum\n    type_params: {measure: m}\n', ['not-allowed-value rejects sum']], // rejects (ValueError)
  ['dbt/properties', 'metrics:\n  - name: n\n    label: N\n    type: ratio\n    type_params: {numerator: a}\n', ['missing-key rejects type_params']], // rejects (ParsingError)
  ['dbt/properties', 'metrics:\n  - name: n\n    label: N\n    type: simple\n    type_params: {measures: m}\n', ['missing-key rejects type_params', 'unknown-key rejects measures']], // rejects (YamlParseDictError)
  ['dbt/properties', 'metrics:\n  - name: n\n    label: N\n    type: simple\n    type_params: {measure: {name: m, filter: x, fill_nulls_with: 0}}\n', []], // rejects (ParsingError)
  ['dbt/properties', 'metrics:\n  - name: n\n    label: N\n    type: simple\n    type_params: {measure: m}\n    meta: {a: b}\n', []], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    semantic_model: {enabled: true}\n    agg_time_dimension: day\n    metrics: [{name: n, type: simple, agg: count, expr: id}]\n    columns: [{name: id, entity: {name: o, type: primary}}, {name: day, granularity: day, dimension: {type: time}}]\n', []], // rejects (ParsingError)
  ['dbt/properties', 'models:\n  - name: orders\n    semantic_model: {enabled: true, foo: 1}\n', ['unknown-key rejects foo']], // rejects (YamlParseDictError)
  ['dbt/properties', 'models:\n  - name: orders\n    metrics: [{name: n, type: simple, expr: id}]\n', ['missing-key warns name']], // accepts
  ['dbt/properties', 'models:\n  - name: orders\n    metrics: [{name: n, type: simple, agg: cuont}]\n', ['not-allowed-value warns cuont']], // accepts
  ['dbt/properties', "saved_queries:\n  - name: q\n    query_params: {metrics: [n], group_by: [\"Dimension('a')\"]}\n    exports: [{name: e, config: {export_as: table}}]\n", []], // rejects (TargetNotFoundError)
  ['dbt/properties', 'saved_queries:\n  - name: q\n', ['missing-key rejects name']], // rejects (YamlParseDictError)
  ['dbt/properties', 'saved_queries:\n  - name: q\n    query_params: {metric: [n]}\n', ['unknown-key rejects metric']], // rejects (YamlParseDictError)
  ['dbt/properties', 'saved_queries:\n  - name: q\n    query_params: {metrics: []}\n    exports: [{name: e, config: {export_as: csv}}]\n', ['not-allowed-value rejects csv']], // rejects (InvalidFieldValue)
  // analysis and singular test
  ['dbt/properties', 'analyses:\n  - name: look\n    description: x\n    columns: [{name: id}]\n', []], // accepts
  ['dbt/properties', 'analyses:\n  - name: look\n    config: {materialized: table}\n', ['unknown-key warns materialized']], // warns (CustomKeyInConfig)
  ['dbt/properties', 'data_tests:\n  - name: singular\n    description: x\n    config: {severity: warn}\n', []], // accepts
  ['dbt/properties', 'data_tests:\n  - name: singular\n    columns: []\n', ['unknown-key warns columns']], // warns (CustomKeyInObject)
  // project
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\n", []], // accepts
  ['dbt/project', "version: '1.0'\nprofile: shop\n", ['missing-key rejects version']], // rejects (DbtProjectError)
  ['dbt/project', 'name: my-shop\nprofile: shop\n', ['pattern rejects my-shop']], // rejects (ProjectContractError)
  ['dbt/project', 'name: 5\nprofile: shop\n', ['wrong-type rejects 5']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodel-paths: models\n", ['wrong-type rejects models']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodel-path: [models]\n", ['unknown-key rejects model-path']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    staging:\n      +materialized: view\n      +tags: [a]\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    staging:\n      materialized: view\n", ['missing-plus warns materialized']], // warns (MissingPlusPrefix)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    persist_docs: {relation: true}\n", ['missing-plus warns persist_docs']], // warns (CustomKeyInConfig)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  +materialised: view\n", ['unknown-key warns +materialised']], // warns (CustomKeyInConfig)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    owner: x\n", ['unknown-key warns owner']], // warns (CustomKeyInConfig)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop: view\n", ['unknown-key warns shop']], // warns (CustomKeyInConfig)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels: []\n", ['wrong-type rejects []']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    +enabled: maybe\n", ['wrong-type rejects maybe']], // rejects (SchemaConfigError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    +enabled: \"{{ var('x') }}\"\n", []], // rejects (CompilationError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    +meta: {a: {b: c}}\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  shop:\n    staging:\n", []], // warns (CustomKeyInConfig)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nseeds:\n  +quote_columns: true\n  shop:\n    +delimiter: \";\"\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nsnapshots:\n  +target_schema: x\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nsources:\n  +enabled: false\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ntests:\n  +severity: warn\ndata_tests:\n  +severity: warn\n", ['conflict rejects tests']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ndata_tests:\n  +severity: warning\n", ['pattern rejects warning']], // rejects (SchemaConfigError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ndata_tests:\n  +store_failures: true\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ndispatch:\n  - macro_namespace: dbt_utils\n    search_order: [shop, dbt_utils]\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ndispatch:\n  - search_order: [shop]\n", ['missing-key rejects search_order']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ndispatch:\n  - {macro_namespace: a, search_order: b}\n", ['wrong-type rejects b']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\non-run-start: select 1\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\non-run-end: [select 1]\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\non-run-end: {a: b}\n", ['wrong-type rejects {a: b}']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nvars: {a: 1, shop: {b: 2}}\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nvars: [a]\n", ['wrong-type rejects [a]']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nflags: {fail_fast: true, require_generic_test_arguments_property: false}\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nflags: {warn_error_options: {error: all, silence: [NoNodesForSelectionCriteria]}}\n", []], // rejects (EventCompilationError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nrequire-dbt-version: \">=1.5.0\"\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nrequire-dbt-version: [\">=1.5.0\", \"<3.0.0\"]\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nquery-comment: {comment: x, append: true}\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nquoting: {identifier: true}\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nquoting: {identifer: true}\n", ['unknown-key rejects identifer']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\ntarget-path: target\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nclean-targets: target\n", ['wrong-type rejects target']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nconfig-version: 2\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nrestrict-access: true\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nfoo: bar\n", ['unknown-key rejects foo']], // rejects (ProjectContractError)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  +pre_hook: select 1\n", ['unknown-key warns +pre_hook']], // warns (CustomKeyInConfig)
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nmodels:\n  +pre-hook: select 1\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nunit_tests:\n  +tags: [a]\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nfunctions:\n  +volatility: stable\n", []], // accepts
  ['dbt/project', "name: shop\nversion: '1.0'\nprofile: shop\nexposures:\n  +enabled: false\n", []], // accepts
  // packages
  ['dbt/packages', 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/packages', "packages:\n  - package: dbt-labs/dbt_utils\n    version: [\">=1.0.0\", \"<2.0.0\"]\n", []], // rejects (UninstalledPackagesFoundError)
  ['dbt/packages', 'packages:\n  - package: dbt-labs/dbt_utils\n', ['missing-key rejects package']], // rejects (KeyError)
  ['dbt/packages', 'packages:\n  - package: dbt_utils\n    version: 1.1.1\n', ['pattern rejects dbt_utils']], // rejects (DbtProjectError)
  ['dbt/packages', 'packages:\n  - git: https://x.y/z.git\n    revision: 1.0.0\n    warn-unpinned: false\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/packages', 'packages:\n  - git: https://x.y/z.git\n    branch: main\n', ['unknown-key rejects branch']], // rejects (DbtProjectError)
  ['dbt/packages', 'packages:\n  - local: ../x\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/packages', 'packages:\n  - tarball: https://x.y/z.tar.gz\n    name: z\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/packages', 'packages:\n  - tarball: https://x.y/z.tar.gz\n', ['missing-key rejects tarball']], // rejects (DbtProjectError)
  ['dbt/packages', 'packages:\n  - private: a/b\n    provider: github\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/packages', 'packages:\n  - version: 1.1.1\n', ['missing-key rejects version']], // rejects (DbtProjectError)
  ['dbt/packages', 'packages:\n  - dbt-labs/dbt_utils\n', ['wrong-type rejects dbt-labs/dbt_utils']], // rejects (TypeError)
  ['dbt/packages', 'packages: {package: x}\n', ['wrong-type rejects {package: x}']], // rejects (KeyError)
  ['dbt/packages', 'packages:\n  - local: ../x\n    version: 1\n', ['unknown-key rejects version']], // rejects (DbtProjectError)
  ['dbt/packages', "packages:\n  - package: \"{{ env_var('P') }}\"\n    version: \"1.0\"\n", []], // rejects (EnvVarMissingError)
  ['dbt/packages', 'projects: [{name: x}]\n', ['conflict rejects projects']], // rejects (DbtProjectError)
  // dependencies
  ['dbt/dependencies', 'packages:\n  - package: dbt-labs/dbt_utils\n    version: 1.1.1\nprojects:\n  - name: other\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/dependencies', 'projects:\n  - other\n', ['wrong-type accepts other']], // accepts
  ['dbt/dependencies', 'projects:\n  - version: 1\n', ['missing-key accepts version']], // accepts
  ['dbt/dependencies', 'packages:\n  - package: dbt-labs/dbt_utils\n', ['missing-key rejects package']], // rejects (KeyError)
  // package lock
  ['dbt/package-lock', 'packages:\n  - name: dbt_utils\n    package: dbt-labs/dbt_utils\n    version: 1.3.1\nsha1_hash: abc\n', []], // rejects (UninstalledPackagesFoundError)
  ['dbt/package-lock', 'sha1_hash: abc\n', ['missing-key rejects sha1_hash']], // rejects (MissingField)
  // selectors
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: tag:nightly\n', []], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {method: tag, value: nightly}\n', []], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {method: tags, value: nightly}\n', ['pattern rejects tags']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {method: tag}\n', ['missing-key rejects definition']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {tag: nightly}\n', []], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {tags: nightly}\n', ['unknown-key rejects tags']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {union: [tag:a, {method: path, value: models}, {exclude: [{method: tag, value: b}]}]}\n', []], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {union: [a], intersection: [b], tag: c}\n', ['too-many rejects definition']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {method: config.materialized, value: view, children: true}\n', []], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {method: tag, value: a, childs: true}\n', ['unknown-key accepts childs']], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n', ['missing-key rejects name']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - definition: a\n', ['missing-key rejects definition']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors: {s: a}\n', ['wrong-type rejects {s: a}']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - {name: s, definition: a, default: true, description: x}\n', []], // accepts
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: [a, b]\n', ['wrong-type rejects [a, b]']], // rejects (DbtSelectorsError)
  ['dbt/selectors', 'selectors:\n  - name: s\n    definition: {method: tag, value: a, indirect_selection: lazy}\n', ['not-allowed-value rejects lazy']], // rejects (ValueError)
  // profiles
  ['dbt/profiles', "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: ':memory:'}\n", []], // accepts
  ['dbt/profiles', 'shop:\n  target: dev\n  outputs:\n    dev: {path: x}\n', ['missing-key warns dev']], // rejects (DbtProfileError)
  ['dbt/profiles', "shop:\n  target: dev\n  outputs:\n    dev: {type: postgres, host: h, user: u, password: \"{{ env_var('PW') }}\", port: 5432, dbname: d, schema: s, threads: 4}\n", []], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop:\n  target: dev\n  outputs:\n    dev: {type: postgres, host: h}\n', ['missing-key warns dev', 'missing-key warns dev', 'missing-key warns dev']], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop:\n  target: dev\n  outputs:\n    dev: {type: newdb, anything: 1}\n', []], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop:\n  target: dev\n  outputs:\n    dev: {type: snowflake, account: a, user: u, authenticator: externalbrowser, database: d, warehouse: w, schema: s}\n', []], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop:\n  target: dev\n  outputs:\n    dev: {type: bigquery, method: oauth, project: p, dataset: d}\n', []], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop:\n  target: dev\n  outputs:\n    dev: {type: bigquery, project: p}\n', ['missing-key warns dev']], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop:\n  target: dev\n', ['missing-key accepts shop']], // rejects (DbtProfileError)
  ['dbt/profiles', 'shop: {target: dev, outputs: [dev]}\n', ['wrong-type rejects [dev]']], // rejects (TypeError)
  ['dbt/profiles', 'shop: x\n', ['wrong-type accepts x']], // rejects (DbtProfileError)
  ['dbt/profiles', 'config: {send_anonymous_usage_stats: false}\nshop: {target: dev, outputs: {dev: {type: duckdb}}}\n', []], // warns (ProjectFlagsMoved)
  // vars
  ['dbt/vars', 'vars: {a: 1, shop: {b: 2}}\n', []], // accepts
  ['dbt/vars', 'vars: [a]\n', ['wrong-type rejects [a]']], // rejects (TypeError)
  // catalogs
  ['dbt/catalogs', 'catalogs:\n  - name: c\n    active_write_integration: w\n    write_integrations: [{name: w, catalog_type: built_in, external_volume: v, table_format: iceberg}]\n', []], // rejects (DbtCatalogIntegrationNotSupportedError)
  ['dbt/catalogs', 'catalogs:\n  - name: c\n    write_integrations: [{name: w}]\n', ['missing-key rejects name']], // rejects (ValidationError)
  ['dbt/catalogs', 'catalogs:\n  - {name: c, type: glue, table_format: iceberg, config: {snowflake: {}}}\n', []], // rejects (ValidationError)
  ['dbt/catalogs', 'catalogs:\n  - {name: c, type: glue, table_format: hudi, config: {}}\n', ['pattern rejects hudi']], // rejects (ValidationError)
  ['dbt/catalogs', 'catalogs: {name: c}\n', ['wrong-type rejects {name: c}']], // rejects (ValidationError)
  ['dbt/catalogs', 'catalogs:\n  - write_integrations: []\n', ['missing-key rejects write_integrations']], // rejects (ValidationError)
  // pipewright
  ['prefect/prefect', 'name: shop\ndeployments:\n  - name: a\n    entrypoint: f.py:g\n    schedules: [{cron: "0 0 * * *", timezone: UTC}, {interval: 60}]\n    concurrency_limit: {limit: 2, collision_strategy: ENQUEUE}\n    parameters: {}\n', []],
  ['prefect/prefect', 'deployments: [{name: a, entrypont: f.py:g}]\n', ['unknown-key warns entrypont']],
  ['prefect/prefect', 'deployments: [{name: a, schedules: [{crn: "0 0 * * *"}]}]\n', ['unknown-key rejects crn']],
  ['prefect/prefect', 'deployments: {name: a}\n', ['wrong-type rejects {name: a}']],
  ['prefect/prefect', 'deployments: [{name: a, parameters: [1]}]\n', ['wrong-type rejects [1]']],
  ['pipewright', 'rules: {unknown-ref: error}\n', []],
  ['pipewright', 'rules: {unknown-ref: fatal}\n', ['not-allowed-value rejects fatal']],
  ['pipewright', 'rule: {unknown-ref: error}\n', ['unknown-key rejects rule']],
  ['pipewright', "files.exclude: [\"x/**\"]\n", []],
  ['pipewright', "files: {exclude: [\"x/**\"]}\n", []],
  ['pipewright', "files: {exclud: [\"x/**\"]}\n", ['unknown-key rejects exclud']],
  ['pipewright', 'sql.dialect: snowflak\n', ['not-allowed-value rejects snowflak']],
  ['pipewright', 'sql: {dialect: snowflake}\n', []],
  ['pipewright', 'branch: {prompt: sometimes}\n', ['wrong-type rejects sometimes']],
  ['pipewright', 'branch.protected: main\n', ['wrong-type rejects main']],
  ['pipewright', 'lineage.edges: [{from: a, to: b}]\n', []],
  ['pipewright', 'lineage.edges: [{from: a}]\n', ['missing-key rejects from']],
  ['pipewright', 'datasets.aliases: {a: [b]}\n', []],
  ['pipewright', 'profile.maxRows: 0\n', ['out-of-range rejects 0']],
  ['pipewright', 'trace.server: verbose\n', []],
  ['pipewright', "pii.patterns: [\"(?i)mail\"]\n", []],
  ['pipewright', '- a\n', ['wrong-type rejects a']],
];
