import { entry } from '../../../text/entry';
import type { Explanation, Word } from '../../../model/format';
import { CONNECTORS, connectorFacts, CONVERTERS, FRAMEWORK, predicateFacts, PREDICATES, type PluginFacts, type SettingFacts, transformFacts, TRANSFORMS, unpack } from './catalog';
import { type Connector, isUnknown, type Setting } from './connector';
import words from '../data/keys.json';

const MEANING: { readonly [key: string]: string } = words;
const KAFKA_CONNECT = 'https://kafka.apache.org/documentation/#connectconfigs';
const CONFIGS = 'https://kafka.apache.org/documentation';

/** What a setting of this connector is, as Markdown; null for one that nothing is known of. */
export function settingPage(c: Connector, key: string): string | null {
  const found = lookUp(c, key);
  if (!found) return null;
  const { facts, link } = found;
  return page(key, facts, meaningOf(c, key), link);
}

/** The documentation of a setting: its type and default, what it does, its values, and where its owner explains it. */
export function page(key: string, facts: SettingFacts, meaning: string | null, link: string | null): string {
  const head = [facts.type === 'class' ? 'class name' : facts.type, facts.required ? 'required' : facts.default === null || facts.default === '' ? '' : `default \`${facts.default}\``, facts.importance === 'high' ? 'important' : ''].filter(p => p !== '');
  const values = facts.values.length > 0 ? `One of ${facts.values.map(v => `\`${v}\``).join(', ')}.` : '';
  return [`**\`${key}\`** · ${head.join(' · ')}`, meaning ?? '', values, link === null ? '' : `[Documentation](${link})`].filter(p => p !== '').join('\n\n');
}

function meaningOf(c: Connector, key: string): string | null {
  return entry(MEANING, `${c.family ?? ''}:${key}`) ?? entry(MEANING, key) ?? entry(MEANING, generic(key)) ?? spelled(key);
}

/** Names of one's own replaced: `transforms.*.type`. */
function generic(key: string): string {
  return key.replace(/^(transforms|predicates|topic\.creation)\.[^.]+\./, '$1.*.');
}

/** What the name alone says, where nobody wrote more. */
export function spelled(key: string): string {
  const text = key.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[._]+/g, ' ').toLowerCase().replace(/ ms$/, ', in milliseconds').replace(/ bytes$/, ', in bytes').replace(/ enabled?$/, ': on or off').replace(/ class$/, ': a Java class');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function lookUp(c: Connector, key: string): { facts: SettingFacts; link: string } | null {
  const own = (c.facts ? entry(c.facts.keys, key) : undefined);
  if (own) return { facts: unpack(key, own), link: c.facts!.page };
  const frame = entry(FRAMEWORK[c.direction ?? 'sink'], key) ?? entry(FRAMEWORK.source, key) ?? entry(FRAMEWORK.sink, key);
  if (frame) return { facts: unpack(key, frame), link: KAFKA_CONNECT };
  const plugin = /^(transforms|predicates)\.(.+)\.([^.]+(?:\.[^.]+)*)$/.exec(key);
  if (plugin) return pluginSetting(c, plugin[1]!, key);
  const creation = /^topic\.creation\.[^.]+\.(.+)$/.exec(key);
  if (creation) return { facts: unpack(key, [/factor|partitions/.test(creation[1]!) ? 'int' : 'string', 'm']), link: `${CONFIGS}/#connect_allconfigs` };
  const converter = /^(?:key|value|header)\.converter\.(.+)$/.exec(key);
  if (converter) return { facts: unpack(key, [converter[1] === 'schemas.enable' ? 'boolean' : 'string', 'm', converter[1] === 'schemas.enable' ? 'true' : null]), link: `${CONFIGS}/#connect_running` };
  return entry(MEANING, key) === undefined ? null : { facts: unpack(key, ['string', 'm']), link: c.facts?.page ?? KAFKA_CONNECT };
}

function pluginSetting(c: Connector, kind: string, key: string): { facts: SettingFacts; link: string } | null {
  const alias = aliases(c, kind).find(a => key.startsWith(`${kind}.${a}.`));
  if (alias === undefined) return null;
  const option = key.slice(kind.length + alias.length + 2);
  if (option === 'type') return { facts: unpack(key, ['class', 'h', null, null, 1]), link: `${CONFIGS}/#connect_transforms` };
  if (option === 'predicate' || option === 'negate') return { facts: unpack(key, [option === 'negate' ? 'boolean' : 'string', 'm', option === 'negate' ? 'false' : null]), link: `${CONFIGS}/#connect_predicates` };
  const plugin = pluginOf(c, kind, alias);
  const packed = plugin?.keys[option];
  return packed ? { facts: unpack(key, packed), link: linkOf(plugin!.name) } : null;
}

function linkOf(name: string): string {
  return name.startsWith('io.debezium.') ? 'https://debezium.io/documentation/reference/stable/transformations/index.html' : `${CONFIGS}/#connect_transforms`;
}

function pluginOf(c: Connector, kind: string, alias: string): PluginFacts | null {
  const type = c.settings.get(`${kind}.${alias}.type`)?.value.trim() ?? '';
  return kind === 'transforms' ? transformFacts(type) : predicateFacts(type);
}

