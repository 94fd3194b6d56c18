import type { SyntaxNode } from '@lezer/common';
import { expression, listed, readAnnotation, readArguments, readParameters, unknown } from './expressions';
import { isError, kids, MAX_DEPTH, type Reading, spanOf, textOf } from './nodes';
import { readTarget } from './targets';
import type { ClassDefinition, Decorator, Expression, FunctionDefinition, ImportedName, PlainStatement, Statement, TextExpression, WithItem } from './tree';

/** The statements below a node (the file, or the body of a block). */
export function readBlock(reading: Reading, parent: SyntaxNode | undefined, depth: number): Statement[] {
  const out: Statement[] = [];
  if (!parent || depth > MAX_DEPTH) return out;
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    const read = READERS[node.name];
    if (read) out.push(...read(reading, node, depth));
    // Statements on one line, separated by semicolons.
    else if (node.name === 'StatementGroup') out.push(...readBlock(reading, node, depth + 1));
  }
  return out;
}

const PLAIN: { readonly [node: string]: PlainStatement['kind'] } = {
  PassStatement: 'pass', BreakStatement: 'break', ContinueStatement: 'continue', RaiseStatement: 'raise', DeleteStatement: 'delete', AssertStatement: 'assert', ScopeStatement: 'global',
};

const READERS: { readonly [node: string]: (reading: Reading, node: SyntaxNode, depth: number) => readonly Statement[] } = {
  ImportStatement: readImport,
  FunctionDefinition: (r, n, d) => [readFunction(r, n, [], n.from, d)],
  ClassDefinition: (r, n, d) => [readClass(r, n, [], n.from, d)],
  DecoratedStatement: readDecorated,
  AssignStatement: readAssignment,
  UpdateStatement: (r, n, d) => {
    const parts = kids(n);
    return [{ kind: 'update', span: spanOf(n), target: expression(r, parts[0], d + 1, n.from), operator: parts[1] ? textOf(r, parts[1]) : '', value: listed(r, parts.slice(2).filter(p => !isError(p)), spanOf(n), d + 1) }];
  },
  WithStatement: readWith,
  ForStatement: readFor,
  WhileStatement: (r, n, d) => {
    const parts = kids(n);
    const bodies = parts.filter(p => p.name === 'Body');
    return [{ kind: 'while', span: spanOf(n), test: expression(r, parts[1]?.name === 'Body' ? null : parts[1], d + 1, n.to), body: readBlock(r, bodies[0], d + 1), otherwise: readBlock(r, bodies[1], d + 1) }];
  },
  IfStatement: readIf,
  TryStatement: readTry,
  MatchStatement: (r, n, d) => {
    const parts = kids(n);
    const body = parts.find(p => p.name === 'MatchBody');
    const cases = body ? kids(body).filter(k => k.name === 'MatchClause').map(k => readBlock(r, kids(k).find(x => x.name === 'Body'), d + 1)) : [];
    return [{ kind: 'match', span: spanOf(n), subject: listed(r, parts.slice(1).filter(p => p.name !== 'MatchBody' && !isError(p)), spanOf(n), d + 1), cases }];
  },
  ReturnStatement: (r, n, d) => {
    const parts = kids(n).slice(1).filter(p => !isError(p));
    return [{ kind: 'return', span: spanOf(n), value: parts.length > 0 ? listed(r, parts, spanOf(n), d + 1) : null }];
  },
  YieldStatement: (r, n, d) => {
    const parts = kids(n).filter(p => p.name !== 'yield' && p.name !== 'from' && !isError(p));
    return [{ kind: 'expression', span: spanOf(n), expression: { kind: 'yield', span: spanOf(n), value: parts.length > 0 ? listed(r, parts, spanOf(n), d + 1) : null } }];
  },
  ExpressionStatement: (r, n, d) => [{ kind: 'expression', span: spanOf(n), expression: listed(r, kids(n).filter(p => !isError(p)), spanOf(n), d + 1) }],
  PrintStatement: (_, n) => [{ kind: 'pass', span: spanOf(n), expressions: [] }],
  ...Object.fromEntries(Object.entries(PLAIN).map(([node, kind]) => [node, (r: Reading, n: SyntaxNode, d: number): readonly Statement[] => [
    { kind, span: spanOf(n), expressions: kids(n).slice(1).filter(p => p.name !== ',' && p.name !== 'from' && !isError(p)).map(p => expression(r, p, d + 1, p.from)) },
  ]])),
};

