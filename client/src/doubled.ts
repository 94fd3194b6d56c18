/** What is needed of a diagnostic to tell whether two say the same. */
export interface Told {
  readonly source?: string;
  readonly code?: unknown;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number; readonly character?: number } };
}

/** Findings about the form of a YAML file: what a schema, or YAML itself, tells too. */
const OF_FORM: ReadonlySet<string> = new Set([
  'unknown-property', 'wrong-type', 'invalid-enum-value', 'missing-property', 'custom-key', 'missing-plus-prefix', 'invalid-setting', 'odcs-shape', 'odcs-legacy-key', 'airbyte-catalog-invalid', 'airbyte-manifest-invalid', 'dask-invalid', 'databricks-bundle-invalid', 'druid-invalid', 'feast-invalid', 'flink-cdc-invalid', 'meltano-invalid', 'pulsar-invalid', 'redis-invalid', 'redpanda-connect-invalid', 'singer-catalog-invalid', 'sling-invalid', 'spark-defaults-invalid', 'spark-pipeline-invalid', 'vector-invalid', 'compose-unknown-name',
  'yaml-syntax', 'yaml-tab', 'yaml-duplicate-key',
]);

/** Rules whose findings give way; for the test that they exist. */
export const GIVING_WAY: readonly string[] = [...OF_FORM];

/**
 * Our findings without those that the YAML extension of Red Hat tells at the same lines. It signs what a schema says with
 * `yaml-schema: NAME`, and what YAML itself says with `YAML`: so only what it really tells is left to it, whatever its settings, its
 * schemas and the files that it looks at.
 */
export function withoutDoubled<T extends Told>(own: readonly T[], others: readonly Told[]): T[] {
  const theirs = others.filter(d => d.source !== undefined && /^yaml(-schema\b|$)/i.test(d.source));
  if (theirs.length === 0) return [...own];
  return own.filter(d => !OF_FORM.has(ruleOf(d)) || !theirs.some(t => t.range.start.line <= lastLine(d) && d.range.start.line <= lastLine(t)));
}

function ruleOf({ code }: Told): string {
  const value = typeof code === 'object' && code !== null ? (code as { readonly value?: unknown }).value : code;
  return typeof value === 'string' ? value : '';
}

/** The last line in which a range has a character. */
function lastLine({ range }: Told): number {
  return range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
}
