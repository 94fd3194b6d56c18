import type { Span } from '../../../text/span';

/** A call in the code, with the texts its arguments stand for. */
export interface TopicCall {
  readonly role: 'reads' | 'writes';
  /** `stream`, `to`, `KafkaListener`… */
  readonly how: string;
  readonly topics: readonly { readonly name: string; readonly span: Span; readonly literal: boolean }[];
}

export interface CodeFacts {
  readonly calls: readonly TopicCall[];
  readonly applicationId: { readonly name: string; readonly span: Span } | null;
  /** Whether the file builds a topology of Kafka Streams. */
  readonly topology: boolean;
  /** Whether it joins streams or tables by the keys they are read with: then their topics must be split alike. */
  readonly joins: boolean;
}

type Token = { readonly kind: 'word' | 'string' | 'mark'; readonly text: string; readonly span: Span };

interface Text {
  readonly name: string;
  readonly span: Span;
  readonly literal: boolean;
}

const READS = new Set(['stream', 'table', 'globalTable', 'subscribe', 'addSource', 'KafkaListener', 'setTopics']);
const WRITES = new Set(['to', 'send', 'ProducerRecord', 'addSink', 'SendTo']);

/**
 * The topics that Java, Scala or Kotlin code reads and writes, as far as they are literals or constants of the same file.
 * Tolerant and linear: tokens are looked at in order, no tree is made; what is not known is left out.
 */