/** Imports are flat: `from`, dots and names, `import`, then `name as alias` sequences. */
function readImport(reading: Reading, node: SyntaxNode): readonly Statement[] {
  const parts = kids(node);
  const at = parts.findIndex(p => p.name === 'import');
  const isFrom = parts[0]?.name === 'from';
  const head = isFrom ? parts.slice(1, at < 0 ? undefined : at).filter(p => !isError(p)) : [];
  const first = head[0];
  const from = isFrom && first ? { module: head.map(p => textOf(reading, p)).join(''), span: { start: first.from, end: head[head.length - 1]!.to } } : null;
  const names: ImportedName[] = [];
  let dotted: SyntaxNode[] = [];
  const flush = (alias: SyntaxNode | null): void => {
    const start = dotted[0];
    if (!start) return;
    const end = dotted[dotted.length - 1]!.to;
    names.push({ name: dotted.map(p => textOf(reading, p)).join(''), nameSpan: { start: start.from, end }, alias: alias ? textOf(reading, alias) : null, span: { start: start.from, end: alias ? alias.to : end } });
    dotted = [];
  };
  const tail = at < 0 ? [] : parts.slice(at + 1);
  for (let i = 0; i < tail.length; i++) {
    const part = tail[i]!;
    if (part.name === 'as') flush(tail[++i] ?? null);
    else if (part.name === 'VariableName' || part.name === '.' || part.name === '*') dotted.push(part);
    else if (part.name === ',') flush(null);
  }
  flush(null);
  return isFrom && !from ? [] : [{ kind: 'import', span: spanOf(node), from, names }];
}

function readDecorated(reading: Reading, node: SyntaxNode, depth: number): readonly Statement[] {
  const parts = kids(node);
  const decorators = parts.filter(p => p.name === 'Decorator').map(p => readDecorator(reading, p, depth));
  const what = parts.find(p => p.name === 'FunctionDefinition' || p.name === 'ClassDefinition');
  if (!what) return [];
  return [what.name === 'ClassDefinition' ? readClass(reading, what, decorators, node.from, depth) : readFunction(reading, what, decorators, node.from, depth)];
}

/** A decorator is no call expression in the grammar: it is built from its names and its argument list. */
function readDecorator(reading: Reading, node: SyntaxNode, depth: number): Decorator {
  const parts = kids(node);
  const names = parts.filter(p => p.name === 'VariableName' || p.name === 'PropertyName');
  const list = parts.find(p => p.name === 'ArgList');
  const first = names[0];
  const end = list?.to ?? names[names.length - 1]?.to ?? node.to;
  let value: Expression = first ? { kind: 'name', span: spanOf(first), name: textOf(reading, first) } : unknown({ start: node.from, end });
  for (const name of names.slice(1)) value = { kind: 'attribute', span: { start: value.span.start, end: name.to }, value, name: textOf(reading, name), nameSpan: spanOf(name) };
  if (list) value = { kind: 'call', span: { start: value.span.start, end: list.to }, callee: value, args: readArguments(reading, list, depth + 1), argsSpan: spanOf(list) };
  return { span: { start: node.from, end }, expression: value };
}

function readFunction(reading: Reading, node: SyntaxNode, decorators: readonly Decorator[], start: number, depth: number): FunctionDefinition {
  const parts = kids(node);
  const name = parts.find(p => p.name === 'VariableName');
  const list = parts.find(p => p.name === 'ParamList');
  const type = parts.find(p => p.name === 'TypeDef');
  const body = readBlock(reading, parts.find(p => p.name === 'Body'), depth + 1);
  return {
    kind: 'function', span: { start, end: trimmedEnd(reading, node) }, name: name ? textOf(reading, name) : '', nameSpan: name ? spanOf(name) : { start: node.to, end: node.to },
    isAsync: parts[0]?.name === 'async', decorators, parameters: list ? readParameters(reading, list, depth + 1) : [],
    returns: type ? readAnnotation(reading, type, depth + 1) : null, body, docstring: docstringOf(body),
  };
}

function readClass(reading: Reading, node: SyntaxNode, decorators: readonly Decorator[], start: number, depth: number): ClassDefinition {
  const parts = kids(node);
  const name = parts.find(p => p.name === 'VariableName');
  const list = parts.find(p => p.name === 'ArgList');
  const body = readBlock(reading, parts.find(p => p.name === 'Body'), depth + 1);
  return {
    kind: 'class', span: { start, end: trimmedEnd(reading, node) }, name: name ? textOf(reading, name) : '', nameSpan: name ? spanOf(name) : { start: node.to, end: node.to },
    decorators, bases: list ? readArguments(reading, list, depth + 1) : [], body, docstring: docstringOf(body),
  };
}

/** The end of a block without the blank lines that the grammar counts to it. */
function trimmedEnd(reading: Reading, node: SyntaxNode): number {
  let end = node.to;
  while (end > node.from && /\s/.test(reading.text[end - 1]!)) end--;
  return end;
}

function docstringOf(body: readonly Statement[]): TextExpression | null {
  const first = body[0];
  return first?.kind === 'expression' && first.expression.kind === 'text' ? first.expression : null;
}

