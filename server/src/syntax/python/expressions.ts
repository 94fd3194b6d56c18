import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../text/span';
import { isError, kids, MAX_DEPTH, type Reading, spanOf, textOf } from './nodes';
import { readFormat, readText } from './strings';
import type { Argument, ComprehensionExpression, DictionaryExpression, Expression, FormatExpression, Parameter, SubscriptExpression, TextExpression } from './tree';

/** An expression that is not there, or could not be read. */
export function unknown(span: Span): Expression {
  return { kind: 'unknown', span };
}

const READERS: { readonly [node: string]: (reading: Reading, node: SyntaxNode, depth: number) => Expression } = {
  VariableName: (r, n) => ({ kind: 'name', span: spanOf(n), name: textOf(r, n) }),
  Boolean: (r, n) => ({ kind: 'constant', span: spanOf(n), value: textOf(r, n) === 'True' }),
  None: (_, n) => ({ kind: 'constant', span: spanOf(n), value: null }),
  Number: readNumber,
  String: readText,
  FormatString: (r, n, d) => readFormat(r, n, nodes => listed(r, nodes, spanOf(n), d + 1)),
  ContinuedString: readJoined,
  ParenthesizedExpression: readBrackets,
  TupleExpression: (r, n, d) => ({ kind: 'tuple', span: spanOf(n), items: itemsOf(r, inner(n), d) }),
  ArrayExpression: (r, n, d) => ({ kind: 'list', span: spanOf(n), items: itemsOf(r, inner(n), d) }),
  SetExpression: (r, n, d) => ({ kind: 'set', span: spanOf(n), items: itemsOf(r, inner(n), d) }),
  DictionaryExpression: readDictionary,
  ArrayComprehensionExpression: (r, n, d) => readComprehension(r, inner(n), spanOf(n), 'list', d),
  ComprehensionExpression: (r, n, d) => readComprehension(r, inner(n), spanOf(n), 'generator', d),
  SetComprehensionExpression: (r, n, d) => readComprehension(r, inner(n), spanOf(n), 'set', d),
  DictionaryComprehensionExpression: (r, n, d) => readComprehension(r, inner(n), spanOf(n), 'dict', d),
  MemberExpression: readMember,
  CallExpression: readCall,
  BinaryExpression: readBinary,
  UnaryExpression: (r, n, d) => {
    const parts = kids(n);
    return { kind: 'unary', span: spanOf(n), operator: parts[0] ? textOf(r, parts[0]) : '', value: expression(r, parts[1], d + 1, n.to) };
  },
  ConditionalExpression: (r, n, d) => {
    const parts = kids(n).filter(k => k.name !== 'if' && k.name !== 'else');
    return { kind: 'conditional', span: spanOf(n), value: expression(r, parts[0], d + 1, n.to), test: expression(r, parts[1], d + 1, n.to), otherwise: expression(r, parts[2], d + 1, n.to) };
  },
  NamedExpression: (r, n, d) => {
    const parts = kids(n).filter(k => k.name !== 'AssignOp');
    return { kind: 'named', span: spanOf(n), target: expression(r, parts[0], d + 1, n.to), value: expression(r, parts[1], d + 1, n.to) };
  },
  AwaitExpression: (r, n, d) => ({ kind: 'await', span: spanOf(n), value: expression(r, kids(n)[1], d + 1, n.to) }),
  YieldExpression: (r, n, d) => ({ kind: 'yield', span: spanOf(n), value: yielded(r, n, d) }),
  LambdaExpression: (r, n, d) => {
    const parts = kids(n);
    const list = parts.find(k => k.name === 'ParamList');
    const colon = parts.findIndex(k => k.name === ':');
    return { kind: 'lambda', span: spanOf(n), parameters: list ? readParameters(r, list, d + 1) : [], body: expression(r, parts[colon + 1], d + 1, n.to) };
  },
};

/** The expression at a node; unknown if there is none, if it is no expression, or if it lies too deep. `at` is where a missing one would stand. */
export function expression(reading: Reading, node: SyntaxNode | undefined | null, depth: number, at: number): Expression {
  if (!node) return unknown({ start: at, end: at });
  const read = depth > MAX_DEPTH ? undefined : READERS[node.name];
  return read ? read(reading, node, depth) : unknown(spanOf(node));
}

