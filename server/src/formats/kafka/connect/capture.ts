import type { ExpandCall } from '../../../model/format';
import type { Json, Key } from '../../../model/key';
import type { Span } from '../../../text/span';
import { matchWhole, readRegex } from '../../../text/regex';
import type { Draft } from '../../shared/draft';
import { topicKey } from '../../shared/names';
import { exclusiveKey } from '../names';
import type { Connector } from './connector';
import { isUnknown, valueIn } from './connector';
import { captured, databaseKind, includeList, topicPrefix } from './debezium';
import { collectionEnd, tableEnd } from './targets';
import { routed, transformsOf } from './transforms';

/** More topics than this in one file ask nobody. */
const MOST_CALLS = 1_000;

/**
 * A connector that captures a whole database, or tables by a pattern, does not name the topics it fills. Whoever names a topic
 * `prefix.schema.table` asks the connector of that prefix whether it captures that table: the topic makes a call, and what
 * the connector answers is the table that feeds it.
 */
export function askCapture(draft: Draft, topic: string, span: Span): void {
  const parts = topic.split('.');
  if (parts.length < 3 || parts.length > 8) return;
  const targets: Key[] = [];
  for (let i = parts.length - 2; i >= 1; i--) targets.push(exclusiveKey('prefix', parts.slice(0, i).join('.')));
  const from = topicKey(topic);
  if (draft.calls.length >= MOST_CALLS || draft.calls.some(c => c.from === from)) return;
  const at = { start: span.start, end: span.start };
  const reference = draft.refer({ targets, type: 'kafka-connect.captures', name: topic, span: at, fullSpan: at, from, role: 'names', certainty: 'likely', implied: true });
  draft.calls.push({ reference, arguments: [{ name: null, span: at, value: topic }], from, span: at });
}

/** What a capture connector says to those who ask: kept with its prefix. Null where it names its tables one by one, or renames topics. */
export function captures(c: Connector): { readonly [name: string]: Json } | null {
  const prefix = topicPrefix(c);
  if (!prefix || isUnknown(prefix.value)) return null;
  const list = includeList(c);
  const tables = list ? list.value.split(',').map(p => p.trim()).filter(p => p !== '') : null;
  if (tables?.some(isUnknown)) return null;
  const chain = transformsOf(c);
  const probe = `${prefix.value.trim()}.a.b`;
  const behind = routed(probe, chain);
  if (!behind || behind.topic !== probe) return null;
  const lists = (...names: string[]): string[] | null => names.map(n => valueIn(c, n)).find(v => v !== null)?.split(',').map(p => p.trim()) ?? null;
  return {
    kind: databaseKind(c),
    delimiter: valueIn(c, 'topic.delimiter') ?? '.',
    tables,
    literal: tables === null ? 0 : captured(c).length >= tables.length ? 1 : 0,
    without: lists('table.exclude.list', 'table.blacklist', 'collection.exclude.list', 'collection.blacklist'),
    outer: lists('schema.include.list', 'schema.whitelist', 'database.include.list', 'database.whitelist'),
    outerWithout: lists('schema.exclude.list', 'schema.blacklist', 'database.exclude.list', 'database.blacklist'),
    prefix: prefix.value.trim(),
  };
}

export const expandCapture: ExpandCall = (call, callee) => {
  const none = { references: [], calls: [] };
  const topic = call.arguments[0]?.value;
  const said = callee.attributes.more?.['captures'] as { readonly [name: string]: Json } | null | undefined;
  if (typeof topic !== 'string' || !said || said['literal'] === 1) return none;
  const before = `${String(said['prefix'])}${String(said['delimiter'])}`;
  if (!topic.startsWith(before)) return none;
  const parts = topic.slice(before.length).split(String(said['delimiter']));
  const kind = String(said['kind']);
  if (parts.length < 2 || parts.length > 3) return none;
  const name = parts.join('.');
  const last = parts.slice(-2).join('.');
  const outer = parts.at(-2)!;
  if (!fits(said['tables'], [name, last], true) || fits(said['without'], [name, last], false) || !fits(said['outer'], [outer, parts[0]!], true) || fits(said['outerWithout'], [outer], false)) return none;
  const end = kind === 'mongodb' ? collectionEnd(parts[0]!, parts.slice(1).join('.'), null) : tableEnd(parts, null, false);
  return end ? { references: [{ targets: end.targets, type: end.type, name: end.name }], calls: [] } : none;
};

/** Whether a list of patterns has one for any of the names; `otherwise` if there is no list. */
function fits(list: Json | undefined, names: readonly string[], otherwise: boolean): boolean {
  if (!Array.isArray(list)) return otherwise;
  return list.some(pattern => {
    const regex = readRegex(String(pattern));
    return regex.kind === 'regex' && names.some(n => Array.isArray(matchWhole(regex, n)));
  });
}