export function aliases(c: Connector, kind: string): readonly string[] {
  return (c.settings.get(kind)?.value ?? '').split(',').map(a => a.trim()).filter(a => a !== '' && !isUnknown(a));
}

/** Keys that may be added to a connector, with their documentation; those there are already left out. */
export function keyWords(c: Connector): readonly Word[] {
  const out: Word[] = [];
  const add = (facts: SettingFacts, link: string, rank: number): void => {
    if (c.settings.has(facts.name)) return;
    out.push({ label: facts.name, kind: 'key', detail: facts.required ? `${facts.type}, required` : facts.type, documentation: page(facts.name, facts, meaningOf(c, facts.name), link), rank: facts.required ? 0 : rank });
  };
  const rank = (f: SettingFacts): number => (f.importance === 'high' ? 1 : f.importance === 'medium' ? 2 : 3);
  for (const [name, packed] of Object.entries(c.facts?.keys ?? {})) if (!/[()[\]]/.test(name) && !name.startsWith('internal.')) add(unpack(name, packed), c.facts!.page, rank(unpack(name, packed)));
  for (const direction of c.direction === null ? (['source', 'sink'] as const) : [c.direction]) for (const [name, packed] of Object.entries(FRAMEWORK[direction])) add(unpack(name, packed), KAFKA_CONNECT, rank(unpack(name, packed)) + 1);
  for (const kind of ['transforms', 'predicates'])
    for (const alias of aliases(c, kind)) {
      add(unpack(`${kind}.${alias}.type`, ['class', 'h', null, null, 1]), `${CONFIGS}/#connect_transforms`, 0);
      const plugin = pluginOf(c, kind, alias);
      for (const [name, packed] of Object.entries(plugin?.keys ?? {})) add({ ...unpack(name, packed), name: `${kind}.${alias}.${name}` }, linkOf(plugin!.name), 1);
    }
  for (const name of ['key.converter.schemas.enable', 'value.converter.schemas.enable', 'key.converter.schema.registry.url', 'value.converter.schema.registry.url']) add(unpack(name, [name.endsWith('enable') ? 'boolean' : 'string', 'm']), `${CONFIGS}/#connect_running`, 3);
  return out;
}

/** Values for a setting: those it allows, or the classes that can stand there. */
export function valueWords(c: Connector | null, key: string): readonly Word[] {
  const classes = (names: readonly string[], detail: string): Word[] => names.map((label): Word => ({ label, kind: 'value', detail }));
  if (key === 'connector.class') return CONNECTORS.map((k): Word => ({ label: k.name, kind: 'value', detail: k.kind, documentation: `A ${k.kind} for ${k.family}.\n\n[Documentation](${k.page})` }));
  if (/^(key|value|header)\.converter$/.test(key)) return classes(CONVERTERS, 'converter');
  if (/^transforms\..+\.type$/.test(key)) return TRANSFORMS.flatMap((t): Word[] => (t.sides ? classes([`${t.name}$Value`, `${t.name}$Key`], 'transform') : classes([t.name], 'transform')));
  if (/^predicates\..+\.type$/.test(key)) return classes(PREDICATES.map(p => p.name), 'predicate');
  if (!c) return [];
  if (/^transforms\..+\.predicate$/.test(key)) return classes(aliases(c, 'predicates'), 'predicate');
  const facts = lookUp(c, key)?.facts;
  if (!facts) return [];
  const values = facts.values.length > 0 ? facts.values : facts.type === 'boolean' ? ['true', 'false'] : [];
  return values.map((label): Word => ({ label, kind: 'value', ...(label === facts.default ? { detail: 'default' } : {}) }));
}

/** Documentation of what is under the cursor: a key, or a class. */
export function explainAt(c: Connector, setting: Setting, offset: number): Explanation | null {
  if (setting.keySpan.start <= offset && offset <= setting.keySpan.end) {
    const markdown = settingPage(c, setting.key);
    return markdown ? { span: setting.keySpan, markdown } : null;
  }
  if (setting.span.start > offset || offset > setting.span.end) return null;
  const name = setting.value.trim();
  const connector = setting.key === 'connector.class' ? connectorFacts(name) : null;
  if (connector) return { span: setting.span, markdown: `**${name.slice(name.lastIndexOf('.') + 1)}** · ${connector.kind} connector for ${connector.family}\n\n[Documentation](${connector.page})` };
  const plugin = /^transforms\..+\.type$/.test(setting.key) ? transformFacts(name) : /^predicates\..+\.type$/.test(setting.key) ? predicateFacts(name) : null;
  if (!plugin) return null;
  const short = plugin.name.slice(plugin.name.lastIndexOf('.') + 1);
  const settings = Object.entries(plugin.keys).map(([k, p]) => `- \`${k}\`${unpack(k, p).required ? ', required' : ''}`);
  return { span: setting.span, markdown: [`**${short}** · ${setting.key.startsWith('transforms') ? 'transform' : 'predicate'}`, entry(MEANING, `class:${short}`) ?? '', settings.join('\n'), `[Documentation](${linkOf(plugin.name)})`].filter(p => p !== '').join('\n\n') };
}