/** One expression, or a tuple if there are commas (`for a, b in`, `return a, b`). */
export function listed(reading: Reading, nodes: readonly SyntaxNode[], span: Span, depth: number): Expression {
  const commas = nodes.some(n => n.name === ',');
  const first = nodes[0];
  if (!commas && first && first.name !== '*') return expression(reading, first, depth, span.end);
  if (!first) return unknown({ start: span.end, end: span.end });
  return { kind: 'tuple', span: { start: first.from, end: nodes[nodes.length - 1]!.to }, items: itemsOf(reading, nodes, depth) };
}

/** Expressions between commas, starred ones included. */
export function itemsOf(reading: Reading, nodes: readonly SyntaxNode[], depth: number): Expression[] {
  const out: Expression[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    if (node.name === ',' || isError(node)) continue;
    if (node.name === '*') {
      const value = nodes[++i];
      if (value && value.name !== ',') out.push({ kind: 'starred', span: { start: node.from, end: value.to }, value: expression(reading, value, depth + 1, node.to) });
    } else out.push(expression(reading, node, depth + 1, node.from));
  }
  return out;
}

function inner(node: SyntaxNode): SyntaxNode[] {
  return kids(node).filter(k => !'()[]{}'.includes(k.name));
}

function readNumber(reading: Reading, node: SyntaxNode): Expression {
  const source = textOf(reading, node).replace(/_/g, '').toLowerCase();
  const value = /^0\d/.test(source) ? Number.parseFloat(source) : Number(source);
  return { kind: 'number', span: spanOf(node), value, integer: /^(0[xob][0-9a-f]+|\d+)$/.test(source) };
}

function readJoined(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const parts = kids(node).flatMap((k): (TextExpression | FormatExpression)[] => {
    if (k.name === 'String') return [readText(reading, k)];
    return k.name === 'FormatString' ? [readFormat(reading, k, nodes => listed(reading, nodes, spanOf(k), depth + 1))] : [];
  });
  const only = parts[0];
  if (parts.length === 1 && only) return only;
  return { kind: 'joined', span: spanOf(node), parts };
}

function readBrackets(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const parts = inner(node).filter(k => !isError(k));
  return listed(reading, parts, spanOf(node), depth + 1);
}

function yielded(reading: Reading, node: SyntaxNode, depth: number): Expression | null {
  const parts = kids(node).filter(k => k.name !== 'yield' && k.name !== 'from' && !isError(k));
  return parts.length > 0 ? listed(reading, parts, spanOf(node), depth + 1) : null;
}

function readDictionary(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const parts = inner(node);
  const entries: { key: DictionaryExpression['entries'][number]['key']; value: Expression }[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.name === ',' || isError(part)) continue;
    if (part.name === '**') entries.push({ key: null, value: expression(reading, parts[++i], depth + 1, part.to) });
    else if (parts[i + 1]?.name === ':') {
      const value = parts[i + 2];
      const missing = value === undefined || value.name === ',' || isError(value);
      entries.push({ key: expression(reading, part, depth + 1, part.from), value: missing ? unknown({ start: parts[i + 1]!.to, end: parts[i + 1]!.to }) : expression(reading, value, depth + 1, value.from) });
      i += missing ? 1 : 2;
    }
  }
  return { kind: 'dict', span: spanOf(node), entries };
}