function readAssignment(reading: Reading, node: SyntaxNode, depth: number): readonly Statement[] {
  const parts = kids(node).filter(p => !isError(p));
  const sides: SyntaxNode[][] = [[]];
  let annotation: Expression | null = null;
  let signs = 0;
  for (const part of parts) {
    if (part.name === 'AssignOp') {
      sides.push([]);
      signs++;
    } else if (part.name === 'TypeDef') annotation = readAnnotation(reading, part, depth + 1);
    else sides[sides.length - 1]!.push(part);
  }
  const values = sides.map(s => listed(reading, s, spanOf(node), depth + 1));
  return [{ kind: 'assign', span: spanOf(node), targets: signs === 0 ? values : values.slice(0, -1), annotation, value: signs === 0 ? null : values[values.length - 1]! }];
}

/** Items in brackets come out in pieces: the first inside an expression with an error, the others loose behind it. */
function readWith(reading: Reading, node: SyntaxNode, depth: number): readonly Statement[] {
  const parts = kids(node);
  const body = parts.find(p => p.name === 'Body');
  const flat = parts.filter(p => p !== body && p.name !== 'with' && p.name !== 'async').flatMap(p => ((p.name === 'ParenthesizedExpression' || p.name === 'TupleExpression') && kids(p).some(isError) ? kids(p) : [p]));
  const items: WithItem[] = [];
  const pieces = flat.filter(p => p.name !== '(' && p.name !== ')' && !isError(p));
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (piece.name === ',' || piece.name === 'as') continue;
    const named = pieces[i + 1]?.name === 'as' ? pieces[i + 2] : undefined;
    items.push({ expression: expression(reading, piece, depth + 1, piece.from), target: named ? readTarget(reading, named, depth + 1) : null });
    if (named) i += 2;
  }
  return [{ kind: 'with', span: { start: node.from, end: trimmedEnd(reading, node) }, items, body: readBlock(reading, body, depth + 1) }];
}

function readFor(reading: Reading, node: SyntaxNode, depth: number): readonly Statement[] {
  const parts = kids(node).filter(p => !isError(p));
  const at = parts.findIndex(p => p.name === 'in');
  const start = parts.findIndex(p => p.name === 'for');
  const bodies = parts.filter(p => p.name === 'Body');
  const body = parts.findIndex(p => p.name === 'Body');
  return [{
    kind: 'for', span: spanOf(node), target: listed(reading, parts.slice(start + 1, Math.max(at, start + 1)), spanOf(node), depth + 1),
    iterable: at < 0 ? unknown({ start: node.to, end: node.to }) : listed(reading, parts.slice(at + 1, body < 0 ? undefined : body), spanOf(node), depth + 1),
    body: readBlock(reading, bodies[0], depth + 1), otherwise: readBlock(reading, bodies[1], depth + 1),
  }];
}

function readIf(reading: Reading, node: SyntaxNode, depth: number): readonly Statement[] {
  const parts = kids(node);
  const branches: { test: Expression | null; body: Statement[] }[] = [];
  let test: Expression | null = null;
  let word = '';
  for (const part of parts) {
    if (part.name === 'if' || part.name === 'elif' || part.name === 'else') {
      word = part.name;
      test = word === 'else' ? null : unknown({ start: part.to, end: part.to });
    } else if (part.name === 'Body') branches.push({ test, body: readBlock(reading, part, depth + 1) });
    else if (word !== 'else' && !isError(part)) test = expression(reading, part, depth + 1, part.from);
  }
  return [{ kind: 'if', span: spanOf(node), branches }];
}

function readTry(reading: Reading, node: SyntaxNode, depth: number): readonly Statement[] {
  const handlers: { type: Expression | null; name: string | null; body: Statement[] }[] = [];
  let body: Statement[] = [];
  let otherwise: Statement[] = [];
  let last: Statement[] = [];
  let word = '';
  let type: Expression | null = null;
  let name: string | null = null;
  let naming = false;
  for (const part of kids(node)) {
    if (part.name === 'try' || part.name === 'except' || part.name === 'finally' || part.name === 'else') {
      word = part.name;
      type = null;
      name = null;
      naming = false;
    } else if (part.name === 'as') naming = true;
    else if (part.name === 'Body') {
      const block = readBlock(reading, part, depth + 1);
      if (word === 'except') handlers.push({ type, name, body: block });
      else if (word === 'finally') last = block;
      else if (word === 'else') otherwise = block;
      else body = block;
    } else if (!isError(part)) {
      if (naming) name = textOf(reading, part);
      else type = expression(reading, part, depth + 1, part.from);
    }
  }
  return [{ kind: 'try', span: spanOf(node), body, handlers, otherwise, finally: last }];
}
