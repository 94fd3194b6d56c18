import type { Span } from '../../../text/span';
import { readJson } from '../../../syntax/json';
import { readProperties } from '../../../syntax/properties';
import { itemsOf, pairOf, type YamlDocument, type YamlMap, type YamlNode, type YamlPair } from '../../../syntax/yaml';
import { type Connector, connectorIn } from './connector';

export interface Found {
  readonly connector: Connector;
  readonly name: string;
  /** Where a name outside the settings stands (in a URL), else null. */
  readonly nameSpan: Span | null;
}

/** The connectors of a JSON document: one, or a list or mapping of them. */
export function connectorsInJson(document: YamlDocument, path: string): readonly Found[] {
  const { root } = document;
  const own = found(connectorIn(root, []), path);
  if (own) return [own];
  if (root?.kind === 'seq') return itemsOf(root).flatMap((item, i) => found(connectorIn(item, [i]), `${stem(path)}-${i + 1}`) ?? []);
  if (root?.kind !== 'map') return [];
  const list = pairOf(root, 'connectors')?.value;
  if (list?.kind === 'seq') return itemsOf(list).flatMap((item, i) => found(connectorIn(item, ['connectors', i]), `${stem(path)}-${i + 1}`) ?? []);
  return root.pairs.flatMap(p => found(connectorIn(p.value, [p.key.text]), p.key.text) ?? []);
}

export function connectorInProperties(document: YamlDocument, path: string): Found | null {
  const server = serverSettings(document.root);
  if (server) return found(connectorIn(server, null, true), path);
  return found(connectorIn(document.root, [], true), path);
}

const SERVER = 'debezium.source.';

/** Whether settings are those of Debezium Server, which runs a connector by itself. */
export function isServer(root: YamlNode | null): boolean {
  return root?.kind === 'map' && root.pairs.some(p => p.key.text === `${SERVER}connector.class`);
}

/** Where Debezium Server writes to: `kafka`, `kinesis`, `pubsub`…; null if the file does not say. */
export function serverSink(root: YamlNode | null): string | null {
  const sink = pairOf(root, 'debezium.sink.type')?.value;
  return sink?.kind === 'scalar' ? sink.text : null;
}

/** The connector's own settings in those of Debezium Server, without what stands before their names; null for other files. */
function serverSettings(root: YamlNode | null): YamlMap | null {
  if (root?.kind !== 'map' || !isServer(root)) return null;
  const pairs = root.pairs.flatMap((p): YamlPair[] => {
    const before = p.key.text.startsWith(SERVER) ? SERVER.length : /^debezium\.(transforms|predicates)(\.|$)/.test(p.key.text) ? 'debezium.'.length : 0;
    if (before === 0) return [];
    const shift = { start: Math.min(p.key.content.start + before, p.key.content.end), end: p.key.content.end };
    return [{ ...p, key: { ...p.key, text: p.key.text.slice(before), value: p.key.text.slice(before), span: shift, content: shift } }];
  });
  return { ...root, pairs };
}

function found(connector: Connector | null, path: string): Found | null {
  return connector ? { connector, name: connector.name ?? stem(path), nameSpan: null } : null;
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

const MOST_BODIES = 200;

/**
 * Connectors in the JSON bodies of requests in a script or a page (`curl … -d '{…}'`, a fenced block). Where the body has no
 * name, the URL `…/connectors/NAME/config` before it has.
 */
export function connectorsInText(text: string): readonly Found[] {
  const out: Found[] = [];
  let from = 0;
  for (let i = 0; i < MOST_BODIES; i++) {
    const at = text.indexOf('connector.class', from);
    if (at < 0) break;
    const start = bodyStart(text, at);
    if (start === null) {
      from = at + 15;
      continue;
    }
    const end = bodyEnd(text, start);
    from = Math.max(end, at + 15);
    const url = urlName(text, start);
    const document = readJson(text, start, end, { comments: true, trailingCommas: true });
    const connector = connectorIn(document.root, null);
    if (!connector) continue;
    const name = connector.name ?? url?.name ?? null;
    if (name === null || /[${}<>\s]/.test(name)) continue;
    out.push({ connector: { ...connector, path: null }, name, nameSpan: connector.name === null ? (url?.span ?? null) : null });
  }
  return out;
}

/** The outermost brace that is open before the offset, not further back than a body is long; null if there is none. */
function bodyStart(text: string, at: number): number | null {
  let depth = 0;
  let start: number | null = null;
  const limit = Math.max(0, at - 2_000);
  for (let i = at; i >= limit; i--) {
    const c = text[i];
    if (c === '}') depth++;
    else if (c === '{') {
      if (text[i - 1] === '$') continue;
      if (depth === 0) {
        start = i;
        // A body that is wrapped has only a name before its config.
        const before = text.slice(Math.max(limit, i - 300), i);
        if (!/"config"\s*:\s*$/.test(before)) return start;
      } else depth--;
    }
  }
  return start;
}

function bodyEnd(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  const limit = Math.min(text.length, start + 20_000);
  for (let i = start; i < limit; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i + 1;
  }
  return limit;
}

/** The name in the last `…/connectors/NAME/config` of the command that the body belongs to. */
function urlName(text: string, start: number): { name: string; span: Span } | null {
  const from = Math.max(0, start - 400);
  const before = text.slice(from, start);
  const all = [...before.matchAll(/\/connectors\/([^\s/"'?\\]+)\/config/g)];
  const last = all.at(-1);
  if (!last || /\n\s*\n[^\n]*curl/.test(before.slice(last.index))) return null;
  const at = from + last.index + '/connectors/'.length;
  return { name: last[1]!, span: { start: at, end: at + last[1]!.length } };
}

export function readAny(path: string, text: string): YamlDocument {
  return path.endsWith('.properties') ? readProperties(text) : readJson(text);
}

export type { YamlNode };