function readComprehension(reading: Reading, parts: readonly SyntaxNode[], span: Span, makes: ComprehensionExpression['makes'], depth: number): Expression {
  const first = parts.findIndex(p => p.name === 'for');
  const head = parts.slice(0, first).filter(p => p.name !== 'async' && !isError(p));
  const colon = head.findIndex(p => p.name === ':');
  const clauses: { target: Expression; iterable: Expression; conditions: Expression[] }[] = [];
  for (let i = first; i >= 0 && i < parts.length; ) {
    const rest = parts.slice(i + 1);
    const stop = rest.findIndex(p => p.name === 'for' || p.name === 'async');
    const clause = stop < 0 ? rest : rest.slice(0, stop);
    const at = clause.findIndex(p => p.name === 'in');
    const target = listed(reading, clause.slice(0, Math.max(at, 0)), span, depth + 1);
    const tail = at < 0 ? [] : clause.slice(at + 1);
    clauses.push({
      target,
      iterable: expression(reading, tail[0], depth + 1, span.end),
      conditions: tail.flatMap((p, n) => (p.name === 'if' ? [expression(reading, tail[n + 1], depth + 1, p.to)] : [])),
    });
    i = stop < 0 ? -1 : i + 1 + stop + (rest[stop]!.name === 'async' ? 1 : 0);
  }
  return {
    kind: 'comprehension', span, makes,
    element: listed(reading, colon < 0 ? head : head.slice(0, colon), span, depth + 1),
    value: colon < 0 ? null : expression(reading, head[colon + 1], depth + 1, span.end),
    clauses,
  };
}

function readMember(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const parts = kids(node);
  const value = expression(reading, parts[0], depth + 1, node.to);
  const dot = parts.find(p => p.name === '.');
  if (dot) {
    const name = parts.find(p => p.name === 'PropertyName');
    const nameSpan = name ? spanOf(name) : { start: dot.to, end: dot.to };
    return { kind: 'attribute', span: spanOf(node), value, name: name ? textOf(reading, name) : '', nameSpan };
  }
  const open = parts.findIndex(p => p.name === '[');
  const index = parts.slice(open + 1).filter(p => p.name !== ']' && !isError(p));
  const sliced = index.some(p => p.name === ':');
  return {
    kind: 'subscript', span: spanOf(node), value, index: sliced && index.some(p => p.name === ',') ? readSlices(reading, index, spanOf(node), depth + 1) : sliced || open < 0 ? null : listed(reading, index, spanOf(node), depth + 1),
    slice: sliced && !index.some(p => p.name === ',') ? readSlice(reading, index, depth + 1) : null,
  };
}

/** `a[1:2, "x"]`: a tuple, in which slices are unknown. */
function readSlices(reading: Reading, parts: readonly SyntaxNode[], span: Span, depth: number): Expression {
  const items: Expression[] = [];
  let part: SyntaxNode[] = [];
  const take = (): void => {
    const [first] = part;
    if (first) items.push(part.some(p => p.name === ':') ? unknown({ start: first.from, end: part[part.length - 1]!.to }) : expression(reading, first, depth, span.end));
    part = [];
  };
  for (const p of parts) {
    if (p.name === ',') take();
    else part.push(p);
  }
  take();
  return { kind: 'tuple', span, items };
}

function readSlice(reading: Reading, parts: readonly SyntaxNode[], depth: number): SubscriptExpression['slice'] {
  const bounds: (Expression | null)[] = [null];
  for (const part of parts) {
    if (part.name === ':') bounds.push(null);
    else bounds[bounds.length - 1] = expression(reading, part, depth, part.from);
  }
  return { start: bounds[0] ?? null, stop: bounds[1] ?? null, step: bounds[2] ?? null };
}

function readCall(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const parts = kids(node);
  const list = parts.find(p => p.name === 'ArgList');
  const argsSpan = list ? spanOf(list) : { start: node.to, end: node.to };
  return { kind: 'call', span: spanOf(node), callee: expression(reading, parts[0], depth + 1, node.from), args: list ? readArguments(reading, list, depth + 1) : [], argsSpan };
}

