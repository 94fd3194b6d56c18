import type { Span } from '../../../text/span';
import { matchWhole, readRegex, replacedBy } from '../../../text/regex';
import { type Connector, isUnknown, itemsIn, type Setting } from './connector';

/** A transform in the chain, in the order it is applied. */
export interface Transform {
  readonly alias: string;
  readonly aliasSpan: Span;
  /** The class; null if the type is missing or only known in a run. */
  readonly type: string | null;
  readonly typeSetting: Setting | null;
  /** Its own settings by their short names. */
  readonly options: ReadonlyMap<string, Setting>;
  readonly predicate: Setting | null;
}

/** A chain longer than this is not looked at to its end. */
const MOST_TRANSFORMS = 200;

/** The transforms a connector lists, doubled ones too. */
export function transformsOf(c: Connector): readonly Transform[] {
  const list = c.settings.get('transforms');
  return list ? itemsIn(list).slice(0, MOST_TRANSFORMS).map(item => transformAt(c, item.text, item.span)) : [];
}

function transformAt(c: Connector, alias: string, aliasSpan: Span): Transform {
  const prefix = `transforms.${alias}.`;
  const options = new Map<string, Setting>();
  for (const s of c.list) if (s.key.startsWith(prefix)) options.set(s.key.slice(prefix.length), s);
  const type = options.get('type') ?? null;
  const predicate = options.get('predicate') ?? null;
  return { alias, aliasSpan, type: type === null || type.value.trim() === '' || isUnknown(type.value) ? null : type.value.trim(), typeSetting: type, options, predicate };
}

/** The last part of a transform's class, without its side: `ReplaceField`. */
export function shortType(t: Transform): string {
  const type = (t.type ?? '').replace(/\$(Key|Value)$/, '');
  return type.slice(type.lastIndexOf('.') + 1);
}

export function optionOf(t: Transform, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = t.options.get(name)?.value;
    if (value !== undefined && value !== '') return value;
  }
  return null;
}

/** Transforms that leave a record's topic alone, as far as we know them; of any other class nothing is sure. */
const KEEP_TOPIC = new Set([
  'Cast', 'DropHeaders', 'ExtractField', 'Filter', 'Flatten', 'HeaderFrom', 'HoistField', 'InsertField', 'InsertHeader', 'MaskField', 'ReplaceField', 'SetSchemaMetadata', 'TimestampConverter', 'ValueToKey',
  'ExtractNewRecordState', 'ExtractNewDocumentState', 'ExtractChangedRecordState', 'UnwrapFromEnvelope', 'PartitionRouting', 'SchemaChangeEventFilter', 'HeaderToValue', 'TimezoneConverter', 'FieldNameTransformation', 'TombstoneHandler', 'FromXml', 'SwapGeometry', 'GeoHeader', 'VectorToJsonConverter',
]);

/**
 * The topic a record has behind the chain, in the order of the chain. Null where a run decides: a timestamp in the name, a
 * field's value, a transform we don't know. With a predicate a transform may or may not apply: then the name stays and `sure` is false.
 */
export function routed(topic: string, chain: readonly Transform[]): { readonly topic: string; readonly sure: boolean } | null {
  let name = topic;
  let sure = true;
  for (const t of chain) {
    if (t.predicate) {
      sure = false;
      continue;
    }
    const kind = shortType(t);
    if (kind === 'RegexRouter' || kind === 'RegExRouter') {
      const next = replaced(name, optionOf(t, 'regex'), optionOf(t, 'replacement'));
      if (next === null) return null;
      name = next;
    } else if (kind === 'ByLogicalTableRouter') {
      const next = replaced(name, optionOf(t, 'topic.regex'), optionOf(t, 'topic.replacement'));
      if (next === null) return null;
      name = next;
    } else if (kind === 'TimestampRouter' || kind === 'MessageTimestampRouter' || kind === 'EventRouter' || kind === 'MongoEventRouter' || kind === 'ContentBasedRouter' || kind === 'ExtractTopic' || kind === 'TopicRegexRouter' || t.type === null) return null;
    else if (!KEEP_TOPIC.has(kind)) sure = false;
  }
  return { topic: name, sure };
}

function replaced(topic: string, pattern: string | null, replacement: string | null): string | null {
  if (pattern === null || replacement === null) return null;
  const regex = readRegex(pattern);
  if (regex.kind !== 'regex') return null;
  const groups = matchWhole(regex, topic);
  if (groups === undefined) return null;
  return groups === null ? topic : (replacedBy(replacement, groups) ?? null);
}

/** What a chain does to the columns of a record's value, as far as its settings tell. */
export interface Reshaping {
  /** Old name → new name. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly dropped: ReadonlySet<string>;
  /** If set, only these stay (old names). */
  readonly kept: ReadonlySet<string> | null;
  readonly masked: ReadonlySet<string>;
  /** Converted in type: new names. */
  readonly computed: ReadonlySet<string>;
  readonly added: readonly string[];
  /** True if some transform may do more than we know. */
  readonly open: boolean;
}

export function reshaping(chain: readonly Transform[]): Reshaping {
  const renamed = new Map<string, string>();
  const dropped = new Set<string>();
  const masked = new Set<string>();
  const computed = new Set<string>();
  const added: string[] = [];
  let kept: Set<string> | null = null;
  let open = false;
  const original = (name: string): string => [...renamed].find(([, to]) => to === name)?.[0] ?? name;
  for (const t of chain) {
    const kind = shortType(t);
    if (t.type?.endsWith('$Key')) continue;
    if (t.predicate) open = true;
    const names = (value: string | null): string[] => (value ?? '').split(',').map(n => n.trim()).filter(n => n !== '');
    if (kind === 'ReplaceField') {
      for (const name of names(optionOf(t, 'exclude', 'blacklist'))) dropped.add(original(name));
      const only = names(optionOf(t, 'include', 'whitelist'));
      if (only.length > 0) kept = new Set(only.map(original));
      for (const pair of names(optionOf(t, 'renames'))) {
        const [from, to] = pair.split(':').map(p => p.trim());
        if (from && to) renamed.set(original(from), to);
      }
    } else if (kind === 'MaskField') {
      for (const name of names(optionOf(t, 'fields'))) masked.add(original(name));
    } else if (kind === 'InsertField') {
      for (const option of ['topic.field', 'partition.field', 'offset.field', 'timestamp.field', 'static.field']) {
        const name = optionOf(t, option);
        if (name !== null) added.push(name.replace(/[!?]$/, ''));
      }
    } else if (kind === 'TimestampConverter') {
      for (const name of names(optionOf(t, 'field'))) computed.add(original(name));
    } else if (kind === 'Cast') {
      for (const pair of names(optionOf(t, 'spec'))) if (pair.includes(':')) computed.add(original(pair.split(':')[0]!.trim()));
    } else if (kind === 'ExtractNewRecordState' || kind === 'ExtractNewDocumentState') {
      for (const name of names(optionOf(t, 'add.fields'))) added.push(`${optionOf(t, 'add.fields.prefix') ?? '__'}${name.replace(/^.*:/, '').replace(/\./g, '_')}`);
      if (optionOf(t, 'delete.handling.mode') === 'rewrite' || optionOf(t, 'delete.tombstone.handling.mode') === 'rewrite') added.push('__deleted');
    } else if (kind === 'HoistField' || kind === 'ExtractField' || kind === 'Flatten' || (!KEEP_TOPIC.has(kind) && !/Router$/.test(kind))) open = true;
  }
  return { renamed, dropped, kept, masked, computed, added, open };
}
