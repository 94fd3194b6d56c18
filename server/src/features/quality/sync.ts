import type { EditOperation } from '../../model/format';
import type { Json, Key } from '../../model/key';
import type { FileChange } from '../../model/rule';
import type { Workspace } from '../../model/workspace';
import { neutralOf } from './neutral';

/** The tables of data contracts that are about a dataset. */
export function contractTables(ws: Workspace, dataset: Key): readonly Key[] {
  return ws.referrers(dataset).flatMap(r => (r.type === 'contract.dataset' && r.from !== null ? [r.from] : []));
}

/**
 * What a data contract says and the dataset's own entry in a property file lacks: columns, descriptions, types, tests for required and
 * unique columns. [] if there is no contract, no entry, or nothing to add.
 */
export function contractIntoModel(ws: Workspace, id: Key): readonly FileChange[] {
  const entity = ws.entity(id);
  const [contract] = entity ? contractTables(ws, entity.id) : [];
  const promised = contract === undefined ? undefined : ws.places(contract).find(p => p.declaration.columns.length > 0)?.declaration;
  const place = entity ? ws.places(entity.id).find(p => p.declaration.path !== null && p.declaration.path.length > 0 && p.declaration.type.startsWith('dbt.')) : undefined;
  if (!entity || !promised || !place) return [];
  const { path, columns } = place.declaration;
  const text = ws.document(place.file)?.text ?? '';
  const tests = /^\s*tests\s*:/m.test(text) && !/^\s*data_tests\s*:/m.test(text) ? 'tests' : 'data_tests';
  const present = ws.checks(entity.id).flatMap(c => neutralOf(c) ?? []);
  const tested = (kind: string, column: string): boolean => present.some(c => c.kind === kind && c.columns.length === 1 && c.columns[0]!.toLowerCase() === column.toLowerCase());
  const operations: EditOperation[] = [];
  for (const column of promised.columns) {
    const wanted = [column.nullable === false && !tested('not_null', column.name) ? 'not_null' : '', column.constraints?.includes('unique') && !tested('unique', column.name) ? 'unique' : ''].filter(t => t !== '');
    const entry = columns.find(c => c.name.toLowerCase() === column.name.toLowerCase());
    if (!entry?.path) {
      const value: { readonly [name: string]: Json } = { name: column.name, ...(column.description ? { description: column.description } : {}), ...(wanted.length > 0 ? { [tests]: wanted } : {}) };
      operations.push({ op: 'append', path: [...path!, 'columns'], value });
      continue;
    }
    if (column.description && !entry.description) operations.push({ op: 'add', path: [...entry.path, 'description'], value: column.description });
    for (const test of wanted) operations.push({ op: 'append', path: [...entry.path, tests], value: test });
  }
  return operations.length > 0 ? [{ kind: 'edit', file: place.file, operations }] : [];
}