export function readCode(text: string): CodeFacts {
  const tokens = tokensOf(text);
  const constants = constantsOf(tokens);
  const topology = /\b(StreamsBuilder|KStream|KTable|GlobalKTable|Topology)\b/.test(text);
  const calls: TopicCall[] = [];
  let applicationId: CodeFacts['applicationId'] = null;
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.kind !== 'word') continue;
    if (t.text === 'APPLICATION_ID_CONFIG') applicationId ??= following(tokens, i + 1, constants);
    const before = tokens[i - 1]?.text;
    const how = t.text;
    if (how === 'through' && before === '.' && topology) {
      const topics = argumentTexts(tokens, argumentsAt(tokens, i), 0, constants);
      if (topics.length > 0) calls.push({ role: 'writes', how, topics }, { role: 'reads', how, topics });
      continue;
    }
    const role = READS.has(how) ? 'reads' : WRITES.has(how) ? 'writes' : null;
    if (role === null || !fits(how, before, tokens, i, topology)) continue;
    const open = argumentsAt(tokens, i);
    if (open === null) continue;
    const topics = how === 'KafkaListener' ? namedTexts(tokens, open, 'topics', constants) : how === 'addSource' ? lastTexts(tokens, open, constants) : argumentTexts(tokens, open, how === 'addSink' ? 1 : 0, constants);
    const good = topics.filter(x => /^[\w.-]{1,249}$/.test(x.name));
    if (good.length > 0) calls.push({ role, how, topics: good });
  }
  const joins = topology && /\.\s*(join|leftJoin|outerJoin)\s*\(/.test(text) && !/\b(GlobalKTable|globalTable|selectKey|groupBy|repartition|through|map|flatMap|transform|process|foreignKey|TableJoined)\s*[(<]/.test(text);
  return { calls, applicationId, topology, joins };
}

/** Whether a word is the call it looks like: `.stream(` of a builder and not of a list. */
function fits(how: string, before: string | undefined, tokens: readonly Token[], i: number, topology: boolean): boolean {
  switch (how) {
    case 'stream':
    case 'table':
    case 'globalTable':
    case 'to':
      return topology && (before === '.' || before === '>');
    case 'addSource':
    case 'addSink':
      return topology && (before === '.' || before === '>');
    case 'KafkaListener':
    case 'SendTo':
      return before === '@';
    case 'ProducerRecord':
      return before === 'new' || tokens[i + 1]?.text === '(' || tokens[i + 1]?.text === '<' || tokens[i + 1]?.text === '[';
    case 'send':
      return before === '.' && /template|producer|kafka/i.test(tokens[i - 2]?.text ?? '');
    case 'subscribe':
      return before === '.' && /consumer|kafka/i.test(tokens[i - 2]?.text ?? '');
    case 'setTopics':
      return before === '.';
    default:
      return false;
  }
}

/** Index behind the opening bracket of a call's arguments, past type arguments; null if there are none. */
function argumentsAt(tokens: readonly Token[], i: number): number | null {
  let at = i + 1;
  const open = tokens[at]?.text;
  if (open === '<' || open === '[') {
    let depth = 0;
    for (; at < tokens.length && at < i + 60; at++) {
      const { text } = tokens[at]!;
      if (text === '<' || text === '[') depth++;
      if ((text === '>' || text === ']') && --depth === 0) break;
    }
    at++;
  }
  return tokens[at]?.text === '(' ? at + 1 : null;
}

/** Tokens of the argument with this number. */
function argument(tokens: readonly Token[], open: number | null, number: number): readonly Token[] {
  if (open === null) return [];
  let depth = 0;
  let index = 0;
  const out: Token[] = [];
  for (let i = open; i < tokens.length && i < open + 400; i++) {
    const t = tokens[i]!;
    if (t.kind === 'mark') {
      if ('([{'.includes(t.text)) depth++;
      else if (')]}'.includes(t.text)) {
        if (depth === 0) break;
        depth--;
      } else if (t.text === ',' && depth === 0) {
        index++;
        continue;
      }
    }
    if (index === number) out.push(t);
  }
  return out;
}

/** The texts of one argument: a literal, a constant, or a list of such. */
function argumentTexts(tokens: readonly Token[], open: number | null, number: number, constants: ReadonlyMap<string, Text>): readonly Text[] {
  return textsIn(argument(tokens, open, number), constants);
}

const LISTS = new Set(['Arrays', 'asList', 'List', 'of', 'Collections', 'singletonList', 'singleton', 'Set', 'listOf', 'Seq', 'setOf', 'asJava', 'java', 'util', 'arrayOf', 'Array', 'JavaConverters', 'Lists', 'newArrayList', 'ImmutableList']);

function textsIn(argument: readonly Token[], constants: ReadonlyMap<string, Text>): readonly Text[] {
  const out: Text[] = [];
  for (const [i, t] of argument.entries()) {
    if (t.kind === 'string') {
      // What is put together of pieces is not known.
      if (argument[i + 1]?.text === '+' || argument[i - 1]?.text === '+') return [];
      out.push({ name: t.text, span: t.span, literal: true });
    } else if (t.kind === 'word' && !LISTS.has(t.text)) {
      if (argument[i + 1]?.text === '.' && argument[i + 2]?.kind === 'word') continue;
      const known = constants.get(t.text);
      if (!known || argument[i + 1]?.text === '(' || argument[i + 1]?.text === '+' || argument[i - 1]?.text === '+') return [];
      out.push({ ...known, span: t.span, literal: false });
    } else if (t.kind === 'mark' && !'(){}[],.'.includes(t.text)) return [];
  }
  return out;
}

/** Of an annotation: the value under a name, or the only value. */
function namedTexts(tokens: readonly Token[], open: number, name: string, constants: ReadonlyMap<string, Text>): readonly Text[] {
  for (let n = 0; n < 12; n++) {
    const all = argument(tokens, open, n);
    if (all.length === 0) return [];
    if (all[0]!.text === name && all[1]?.text === '=') return textsIn(all.slice(2), constants);
  }
  return [];
}

/** `addSource("name", …, "topic", "topic")`: texts behind the first. */
function lastTexts(tokens: readonly Token[], open: number, constants: ReadonlyMap<string, Text>): readonly Text[] {
  const out: Text[] = [];
  for (let n = 1; n < 12; n++) {
    const all = argument(tokens, open, n);
    if (all.length === 0) break;
    out.push(...(all.length === 1 ? textsIn(all, constants) : []));
  }
  return out;
}

/** The text behind a comma: of `put(APPLICATION_ID_CONFIG, "x")`. */
function following(tokens: readonly Token[], from: number, constants: ReadonlyMap<string, Text>): { name: string; span: Span } | null {
  const i = tokens[from]?.text === ',' ? from + 1 : tokens[from]?.text === 'to' || tokens[from]?.text === '=' ? from + 1 : -1;
  const t = i < 0 ? undefined : tokens[i];
  if (t?.kind === 'string') return { name: t.text, span: t.span };
  const known = t?.kind === 'word' ? constants.get(t.text) : undefined;
  return known && t ? { name: known.name, span: known.span } : null;
}

/** Names that are given one text in the file, as constants are. */
function constantsOf(tokens: readonly Token[]): ReadonlyMap<string, Text> {
  const out = new Map<string, Text>();
  const several = new Set<string>();
  for (let i = 1; i + 1 < tokens.length; i++) {
    if (tokens[i]!.text !== '=' || tokens[i]!.kind !== 'mark' || tokens[i + 1]!.kind !== 'string') continue;
    const end = tokens[i + 2]?.text;
    if (end === '+' || end === '.') continue;
    // Scala and Kotlin write the type behind the name.
    const name = tokens[i - 1]!.text === 'String' && tokens[i - 2]?.text === ':' ? tokens[i - 3] : tokens[i - 1];
    if (name?.kind !== 'word') continue;
    if (out.has(name.text) && out.get(name.text)!.name !== tokens[i + 1]!.text) several.add(name.text);
    out.set(name.text, { name: tokens[i + 1]!.text, span: tokens[i + 1]!.span, literal: true });
  }
  for (const name of several) out.delete(name);
  return out;
}

function tokensOf(text: string): Token[] {
  const out: Token[] = [];
  const pattern = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|"((?:[^"\\\n]|\\.)*)"|'(?:[^'\\\n]|\\.)'|[A-Za-z_$][\w$]*|\d[\w.]*|\S/g;
  for (const m of text.matchAll(pattern)) {
    const [whole] = m;
    if (whole.startsWith('//') || whole.startsWith('/*')) continue;
    const start = m.index;
    if (m[1] !== undefined) {
      const escaped = m[1].includes('\\') || /\$\{|\$[A-Za-z]/.test(m[1]);
      out.push({ kind: 'string', text: escaped ? '\u0000' : m[1], span: { start: start + 1, end: start + 1 + m[1].length } });
    } else out.push({ kind: /[A-Za-z_$]/.test(whole[0]!) ? 'word' : 'mark', text: whole, span: { start, end: start + whole.length } });
  }
  return out;
}
