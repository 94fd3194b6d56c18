import type { Choice, Document, Expectation, Explanation, Word } from '../../../model/format';
import type { Path } from '../../../model/facts';
import type { Span } from '../../../text/span';
import { at, contextAt, type YamlDocument } from '../../../syntax/yaml';
import { type Connector, itemsIn, type Setting } from './connector';
import { explainAt, keyWords, valueWords } from './docs';

/** The setting under the cursor, and its connector. */
export function settingAt(connectors: readonly Connector[], offset: number): { readonly connector: Connector; readonly setting: Setting } | null {
  for (const connector of connectors) for (const setting of connector.list) if (setting.keySpan.start <= offset && offset <= Math.max(setting.span.end, setting.whole.end)) return { connector, setting };
  return null;
}

export function explainSetting(connectors: readonly Connector[], offset: number): Explanation | null {
  const hit = settingAt(connectors, offset);
  return hit ? explainAt(hit.connector, hit.setting, offset) : null;
}

/** What may stand in the value of a setting. Lists of topics are completed item by item. */
function valueChoices(c: Connector | null, key: string): readonly Choice[] {
  const words = valueWords(c, key);
  const topic = /^(topics|kafka\.topic|topic|errors\.deadletterqueue\.topic\.name|kafka\.topics|schema\.history\.internal\.kafka\.topic|transforms\..*\.route\.topic\.replacement)$/.test(key);
  return [
    ...(topic ? [{ kind: 'entities' as const, types: ['kafka.topic'], namespaces: ['kafka'] }] : []),
    ...(/(table|collection)\.(include|exclude)\.list$|^table\.(whitelist|name\.format)$/.test(key) ? [{ kind: 'entities' as const, types: [], namespaces: ['table'] }] : []),
    ...(words.length > 0 ? [{ kind: 'words' as const, words }] : []),
  ];
}

/** What is replaced by a completed value: the item of a comma list the cursor is in, else the whole. */
function replacedSpan(setting: Setting, offset: number): Span {
  if (setting.value.trim() === '' && setting.span.start === setting.keySpan.start) return { start: offset, end: offset };
  const item = itemsIn(setting).find(i => i.span.start <= offset && offset <= i.span.end);
  return item?.span ?? (setting.value.includes(',') ? { start: offset, end: offset } : setting.span);
}

/** Completion in JSON: between the quotes of a key or of a value, or where a new key can begin. */
export function expectJson(text: string, connectors: readonly Connector[], offset: number): Expectation | null {
  const hit = settingAt(connectors, offset);
  if (hit && hit.setting.span.start <= offset && offset <= hit.setting.span.end && hit.setting.span.start !== hit.setting.keySpan.start) {
    const choices = valueChoices(hit.connector, hit.setting.key);
    return choices.length > 0 ? { replace: replacedSpan(hit.setting, offset), choices } : null;
  }
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const empty = /"([^"\\]+)"\s*:\s*"$/.exec(line);
  const connector = connectors.find(c => c.span.start <= offset && offset <= c.span.end) ?? null;
  if (empty) {
    const choices = valueChoices(connector, empty[1]!);
    return choices.length > 0 ? { replace: { start: offset, end: offset }, choices } : null;
  }
  if (!connector) return null;
  const key = hit && hit.setting.keySpan.start <= offset && offset <= hit.setting.keySpan.end ? hit.setting.keySpan : null;
  const open = /^\s*(?:.*[{,]\s*)?"([\w.${}-]*)$/.exec(line);
  if (!key && !open && !/[{,]\s*$|^\s*$/.test(line)) return null;
  const quoted = key !== null || open !== null;
  const start = key ? key.start : open ? offset - open[1]!.length : offset;
  const rest = /^[\w.-]*/.exec(text.slice(offset))![0].length;
  const end = key ? key.end : offset + (open ? rest : 0);
  const hasColon = /^"?\s*:/.test(text.slice(end));
  const closed = text[end] === '"';
  const words = keyWords(connector).map((w): Word => ({ ...w, kind: quoted && hasColon ? 'key' : 'snippet', insert: quoted ? (hasColon ? w.label : `${dollars(w.label)}"${closed ? '' : ': "$0"'}`.replace(/"$/, closed ? '' : '"')) : `"${dollars(w.label)}": "$0"` }));
  return { replace: { start, end }, choices: [{ kind: 'words', words }] };
}

function dollars(text: string): string {
  return text.replace(/[$}\\]/g, '\\$&');
}

/** Completion in a properties file: a key at the start of a line, a value behind the separator. */
export function expectProperties(text: string, connector: Connector | null, offset: number, words: readonly Word[] | null = null): Expectation | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  if (/^\s*[#!]/.test(line)) return null;
  const value = /^\s*([\w.$-]+)\s*[=:]\s*(.*)$/.exec(line);
  if (value) {
    const typed = value[2]!.slice(value[2]!.lastIndexOf(',') + 1).trimStart();
    const choices = valueChoices(connector, value[1]!);
    const rest = /^[^\s,]*/.exec(text.slice(offset))![0].length;
    return choices.length > 0 ? { replace: { start: offset - typed.length, end: offset + rest }, choices } : null;
  }
  const typed = /^\s*([\w.$-]*)$/.exec(line);
  if (!typed) return null;
  const rest = /^[\w.$-]*/.exec(text.slice(offset))![0].length;
  const separated = /^\s*[=:]/.test(text.slice(offset + rest));
  const list = words ?? (connector ? keyWords(connector) : []);
  return { replace: { start: offset - typed[1]!.length, end: offset + rest }, choices: [{ kind: 'words', words: list.map(w => ({ ...w, insert: separated ? w.label : `${w.label}=` })) }] };
}

/** Completion within `spec.config` of a `KafkaConnector`, or in any mapping of settings in YAML. */
export function expectYamlSettings({ text }: Document, document: YamlDocument, holder: Path, words: (present: readonly string[]) => readonly Word[], values: (key: string) => readonly Choice[], offset: number): Expectation | null {
  const context = contextAt(text, offset);
  const inside = holder.every((p, i) => context.path[i] === p);
  if (!inside || context.expects === 'none' || at(document, holder.slice(0, 1)) === null) return null;
  if (context.path.length === holder.length && context.expects !== 'value') {
    return { replace: context.replace, choices: [{ kind: 'words', words: words(context.siblings).map(w => ({ ...w, insert: `${context.before}${w.label}${context.colon ? '' : ': '}` })) }] };
  }
  const key = context.path[holder.length];
  if (context.path.length !== holder.length + 1 || typeof key !== 'string') return null;
  const choices = values(key);
  return choices.length > 0 ? { replace: context.replace, choices: choices.map(c => (c.kind === 'words' ? { ...c, words: c.words.map(w => ({ ...w, insert: `${context.before}${w.label}` })) } : c)) } : null;
}

export { valueChoices };
