import type { Path } from '../../../model/facts';
import type { Json } from '../../../model/key';
import type { Span } from '../../../text/span';
import { dialectOf } from '../project/data';
import { atLeast, readVersionRange, type Version } from '../project/version';
import type { Source } from './draft';

/** Adapters for which dbt itself checks property files against its schema; elsewhere it stays silent. */
const CHECKED = new Set(['bigquery', 'databricks', 'redshift', 'snowflake']);

/**
 * Reports something dbt calls deprecated since `since`. Left out where the project only runs older versions. `data.severity` is
 * `warning`, or `information` where dbt wouldn't say it: a schema check (`gated`) on another adapter, or a range of versions that starts
 * before. `data.code` is dbt's own name and number.
 */
export function deprecation(
  source: Source, rule: string, code: string, since: Version, gated: boolean, span: Span, message: string, path: Path | undefined, data: { readonly [name: string]: Json },
): void {
  const applies = atLeast(readVersionRange(source.project.main.requires), since);
  if (applies === false) return;
  const said = !gated || CHECKED.has(dialectOf(source.project) ?? '');
  source.draft.problem(rule, span, message, path, { code, severity: said && applies !== null ? 'warning' : 'information', ...data });
}
