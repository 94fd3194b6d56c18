import type { Span } from '../../../text/span';
import { literalsOf, readRegex } from '../../../text/regex';
import { type Connector, isUnknown, itemsIn, type Setting, valueIn } from './connector';
import { collectionEnd, type End, tableEnd } from './targets';

/** A table that is captured, with the topic that Debezium names after it. */
export interface Captured {
  readonly end: End;
  readonly topic: string;
  readonly span: Span;
  readonly exact: boolean;
  /** As the include list writes it: `public.orders`. */
  readonly name: string;
}

/** The database a Debezium connector reads: `postgresql`, `mysql`, `sqlserver`, `oracle`, `mongodb`, … */
export function databaseKind(c: Connector): string {
  return /^io\.debezium\.connector\.(\w+)\./.exec(c.className ?? '')?.[1] ?? '';
}

export function topicPrefix(c: Connector): Setting | null {
  for (const name of ['topic.prefix', 'database.server.name', 'mongodb.name']) {
    const s = c.settings.get(name);
    if (s && s.value.trim() !== '') return s;
  }
  return null;
}

export function includeList(c: Connector): Setting | null {
  for (const name of databaseKind(c) === 'mongodb' ? ['collection.include.list', 'collection.whitelist'] : ['table.include.list', 'table.whitelist']) {
    const s = c.settings.get(name);
    if (s && s.value.trim() !== '') return s;
  }
  return null;
}

/** The tables an include list names one by one. Patterns that stand for more than names give none. */
export function captured(c: Connector): readonly Captured[] {
  const prefix = topicPrefix(c);
  const list = includeList(c);
  if (!prefix || !list || isUnknown(prefix.value)) return [];
  const kind = databaseKind(c);
  const delimiter = valueIn(c, 'topic.delimiter') ?? '.';
  const databases = (valueIn(c, 'database.names') ?? '').split(',').map(d => d.trim()).filter(d => d !== '');
  const out: Captured[] = [];
  for (const item of itemsIn(list)) {
    if (isUnknown(item.text)) continue;
    const regex = readRegex(item.text);
    for (const name of (regex.kind === 'regex' ? literalsOf(regex) : null) ?? []) {
      const parts = name.split('.');
      if (parts.length < 2 || parts.some(p => p.trim() === '' || !/^[\w$ #@-]+$/.test(p))) continue;
      const exact = item.span.end - item.span.start === name.length;
      const end = kind === 'mongodb' ? collectionEnd(parts[0]!, parts.slice(1).join('.'), null) : tableEnd(parts, null, false);
      if (!end) continue;
      const inTopic = kind === 'sqlserver' && databases.length === 1 && parts.length === 2 ? [databases[0]!, ...parts] : kind === 'oracle' ? parts.slice(-2) : parts;
      const topic = [prefix.value.trim(), ...inTopic].join(delimiter).replace(/[^\w.-]/g, '_');
      out.push({ end, topic, span: item.span, exact, name });
    }
  }
  return out;
}

/** Columns of a table that are left out or masked, as far as they are named one by one. */
export function columnLists(c: Connector, table: string): { readonly dropped: readonly string[]; readonly kept: readonly string[] | null; readonly masked: readonly string[] } {
  const of = (...names: string[]): string[] | null => {
    const found = names.flatMap(n => c.settings.get(n) ?? []);
    if (found.length === 0) return null;
    const prefix = `${table}.`;
    return found.flatMap(s => itemsIn(s)).flatMap(i => {
      const regex = readRegex(i.text);
      return (regex.kind === 'regex' ? literalsOf(regex) : null) ?? [];
    }).filter(n => n.startsWith(prefix)).map(n => n.slice(prefix.length));
  };
  const masks = c.list.filter(s => /^column\.(mask|truncate)\./.test(s.key)).map(s => s.key);
  const kept = of('column.include.list', 'column.whitelist');
  const only = valueIn(c, 'column.include.list') ?? valueIn(c, 'column.whitelist');
  const literal = only?.split(',').every(i => {
    const regex = readRegex(i.trim());
    return regex.kind === 'regex' && literalsOf(regex) !== null;
  });
  return { dropped: of('column.exclude.list', 'column.blacklist', 'field.exclude.list') ?? [], kept: literal && kept !== null && kept.length > 0 ? kept : null, masked: masks.length > 0 ? (of(...masks) ?? []) : [] };
}
