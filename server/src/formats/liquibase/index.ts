import type { Format } from '../../model/format';
import type { Settings } from '../../model/workspace';
import { yamlEdits } from '../../syntax/yaml';
import { isChangelog } from '../shared/changelog/tree';
import { extract } from './extract';

/** Changelogs of Liquibase in XML, YAML and JSON; those in SQL are files of SQL. */
export const liquibase: Format = {
  id: 'liquibase',
  version: 1,
  extensions: ['xml', 'yaml', 'yml', 'json'],
  recognises: (path, head) => isChangelog(path, head()),
  fromSettings: (settings: Settings) => ({ format: 'liquibase', root: '', name: '', owner: '', implied: true, data: { dialect: settings.dialect, database: settings.defaultDatabase, schema: settings.defaultSchema } }),
  extract,
  edit: ({ path, text }, operations) => (/\.ya?ml$/i.test(path) ? yamlEdits(text, operations) : operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : []))),
};
