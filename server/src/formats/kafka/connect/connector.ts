import type { Path } from '../../../model/facts';
import type { Span } from '../../../text/span';
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../../syntax/yaml';
import { mergedPairs, textOf, valueOf } from '../../../syntax/yaml';
import { connectorFacts, directionOf, familyOf, type ConnectorFacts } from './catalog';

export interface Setting {
  readonly key: string;
  readonly keySpan: Span;
  /** As text; '' for an empty value. */
  readonly value: string;
  /** Characters of the value, without quotes; the key's for an empty value. */
  readonly span: Span;
  /** The value as it stands, quotes and all. */
  readonly whole: Span;
  /** Null where no edit by path reaches it. */
  readonly path: Path | null;
  readonly node: YamlNode | null;
}

/** `bare`: the settings alone. `wrapped`: `{name, config}`. `strimzi`: a Kubernetes resource. */
export type Form = 'bare' | 'wrapped' | 'strimzi' | 'properties';

export interface Connector {
  readonly form: Form;
  /** Null if nothing in the file names it: then the URL it is sent to does. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly className: string | null;
  readonly facts: ConnectorFacts | null;
  readonly direction: 'source' | 'sink' | null;
  readonly family: string | null;
  readonly settings: ReadonlyMap<string, Setting>;
  readonly list: readonly Setting[];
  /** Where what is missing is shown: the class, else the name, else the first key. */
  readonly at: Span;
  readonly span: Span;
  /** Path of the mapping of settings; null where no edit by path reaches it. */
  readonly path: Path | null;
  /** The whole resource or body. */
  readonly outer: YamlMap;
}

/** A connector in a mapping: bare settings, or a name with `config`. Null if it is none. `path` leads to the mapping. */
export function connectorIn(node: YamlNode | null, path: Path | null, properties = false): Connector | null {
  if (node?.kind !== 'map') return null;
  const config = valueOf(node, 'config');
  if (config?.kind === 'map' && (valueOf(config, 'connector.class') !== null || (valueOf(node, 'name') !== null && isConfig(config)))) {
    const name = scalarOf(node, 'name') ?? scalarOf(config, 'name');
    return build('wrapped', node, config, name, null, path && [...path, 'config']);
  }
  if (valueOf(node, 'connector.class') === null && !(properties ? isConfig(node) && valueOf(node, 'name') !== null && (valueOf(node, 'topics') !== null || valueOf(node, 'tasks.max') !== null) : false)) return null;
  return build(properties ? 'properties' : 'bare', node, node, scalarOf(node, 'name'), null, path);
}

function isConfig(map: YamlMap): boolean {
  return map.pairs.some(p => p.key.text === 'tasks.max' || p.key.text === 'topics' || p.key.text === 'key.converter' || p.key.text === 'database.hostname');
}

/** The connector of a `KafkaConnector` resource. */
export function strimziConnector(resource: YamlMap, path: Path | null): Connector | null {
  const spec = valueOf(resource, 'spec');
  if (spec?.kind !== 'map') return null;
  const config = valueOf(spec, 'config');
  const name = scalarOf(valueOf(resource, 'metadata'), 'name');
  return build('strimzi', resource, config?.kind === 'map' ? config : { ...spec, pairs: [] }, name, scalarOf(spec, 'class'), path && [...path, 'spec', 'config']);
}

function scalarOf(node: YamlNode | null, name: string): YamlScalar | null {
  const found = valueOf(node, name);
  return found?.kind === 'scalar' ? found : null;
}

function build(form: Form, outer: YamlMap, config: YamlMap, name: YamlScalar | null, classNode: YamlScalar | null, path: Path | null): Connector {
  const list: Setting[] = mergedPairs(config).map(p => settingOf(p, path));
  const settings = new Map(list.map(s => [s.key, s]));
  const own = settings.get('connector.class');
  const className = classNode?.text ?? own?.value ?? null;
  const known = className === null ? null : connectorFacts(className.trim());
  const at = classNode?.content ?? (own && own.value !== '' ? own.span : undefined) ?? name?.content ?? list[0]?.keySpan ?? { start: outer.span.start, end: Math.min(outer.span.start + 1, outer.span.end) };
  return {
    form, outer, list, settings, at, path,
    name: name && name.text !== '' ? name.text : null,
    nameSpan: name && name.text !== '' ? name.content : null,
    className: className === null ? null : className.trim(),
    facts: known,
    direction: className === null ? null : directionOf(className.trim()),
    family: className === null ? null : familyOf(className.trim()),
    span: outer.span,
  };
}

function settingOf(pair: YamlPair, path: Path | null): Setting {
  const { key, value } = pair;
  const scalar = value?.kind === 'scalar' ? value : null;
  return {
    key: key.text,
    keySpan: key.content,
    value: scalar ? scalar.text : value ? '' : (textOf(value) ?? ''),
    span: scalar && scalar.content.end > scalar.content.start ? scalar.content : key.content,
    whole: pair.aliasSpan ?? value?.span ?? key.span,
    path: path && [...path, key.text],
    node: value,
  };
}

/** The value of a setting, null if it is absent or empty. */
export function valueIn(c: Connector, key: string): string | null {
  const value = c.settings.get(key)?.value.trim();
  return value === undefined || value === '' ? null : value;
}

/** Whether a run decides what the text is: providers, templates, variables. */
export function isUnknown(value: string): boolean {
  return /\$\{|\{\{|#\{|^\{\w+\}$|%[sdbf]\b|%\d\$[sd]|<%|<[A-Za-z_][\w -]*>|(?<![\w.])\$[A-Za-z_]|\$\(|__[A-Z_]+__|%[A-Z_]+%|@[A-Z_a-z.]+@|`/.test(value);
}

/** The items of a comma list with their places in the file; blanks around them do not count. A value with escapes has one place for all. */
export function itemsIn(setting: Setting): readonly { readonly text: string; readonly span: Span }[] {
  if (setting.value.trim() === '') return [];
  const exact = setting.span.end - setting.span.start === setting.value.length;
  const out: { text: string; span: Span }[] = [];
  let at = 0;
  for (const part of setting.value.split(',')) {
    const text = part.trim();
    const start = setting.span.start + at + part.indexOf(text);
    if (text !== '') out.push({ text, span: exact ? { start, end: start + text.length } : setting.span });
    at += part.length + 1;
  }
  return out;
}
