import { Composer, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Parser } from 'yaml';
import { type Span, span } from '../../server/src/text/span';
import { plainValue } from '../../server/src/syntax/yaml/scalars';
import type { YamlDocument, YamlItem, YamlNode, YamlPair, YamlProblem, YamlScalar } from '../../server/src/syntax/yaml/tree';

/** Reads YAML with the `yaml` package, to lay beside our own reader. The ends of block collections are those of that package: behind comments and blanks. */
export function readExact(text: string, start: number, end: number): YamlDocument {
  const part = text.slice(start, end);
  const tokens = [...new Parser().parse(part)];
  const comments: Span[] = [];
  for (const token of tokens) commentsIn(token, start, comments);
  const documents = [...new Composer({ version: '1.1', schema: 'failsafe', uniqueKeys: false, keepSourceTokens: true, logLevel: 'silent', prettyErrors: false }).compose(tokens, true, part.length)];
  const first = documents.find(d => 'contents' in d && d.contents !== null) ?? documents[0];
  const problems: YamlProblem[] = documents.flatMap(d => d.errors.map(e => ({ rule: 'yaml-syntax', span: span(start + e.pos[0], start + e.pos[1]), message: e.message })));
  const anchors = new Map<string, YamlNode>();
  const root = first?.contents ? nodeOf(first.contents as Node) : null;
  comments.sort((a, b) => a.start - b.start);
  return { root, problems, comments };

  function nodeOf(node: Node | null): YamlNode | null {
    if (!node) return null;
    const [from, to] = [start + (node.range?.[0] ?? 0), start + (node.range?.[1] ?? 0)];
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) return target;
      problems.push({ rule: 'yaml-syntax', span: span(from, to), message: `No anchor '&${node.source}' stands above this alias` });
      return { ...scalarAt(from, to), text: '', value: null, alias: node.source };
    }
    const anchor = (node as { anchor?: string }).anchor ?? null;
    if (isScalar(node)) {
      const source = node as { type?: string; value: unknown; tag?: string };
      const body = String(source.value ?? '');
      if (from === to && !anchor && !source.tag) return null;
      const style = source.type === 'QUOTE_SINGLE' ? 'single' : source.type === 'QUOTE_DOUBLE' ? 'double' : source.type === 'BLOCK_LITERAL' ? 'literal' : source.type === 'BLOCK_FOLDED' ? 'folded' : 'plain';
      const block = style === 'literal' || style === 'folded';
      const last = block ? trimmed(from, to) : to;
      const inner = style === 'plain' ? span(from, to) : block ? span(Math.min(lineAfter(from), last), last) : span(from + 1, Math.max(to - 1, from + 1));
      const scalar: YamlScalar = { kind: 'scalar', span: span(from, last), content: inner, style, text: body, value: style === 'plain' && !source.tag ? plainValue(body) : body, anchor, alias: null, tag: source.tag ?? null };
      if (anchor) anchors.set(anchor, scalar);
      return scalar;
    }
    const flow = (node as { flow?: boolean }).flow === true;
    const common = { span: span(from, to), flow, indent: columnOf(from), anchor, alias: null };
    if (isSeq(node)) {
      const items: YamlItem[] = [];
      for (const item of node.items) {
        const value = nodeOf(item as Node);
        const at = start + ((item as Node).range?.[0] ?? 0);
        items.push({ value, span: span(at, Math.max(at, trimmed(at, start + ((item as Node).range?.[1] ?? 0)))) });
      }
      const seq: YamlNode = { kind: 'seq', ...common, items };
      if (anchor) anchors.set(anchor, seq);
      return seq;
    }
    const pairs: YamlPair[] = [];
    if (isMap(node)) {
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        const key = nodeOf(pair.key);
        const keySpan = span(start + (pair.key.range?.[0] ?? 0), start + (pair.key.range?.[1] ?? 0));
        const value = nodeOf(pair.value);
        const end = pair.value?.range ? trimmed(keySpan.end, start + pair.value.range[1]) : keySpan.end;
        pairs.push({ key: key?.kind === 'scalar' ? key : scalarAt(keySpan.start, keySpan.end), value, span: span(keySpan.start, Math.max(end, keySpan.end)) });
      }
    }
    const map: YamlNode = { kind: 'map', ...common, pairs };
    if (anchor) anchors.set(anchor, map);
    return map;
  }
  function scalarAt(from: number, to: number): YamlScalar {
    const body = text.slice(from, to);
    return { kind: 'scalar', span: span(from, to), content: span(from, to), style: 'plain', text: body, value: body, anchor: null, alias: null, tag: null };
  }
  function trimmed(from: number, to: number): number {
    while (to > from && /\s/.test(text[to - 1]!)) to--;
    return to;
  }
  function lineAfter(at: number): number {
    const stop = text.indexOf('\n', at);
    return stop < 0 ? end : stop + 1;
  }
  function columnOf(at: number): number {
    return at - Math.max(start, text.lastIndexOf('\n', at - 1) + 1);
  }
}

function commentsIn(token: unknown, base: number, out: Span[]): void {
  if (Array.isArray(token)) for (const part of token) commentsIn(part, base, out);
  else if (token && typeof token === 'object') {
    const { type, offset, source } = token as { type?: string; offset?: number; source?: string };
    if (type === 'comment' && source !== undefined && offset !== undefined) out.push(span(base + offset, base + offset + source.length));
    else for (const part of Object.values(token)) if (typeof part === 'object') commentsIn(part, base, out);
  }
}
