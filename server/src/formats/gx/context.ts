import type { ProjectContext, ProjectReader } from '../../model/format';
import type { Json } from '../../model/key';
import { itemsOf, mergedPairs, readYaml, textOf, valueOf, type YamlNode } from '../../syntax/yaml';

/** A data asset of the context: a table where the file tells which. */
export interface Asset {
  readonly datasource: string;
  readonly name: string;
  /** `schema.table`, `table`, or null if the asset is no table. */
  readonly table: string | null;
}

/** The folder of `great_expectations.yml`. Its data sources say which table an asset is. */
export const projectReader: ProjectReader = {
  markers: ['great_expectations.yml', 'great_expectations.yaml'],
  companions: [],
  read(root, text) {
    const source = text('great_expectations.yml') ?? text('great_expectations.yaml');
    if (source === null) return null;
    const assets = assetsOf(readYaml(source).root);
    return { format: 'gx', root, name: root.split('/').pop() ?? '', owner: root, data: { assets } as unknown as Json };
  },
};

/** Every asset of the data sources in a `great_expectations.yml`: lists (as older releases wrote them) or mappings. */
export function assetsOf(root: YamlNode | null): Asset[] {
  return mergedPairs(valueOf(root, 'fluent_datasources')).flatMap(source => {
    const assets = valueOf(source.value, 'assets');
    const entries: (readonly [string, YamlNode | null])[] = assets?.kind === 'map' ? assets.pairs.map(p => [p.key.text, p.value]) : itemsOf(assets).map(i => [textOf(valueOf(i, 'name')) ?? '', i]);
    return entries.filter(([name]) => name !== '').map(([name, asset]) => ({ datasource: source.key.text, name, table: tableOf(name, asset) }));
  });
}

function tableOf(name: string, asset: YamlNode | null): string | null {
  if (textOf(valueOf(asset, 'type')) !== 'table') return null;
  const table = textOf(valueOf(asset, 'table_name')) ?? name;
  const schema = textOf(valueOf(asset, 'schema_name'));
  return schema ? `${schema}.${table}` : table;
}

/** The table of an asset that something is named after; null if the context has none. */
export function assetOfSuite(project: ProjectContext | null, stem: string): string | null {
  const data = project?.data as { readonly assets?: readonly Asset[] } | undefined;
  const lower = stem.toLowerCase();
  const found = data?.assets?.find(a => a.table !== null && (a.name.toLowerCase() === lower || a.table.toLowerCase() === lower || a.table.toLowerCase().endsWith(`.${lower}`)));
  return found?.table ?? null;
}
