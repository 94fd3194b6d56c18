import { itemsOf, textOf, toJson, valueOf, type YamlNode } from './yaml';
import { packageKey, resourceId } from '../names';
import { readPackage } from '../project/packages';
import { entry } from '../../../text/entry';
import type { Source } from './draft';
import { rootOf } from './properties';
import { schemaProblems } from './schemaProblems';
import { headOf } from './yamlEntry';

/** Packages that moved on the hub: where they are now. */
const MOVED: { readonly [from: string]: string } = {
  'fishtown-analytics/dbt_utils': 'dbt-labs/dbt_utils', 'fishtown-analytics/codegen': 'dbt-labs/codegen', 'fishtown-analytics/audit_helper': 'dbt-labs/audit_helper',
  'fishtown-analytics/spark_utils': 'dbt-labs/spark_utils', 'fishtown-analytics/snowplow': 'dbt-labs/snowplow', 'fishtown-analytics/segment': 'dbt-labs/segment',
  'fishtown-analytics/redshift': 'dbt-labs/redshift', 'calogica/dbt_expectations': 'metaplane/dbt_expectations', 'calogica/dbt_date': 'godatadriven/dbt_date',
};

/** `packages.yml` and `dependencies.yml`: the packages asked for. */
export function extractPackages(source: Source): void {
  const root = rootOf(source);
  itemsOf(valueOf(root, 'packages')).forEach((item, index) => {
    extractPackage(source, item, index);
  });
  schemaProblems(source, source.role.stem === 'packages' ? 'dbt/packages' : 'dbt/dependencies', root);
}

function extractPackage(source: Source, item: YamlNode, index: number): void {
  const read = readPackage(toJson(item));
  const path = ['packages', index];
  if (!read) return;
  const named = valueOf(item, read.kind === 'hub' ? 'package' : read.kind);
  const { scope } = source.project;
  if (named?.kind === 'scalar') {
    source.draft.declare({
      id: resourceId(scope, 'package_entry', source.project.name, read.from), kind: 'symbol', type: 'dbt.package', role: 'describes', name: read.name, keys: [packageKey(scope, read.name)], nameSpan: named.content,
      span: item.span, parent: null, path, attributes: { ...(read.version !== null ? { version: read.version } : {}), more: { kind: read.kind, from: read.from } }, columns: [], columnsComplete: false,
    });
    const moved = read.kind === 'hub' ? entry(MOVED, read.from) : undefined;
    if (moved) source.draft.problem('package-redirect', named.span, `Package moved to ${moved}`, [...path, 'package'], { to: moved, code: 'PackageRedirectDeprecation (dbt D001)' });
  }
  const pinned = textOf(valueOf(item, 'warn-unpinned'));
  if (read.kind === 'git' && pinned !== 'false' && (read.version === null || ['HEAD', 'main', 'master'].includes(read.version))) {
    source.draft.problem('package-unpinned', named?.span ?? headOf(item), `Package '${read.name}' is not pinned to a revision`, path, { code: 'DepsUnpinned (dbt M029)' });
  }
}
