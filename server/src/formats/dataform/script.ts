import type { Facts } from '../../model/facts';
import type { Document, ProjectContext } from '../../model/format';
import { Draft } from '../shared/draft';
import { entryOf, type Literal, readLiteral, textEntry } from '../shared/literal';
import { tableKey } from '../shared/names';
import { actionKey, dynamicKey } from './names';
import { projectOf } from './project';

const CALL = /(?<![\w$.])(declare|publish|operate|assert)\s*\(/g;

/** Actions that a JavaScript file of a project declares with literal names. Where a name is made by a program, any name may exist. */
export function extractScript(document: Document, context: ProjectContext | null): Facts {
  const draft = new Draft();
  const { text } = document;
  const project = projectOf(context);
  let dynamic = false;
  for (const match of text.matchAll(CALL)) {
    const open = match.index + match[0].length - 1;
    const [first, second] = readLiteral(text, open, text.length).items;
    const kind = match[1]!;
    const config: Literal | undefined = kind === 'declare' ? first : second;
    const nameLiteral = kind === 'declare' ? entryOf(first, 'name')?.value : first;
    if (!nameLiteral?.known || typeof nameLiteral.value !== 'string') {
      dynamic = true;
      continue;
    }
    const name = nameLiteral.value;
    const schemaEntry = entryOf(config, 'schema') ?? entryOf(config, 'dataset');
    if (schemaEntry && !schemaEntry.value.known) dynamic = true;
    const schema = textEntry(config, 'schema') ?? textEntry(config, 'dataset') ?? project.schema;
    const database = textEntry(config, 'database') ?? textEntry(config, 'project') ?? project.database;
    const type = kind === 'declare' ? 'declaration' : kind === 'publish' ? (textEntry(config, 'type') ?? 'table') : kind === 'assert' ? 'assertion' : 'operations';
    const dataset = kind === 'declare' || kind === 'publish';
    const description = textEntry(config, 'description');
    draft.declare({
      id: actionKey(project.root, [database, schema, name].filter(p => p !== null).join('.')), kind: dataset ? 'dataset' : 'job', type: `dataform.${type}`, role: 'defines', name,
      keys: [actionKey(project.root, name), ...(schema === null ? [] : [actionKey(project.root, `${schema}.${name}`), ...(dataset ? [tableKey([schema, name]), ...(database === null ? [] : [tableKey([database, schema, name])])] : [])])],
      nameSpan: nameLiteral.span, span: { start: match.index, end: Math.min(text.length, Math.max(nameLiteral.span.end + 1, config?.span.end ?? 0)) }, parent: null, path: null,
      attributes: { materialized: type, schema, database, identifier: name, ...(description ? { description } : {}) }, columns: [], columnsComplete: false,
    });
  }
  if (dynamic || /\b(?:publish|declare|operate)\b(?!\s*\()/.test(text)) {
    const at = { start: 0, end: 0 };
    draft.declare({ id: dynamicKey(project.root), kind: 'symbol', type: 'dataform.dynamic', role: 'describes', name: 'actions made by JavaScript', keys: [], nameSpan: null, span: at, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false });
  }
  return draft.facts();
}