/** The arguments of a call or a class. A keyword without a value keeps its name. */
export function readArguments(reading: Reading, list: SyntaxNode, depth: number): Argument[] {
  const parts = kids(list).filter(p => p.name !== '(' && p.name !== ')');
  if (parts.some(p => p.name === 'for')) {
    const span = { start: parts[0]!.from, end: parts[parts.length - 1]!.to };
    return [{ span, name: null, nameSpan: null, star: '', value: readComprehension(reading, parts, span, 'generator', depth) }];
  }
  const out: Argument[] = [];
  const broken = parts.some(isError);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part.name === ',' || isError(part)) continue;
    if (part.name === '*' || part.name === '**') {
      const value = expression(reading, parts[++i], depth, part.to);
      out.push({ span: { start: part.from, end: Math.max(part.to, value.span.end) }, name: null, nameSpan: null, star: part.name, value });
    } else if (parts[i + 1]?.name === 'AssignOp' && part.name === 'VariableName') {
      const sign = parts[i + 1]!;
      const next = parts[i + 2];
      // After an unclosed call the next statement would become the value.
      const missing = next === undefined || next.name === ',' || isError(next) || (broken && reading.text.slice(sign.to, next.from).includes('\n'));
      const value = missing ? unknown({ start: sign.to, end: sign.to }) : expression(reading, next, depth, next.from);
      const span = { start: part.from, end: Math.max(sign.to, value.span.end) };
      // `f(a := 1)` gives a value without a keyword.
      if (textOf(reading, sign) === ':=') out.push({ span, name: null, nameSpan: null, star: '', value: { kind: 'named', span, target: expression(reading, part, depth, part.from), value } });
      else out.push({ span, name: textOf(reading, part), nameSpan: spanOf(part), star: '', value });
      i += missing ? 1 : 2;
    } else {
      const value = expression(reading, part, depth, part.from);
      out.push({ span: value.span, name: null, nameSpan: null, star: '', value });
    }
  }
  return out;
}

/** Operators in one chain beyond this are not read. */
const MAX_CHAIN = 1_000;

/** Chains of operators lean to the left, so they are read in a loop and not by recursion. */
function readBinary(reading: Reading, node: SyntaxNode, depth: number): Expression {
  const chain: SyntaxNode[] = [];
  let at: SyntaxNode | null = node;
  while (at !== null && at.name === 'BinaryExpression') {
    chain.push(at);
    at = at.firstChild;
  }
  if (chain.length > MAX_CHAIN) return unknown(spanOf(node));
  let left = expression(reading, at, depth + 1, node.from);
  for (const link of chain.reverse()) {
    const parts = kids(link);
    const right = parts[parts.length - 1]!;
    const words = parts.slice(1, -1);
    if (parts.length < 2) continue;
    const last = words.length === 0 ? right : words[words.length - 1]!;
    const first = words[0] ?? right;
    left = {
      kind: 'binary', span: spanOf(link), left, operator: words.map(w => textOf(reading, w)).join(' '), operatorSpan: { start: first.from, end: last.to },
      right: words.length === 0 || isError(right) ? unknown({ start: link.to, end: link.to }) : expression(reading, right, depth + 1, link.to),
    };
  }
  return left;
}

/** The type behind a colon or an arrow; of these the grammar shows only the colon. */
export function readAnnotation(reading: Reading, node: SyntaxNode, depth: number): Expression {
  return expression(reading, kids(node).find(k => k.name !== ':' && k.name !== '->'), depth, node.to);
}

export function readParameters(reading: Reading, list: SyntaxNode, depth: number): Parameter[] {
  const out: Parameter[] = [];
  const parts = kids(list).filter(p => p.name !== '(' && p.name !== ')');
  for (let i = 0; i < parts.length; i++) {
    const star = parts[i]!.name === '*' ? '*' : parts[i]!.name === '**' ? '**' : '';
    if (star !== '') i++;
    const name = parts[i];
    if (name?.name !== 'VariableName') continue;
    const start = star === '' ? name.from : parts[i - 1]!.from;
    let end = name.to;
    let annotation: Expression | null = null;
    let value: Expression | null = null;
    if (parts[i + 1]?.name === 'TypeDef') {
      const type = parts[++i]!;
      annotation = readAnnotation(reading, type, depth);
      end = type.to;
    }
    if (parts[i + 1]?.name === 'AssignOp') {
      value = expression(reading, parts[i + 2], depth, parts[i + 1]!.to);
      end = Math.max(parts[i + 1]!.to, value.span.end);
      i += 2;
    }
    out.push({ name: textOf(reading, name), nameSpan: spanOf(name), span: { start, end }, star, annotation, value });
  }
  return out;
}
