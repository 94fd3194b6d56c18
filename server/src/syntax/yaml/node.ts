import { type Anchor, type Cursor, isBlank, isGap, MAX_ALIASED, MAX_DEPTH } from './cursor';
import { scalarOf } from './plain';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './tree';

/** The anchor and tag before a node. */
export interface Props {
  readonly start: number;
  end: number;
  anchor: Anchor | null;
  tag: string | null;
  readonly count: number;
  readonly aliased: number;
  readonly deepest: number;
}

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Length of the anchor name behind the `&` or `*` at `offset`; 0 if there is none. */
export function nameLength(c: Cursor, offset: number): number {
  let i = offset + 1;
  for (; i < c.end; i++) {
    const code = c.text.charCodeAt(i);
    if (!((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45)) break;
  }
  const code = c.at(i);
  const closed = isGap(code) || code === 63 || code === 58 || code === 44 || code === 93 || code === 125 || code === 37 || code === 64 || code === 96;
  return closed ? i - offset - 1 : 0;
}

/** Whether a tag stands at `offset`, not the operator `!=` or some other text. */
export function isTag(c: Cursor, offset: number): boolean {
  return c.at(offset) === 33 && c.at(offset + 1) !== 61 && !(c.at(offset + 1) === 33 && isGap(c.at(offset + 2))) && isGap(c.at(tagEnd(c, offset, false)));
}

/** Behind the tag at `offset`: `!`, `!name`, `!!name`, `!<uri>`. */
function tagEnd(c: Cursor, offset: number, flow: boolean): number {
  let i = offset + 1;
  if (c.at(i) === 60) {
    while (i < c.end && !isGap(c.at(i)) && c.at(i) !== 62) i++;
    return i + 1;
  }
  for (; i < c.end; i++) {
    const char = c.text[i]!;
    if (!/[\w;/?:@&=+$.!~*'()%[\],-]/.test(char) || (flow && (char === ',' || char === '[' || char === ']'))) break;
  }
  return i;
}

/** Reads anchor and tag at `pos`, in any order, and the blanks behind them. Null if there is neither. */
export function readProps(c: Cursor, flow: boolean): Props | null {
  let props: Props | null = null;
  for (;;) {
    const code = c.at(c.pos);
    const start = c.pos;
    if (code === 38 && !props?.anchor) {
      const length = nameLength(c, start);
      if (length === 0) return props;
      const name = c.text.slice(start + 1, start + 1 + length);
      props ??= { start, end: start, anchor: null, tag: null, count: c.count, aliased: c.aliased, deepest: c.deepest };
      props.anchor = { name, node: null, weight: 0, height: 0 };
      if (c.anchors.has(name)) c.tell('yaml-syntax', start, start + 1 + length, `The anchor '&${name}' is defined twice`, { mistake: 'anchor' });
      c.anchors.set(name, props.anchor);
      c.deepest = c.depth;
      c.pos += 1 + length;
    } else if (code === 33 && !props?.tag && (flow || isTag(c, start))) {
      const i = Math.min(tagEnd(c, start, flow), c.end);
      props ??= { start, end: start, anchor: null, tag: null, count: c.count, aliased: c.aliased, deepest: c.deepest };
      if (flow && !isGap(c.at(i)) && c.at(i) !== 44) c.fail(start, i, 'A space is missing behind this tag');
      props.tag = c.text.slice(start, i);
      c.pos = i;
    } else return props;
    props.end = c.pos;
    while (isBlank(c.at(c.pos))) c.pos++;
  }
}

/** Gives a node its anchor and tag. */
export function withProps<T extends YamlNode | null>(c: Cursor, node: T, props: Props | null): T | YamlScalar {
  if (!props) return node;
  if (node && (node === c.aliasNode || node.alias !== null)) {
    // An alias cannot have properties; the node it names keeps its own.
    c.tell('yaml-syntax', props.start, props.end, 'An alias can have neither anchor nor tag', { mistake: 'alias' });
    return node;
  }
  // Properties may stand on several lines, so that a node may come with some.
  if (node && ((node.anchor !== null && props.anchor) || (node.tag && props.tag !== null))) {
    c.tell('yaml-syntax', props.start, props.end, 'A value can have one anchor and one tag', { mistake: 'anchor' });
    return node;
  }
  const target: Writable<YamlScalar> | Writable<YamlMap> | Writable<YamlSeq> = node ?? { ...scalarOf(props.end, props.end, '', null) };
  if (props.tag !== null) {
    target.tag = props.tag;
    // A lone `!` changes nothing, but that nothing is an empty string.
    if (target.kind === 'scalar' && (props.tag !== '!' || !node)) target.value = taggedValue(target as YamlScalar, props.tag, c);
  }
  if (props.anchor) {
    target.anchor = props.anchor.name;
    props.anchor.node = target as YamlNode;
    props.anchor.weight = c.count - props.count + c.aliased - props.aliased + 1;
    props.anchor.height = Math.max(0, c.deepest - c.depth);
    c.deepest = Math.max(c.deepest, props.deepest);
  }
  return target as T;
}

/** What a tag of YAML's own makes of a scalar; with other tags it is its text. */
function taggedValue(node: YamlScalar, tag: string, c: Cursor): null | boolean | number | string {
  const known = /^(?:!!|!<tag:yaml\.org,2002:)(int|float|bool|null)>?$/.exec(tag);
  if (!known) return node.text;
  if (known[1] === 'null') return null;
  const value = c.resolve(node.text);
  return known[1] === 'bool' ? (typeof value === 'boolean' ? value : node.text) : typeof value === 'number' ? value : node.text;
}

/** Reads the alias at `pos`: the node it names, or an empty scalar that carries its name if there is none (or it is too big, or cyclic). */
export function readAlias(c: Cursor): YamlNode {
  const start = c.pos;
  const length = nameLength(c, start);
  const end = (c.pos = start + 1 + length);
  const name = c.text.slice(start + 1, end);
  const anchor = c.anchors.get(name);
  if (!anchor) c.tell('yaml-syntax', start, end, `No anchor '&${name}' stands above this alias`, { mistake: 'alias' });
  else if (anchor.node && c.depth + anchor.height <= MAX_DEPTH) {
    c.aliased += anchor.weight;
    if (c.aliased <= MAX_ALIASED) {
      c.deepest = Math.max(c.deepest, c.depth + anchor.height);
      c.aliasNode = anchor.node;
      return anchor.node;
    }
    if (c.aliased - anchor.weight <= MAX_ALIASED) c.tell('yaml-syntax', start, end, `The aliases of this file stand for more than ${MAX_ALIASED} values`);
    c.aliased = MAX_ALIASED + 1;
  }
  return { ...scalarOf(start, end, '', null), alias: name };
}

/** A key that is a list or a mapping, which no tool takes, as a scalar that holds its source. */
export function keyOf(c: Cursor, node: YamlNode | null, start: number, end: number): YamlScalar {
  if (!node) return scalarOf(start, start, '', null);
  if (node.kind === 'scalar') return node;
  c.tell('yaml-syntax', start, end, `A ${node.kind === 'map' ? 'mapping' : 'list'} cannot be a key`, { mistake: 'key' });
  const source = c.text.slice(start, end);
  return scalarOf(start, end, source, source);
}

/** Tells of keys that stand twice in a mapping (`<<` may), and of merge keys that have nothing to merge. */
export function checkKeys(c: Cursor, pairs: readonly YamlPair[]): void {
  for (const pair of pairs) if (pair.key.text === '<<' && pair.key.style === 'plain' && !isMergeable(pair.value)) c.tell('yaml-syntax', pair.key.span.start, pair.key.span.end, "'<<' takes over the keys of a mapping: an alias of one, or a list of such aliases", { mistake: 'merge' });
  if (pairs.length < 2) return;
  const seen = pairs.length > 8 ? new Map<string, YamlPair>() : null;
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!;
    const name = pair.key.text;
    let before: YamlPair | undefined;
    if (seen) {
      before = seen.get(name);
      seen.set(name, pair);
    } else for (let k = i - 1; k >= 0 && !before; k--) if (pairs[k]!.key.text === name) before = pairs[k];
    if (!before || before.key.value !== pair.key.value || (name === '<<' && pair.key.style === 'plain')) continue;
    // Of an alias or a broken key the text says too little.
    if (before.key.alias !== null || pair.key.alias !== null || before.key.span === pair.key.span) continue;
    c.tell('yaml-duplicate-key', pair.key.span.start, pair.key.span.end, `Key '${name}' appears twice in this mapping; only the last one counts`, {
      key: name,
      first: [before.span.start, before.span.end],
      second: [pair.span.start, pair.span.end],
      firstKey: [before.key.span.start, before.key.span.end],
    });
  }
}

function isMergeable(node: YamlNode | null): boolean {
  if (node?.kind === 'scalar') return node.alias !== null;
  return node?.kind === 'map' || (node?.kind === 'seq' && node.items.every(i => i.value?.kind === 'map' || (i.value?.kind === 'scalar' && i.value.alias !== null)));
}
