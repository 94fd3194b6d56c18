import type { Json } from '../../../model/key';
import { entry } from '../../../text/entry';

/** A version as numbers: `1.10.5` is `[1, 10, 5]`. */
export type Version = readonly [number, number, number];

/** The versions of dbt a project may run under: `from` included, `below` not; null means no bound. */
export interface VersionRange {
  readonly from: Version | null;
  readonly below: Version | null;
}

const ANY: VersionRange = { from: null, below: null };

/** Reads `require-dbt-version`: a text or a list of texts such as `">=1.3.0"`. Anything unreadable bounds nothing. */
export function readVersionRange(value: Json): VersionRange {
  const parts = (Array.isArray(value) ? value : [value]).flatMap(v => (typeof v === 'string' ? v.split(',') : typeof v === 'number' ? [String(v)] : []));
  let range = ANY;
  for (const part of parts) {
    const match = /^\s*(>=|<=|>|<|==?|~=|\^|)\s*v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?/.exec(part);
    if (!match) continue;
    const version: Version = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
    const next: Version = [version[0], version[1], version[2] + 1];
    if (match[1] === '>=' || match[1] === '~=' || match[1] === '^') range = { ...range, from: version };
    else if (match[1] === '>') range = { ...range, from: next };
    else if (match[1] === '<') range = { ...range, below: version };
    else if (match[1] === '<=') range = { ...range, below: next };
    else range = { from: version, below: next };
  }
  return range;
}

export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether every version in the range is at least `version`; null where only some are. No lower bound counts as the newest release. */
export function atLeast(range: VersionRange, version: Version): boolean | null {
  if (range.from && compareVersions(range.from, version) >= 0) return true;
  if (range.below && compareVersions(range.below, version) <= 0) return false;
  return null;
}

/** From which version a behaviour flag exists and when its default became true (null: never). After the flag table of dbt's documentation. */
const FLAG_DEFAULTS: { readonly [flag: string]: { readonly since: Version; readonly trueFrom: Version | null } } = {
  require_explicit_package_overrides_for_builtin_materializations: { since: [1, 6, 0], trueFrom: [1, 8, 0] },
  require_resource_names_without_spaces: { since: [1, 8, 0], trueFrom: [1, 10, 0] },
  source_freshness_run_project_hooks: { since: [1, 8, 0], trueFrom: [1, 10, 0] },
  require_generic_test_arguments_property: { since: [1, 10, 5], trueFrom: [1, 10, 8] },
  require_batched_execution_for_custom_microbatch_strategy: { since: [1, 9, 0], trueFrom: [1, 12, 0] },
  skip_nodes_if_on_run_start_fails: { since: [1, 9, 0], trueFrom: [1, 12, 0] },
  state_modified_compare_more_unrendered_values: { since: [1, 9, 0], trueFrom: [1, 12, 0] },
  require_yaml_configuration_for_mf_time_spines: { since: [1, 9, 0], trueFrom: [1, 12, 0] },
  require_nested_cumulative_type_params: { since: [1, 9, 0], trueFrom: [1, 12, 0] },
  validate_macro_args: { since: [1, 10, 0], trueFrom: [1, 12, 0] },
  require_all_warnings_handled_by_warn_error: { since: [1, 10, 0], trueFrom: [1, 12, 0] },
  require_event_names_in_deprecations: { since: [1, 10, 0], trueFrom: null },
  state_modified_compare_vars: { since: [1, 9, 0], trueFrom: null },
  require_unique_project_resource_names: { since: [1, 11, 0], trueFrom: null },
  require_ref_searches_node_package_before_root: { since: [1, 11, 0], trueFrom: null },
  require_valid_schema_from_generate_schema_name: { since: [1, 12, 0], trueFrom: null },
  allow_jinja_file_extensions: { since: [1, 12, 0], trueFrom: null },
  require_sql_header_in_test_configs: { since: [1, 12, 0], trueFrom: null },
  support_custom_ref_kwargs: { since: [1, 12, 0], trueFrom: null },
  require_corrected_analysis_fqns: { since: [1, 12, 0], trueFrom: null },
  require_source_and_semantic_model_names_without_spaces: { since: [1, 12, 0], trueFrom: null },
};

/** What a flag is, as far as files tell: set explicitly, or its default if that is the same for all versions in the range; else null. */
export function flagValue(flags: Json, range: VersionRange, name: string): boolean | null {
  if (flags && typeof flags === 'object' && !Array.isArray(flags)) {
    const set = (flags as { readonly [k: string]: Json })[name];
    if (typeof set === 'boolean') return set;
  }
  const known = entry(FLAG_DEFAULTS, name);
  if (!known) return null;
  return known.trueFrom === null ? false : atLeast(range, known.trueFrom);
}

export const FLAG_NAMES: readonly string[] = Object.keys(FLAG_DEFAULTS);
