import type { Path, Reference } from '../../model/facts';
import { itemsOf, pairOf, textOf, valueOf, type YamlNode, type YamlScalar } from '../../syntax/yaml';
import { wordOf } from '../shared/quality';
import { anyContractTableKey, contractTableKey } from './names';
import type { OdcsReading } from './reading';

/** Tables of a contract with the names and ids of their properties. */
interface Known {
  readonly name: string;
  readonly id: string | null;
  readonly properties: readonly { readonly name: string; readonly id: string | null }[];
}

/** Relationships: their form, and the tables and columns they name. */
export function references(r: OdcsReading): void {
  const tables = itemsOf(valueOf(r.root, 'schema')).map(knownTable);
  const schema = pairOf(r.root, 'schema')?.value;
  if (schema?.kind !== 'seq') return;
  schema.items.forEach((item, i) => {
    relationships(r, item.value, ['schema', i], tables, true);
    const properties = pairOf(item.value, 'properties')?.value;
    if (properties?.kind === 'seq') properties.items.forEach((p, j) => relationships(r, p.value, ['schema', i, 'properties', j], tables, false));
  });
}

function knownTable(node: YamlNode): Known {
  return { name: textOf(valueOf(node, 'name')) ?? '', id: textOf(valueOf(node, 'id')), properties: itemsOf(valueOf(node, 'properties')).map(p => ({ name: textOf(valueOf(p, 'name')) ?? '', id: textOf(valueOf(p, 'id')) })) };
}

function relationships(r: OdcsReading, node: YamlNode | null, path: Path, tables: readonly Known[], ofTable: boolean): void {
  const list = pairOf(node, 'relationships')?.value;
  if (list?.kind !== 'seq') return;
  list.items.forEach((item, i) => {
    const at = [...path, 'relationships', i];
    const from = pairOf(item.value, 'from');
    const to = valueOf(item.value, 'to');
    if (!ofTable && from) r.draft.problems.push({ rule: 'odcs-shape', span: from.key.content, message: "'from' may not stand here: the link starts at this property", path: [...at, 'from'], data: { severity: 'error', remove: true } });
    if (ofTable && !from && item.value) r.draft.problems.push({ rule: 'odcs-shape', span: pairOf(item.value, 'to')?.key.content ?? item.span, message: "A link of a table needs 'from'", path: at, data: { severity: 'error' } });
    if (ofTable && from?.value && to) {
      const [a, b] = [from.value, to].map(n => (n.kind === 'seq' ? itemsOf(n).length : -1));
      if (a !== b) r.draft.problems.push({ rule: 'odcs-shape', span: to.span, message: (a! < 0) !== (b! < 0) ? "'from' and 'to' must both be one column, or both be lists" : `'from' has ${a} columns, 'to' has ${b}`, path: [...at, 'to'], data: { severity: 'error' } });
    }
    for (const end of [from?.value, to]) for (const n of end?.kind === 'seq' ? itemsOf(end) : end ? [end] : []) {
      const word = wordOf(n);
      if (word) target(r, word, tables);
    }
  });
}

function target(r: OdcsReading, word: YamlScalar, tables: readonly Known[]): void {
  const { text } = word;
  const short = /^([A-Za-z_]\w*)\.([A-Za-z_]\w*)$/.exec(text);
  if (short) {
    name(r, word, short[1]!, short[2]!, tables);
    return;
  }
  const full = /^(?:#?\/)?schema\/([\w-]+)\/properties\/([\w-]+)$/.exec(text);
  if (!full) return;
  const table = tables.find(t => t.id === full[1] || t.name === full[1]);
  const say = (what: string, names: readonly string[]): void => r.draft.problem('odcs-unknown-reference', word.content, what, { severity: 'error', names });
  if (!table) say(`No table of this contract has the id '${full[1]!}'`, []);
  else if (!table.properties.some(p => p.id === full[2] || p.name === full[2])) say(`No property of '${table.name}' has the id '${full[2]!}'`, []);
}

function name(r: OdcsReading, word: YamlScalar, table: string, column: string, tables: readonly Known[]): void {
  const own = tables.find(t => t.name.toLowerCase() === table.toLowerCase());
  const { start } = word.content;
  const span = { start, end: start + table.length };
  const columnSpan = { start: span.end + 1, end: word.content.end };
  const reference: Reference = {
    targets: own ? [contractTableKey(r.head.id, own.name)] : [anyContractTableKey(table)], type: 'contract.table', name: table, span, fullSpan: word.content, from: null, role: 'uses', certainty: 'likely', column: { name: column, span: columnSpan }, data: { place: 'relationship' },
  };
  r.draft.refer(reference);
  if (own && own.properties.length > 0 && !own.properties.some(p => p.name.toLowerCase() === column.toLowerCase())) r.draft.problem('odcs-unknown-reference', columnSpan, `'${column}' is not a property of '${own.name}'`, { severity: 'error', names: own.properties.map(p => p.name) });
}
