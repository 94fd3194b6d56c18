import { type CallArguments, isSequence, keyword, knownText, type Value } from '../../syntax/python';
import { symbolic, type Naming, pathPlace, tableNamed } from '../shared/codeNames';
import { collectionKey } from '../shared/names';
import type { Place } from '../shared/places';
import type { Target } from './objects';

/** The dataset that a target stands for; null if it is none, or if too much of its name is only known in a run. */
export function placeOfTarget(target: Target, naming: Naming): Place | null {
  const kind = target.path.slice(target.path.lastIndexOf('.') + 1);
  const { args } = target;
  if (/^BigQueryTarget$/.test(kind)) return tableIn([textOf(args, 'project_id', 0), textOf(args, 'dataset_id', 1), textOf(args, 'table_id', 2)], naming);
  if (/^(PostgresTarget|MySqlTarget|RedshiftTarget|MSSqlTarget|SnowflakeTarget|TrinoTarget)$/.test(kind)) return tableIn([textOf(args, 'table', 4)], naming);
  if (kind === 'SQLAlchemyTarget') return tableIn([textOf(args, 'target_table', 1)], naming);
  if (kind === 'HivePartitionTarget' || kind === 'HiveTableTarget') return tableIn([textOf(args, 'database', kind === 'HiveTableTarget' ? 1 : 2), textOf(args, 'table', 0)], naming);
  if (kind === 'PrestoTarget') return tableIn([textOf(args, 'catalog', 1), textOf(args, 'database', 2), textOf(args, 'table', 3)], naming);
  if (/^Mongo\w*Target$/.test(kind)) {
    const [index, collection] = [textOf(args, 'index', 1), textOf(args, 'collection', 2)];
    if (index === null || collection === null || /[{}]/.test(index + collection)) return null;
    const id = collectionKey(index, collection);
    return { targets: [id], id, name: `${index}.${collection}`, type: 'mongodb.collection' };
  }
  // In memory, or at places that have no name outside of the task.
  if (/^(AzureBlobTarget|MockTarget|RedisTarget|ElasticsearchTarget|SimulateTarget|DropboxTarget|RunAnythingTarget|RemoteTarget)$/.test(kind)) return null;
  const path = textOf(args, 'path', 0);
  if (path === null) return null;
  return pathPlace(path, naming);
}

/** Where the characters of a target's name stand, if one literal holds them. */
export function placeInText(target: Target): Value | undefined {
  return keyword(target.args, 'path')?.value ?? keyword(target.args, 'table')?.value ?? keyword(target.args, 'target_table')?.value ?? keyword(target.args, 'table_id')?.value ?? target.args.positional[0]?.value;
}

function textOf(args: CallArguments, name: string, index: number): string | null {
  const value = keyword(args, name)?.value ?? args.positional[index]?.value;
  return value?.kind === 'text' ? value.text : value?.kind === 'unknown' && value.name !== null ? `{${value.name}}` : null;
}

/** A table by its parts, the last of which must be given. */
export function tableIn(parts: readonly (string | null)[], naming: Naming): Place | null {
  const last = parts[parts.length - 1];
  if (last === null || last === undefined || last === '' || /^\$\{[^}]*\}$/.test(symbolic(last))) return null;
  return tableNamed(last, true, naming, parts.slice(0, -1));
}

/** Names and types of `columns = [("id", "INT"), …]`. */
export function columnsOf(value: Value | undefined): { readonly name: string; readonly type: string | null; readonly origin: { readonly start: number; readonly end: number } | null }[] {
  if (value === undefined || !isSequence(value) || value.open) return [];
  return value.items.flatMap(item => {
    const parts = isSequence(item) ? item.items : [item];
    // SQLAlchemy's form: (["id", Integer()], {"primary_key": True}).
    const named = parts[0] && isSequence(parts[0]) ? parts[0].items : parts;
    const name = named[0];
    if (name?.kind !== 'text' || !name.known) return [];
    return [{ name: name.text, type: knownText(named[1]), origin: name.origin }];
  });
}
