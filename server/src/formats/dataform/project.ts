import type { ProjectContext, ProjectReader } from '../../model/format';
import { readYaml, textOf, valueOf } from '../../syntax/yaml';
import { readLiteral, textEntry } from '../shared/literal';

export interface DataformProject {
  readonly root: string;
  readonly database: string | null;
  readonly schema: string | null;
  readonly assertionSchema: string | null;
  readonly warehouse: string;
}

/** A folder with `workflow_settings.yaml`, or with the older `dataform.json`. */
export const reader: ProjectReader = {
  markers: ['workflow_settings.yaml', 'dataform.json'],
  companions: [],
  read(root, text) {
    const yaml = text('workflow_settings.yaml');
    const json = text('dataform.json');
    if (yaml === null && json === null) return null;
    const settings = yaml === null ? null : readYaml(yaml).root;
    const old = json === null ? null : readLiteral(json, 0, json.length);
    const get = (now: string, then: string): string | null => (settings ? textOf(valueOf(settings, now)) : textEntry(old, then));
    const data = { database: get('defaultProject', 'defaultDatabase'), schema: get('defaultDataset', 'defaultSchema'), assertionSchema: get('defaultAssertionDataset', 'assertionSchema'), warehouse: textEntry(old, 'warehouse') ?? 'bigquery' };
    return { format: 'dataform', root, name: data.database ?? root, owner: root, data };
  },
};

export function projectOf(context: ProjectContext | null): DataformProject {
  const data = context?.format === 'dataform' && typeof context.data === 'object' && context.data !== null && !Array.isArray(context.data) ? (context.data as { [k: string]: unknown }) : {};
  const text = (name: string): string | null => (typeof data[name] === 'string' ? (data[name] as string) : null);
  return { root: context?.root ?? '', database: text('database'), schema: text('schema'), assertionSchema: text('assertionSchema'), warehouse: text('warehouse') ?? 'bigquery' };
}
