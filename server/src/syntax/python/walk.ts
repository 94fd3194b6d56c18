import type { Expression, Statement } from './tree';

/** The expressions directly inside an expression. */
export function childExpressions(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'attribute': case 'await': case 'starred': case 'unary': return [e.value];
    case 'subscript': return [e.value, e.index, e.slice?.start, e.slice?.stop, e.slice?.step].filter((x): x is Expression => x !== null && x !== undefined);
    case 'call': return [e.callee, ...e.args.map(a => a.value)];
    case 'format': return e.parts.flatMap(p => (p.kind === 'replacement' ? [p.expression] : []));
    case 'joined': return e.parts;
    case 'list': case 'tuple': case 'set': return e.items;
    case 'dict': return e.entries.flatMap(x => (x.key === null ? [x.value] : [x.key, x.value]));
    case 'comprehension': return [e.element, ...(e.value === null ? [] : [e.value]), ...e.clauses.flatMap(c => [c.target, c.iterable, ...c.conditions])];
    case 'lambda': return [...e.parameters.flatMap(p => (p.value === null ? [] : [p.value])), e.body];
    case 'binary': return [e.left, e.right];
    case 'conditional': return [e.test, e.value, e.otherwise];
    case 'named': return [e.target, e.value];
    case 'yield': return e.value === null ? [] : [e.value];
    default: return [];
  }
}

/** Calls `see` for an expression and all in it, outer first; what `see` answers false to is not entered. Long chains don't recurse. */
export function visitExpressions(root: Expression, see: (e: Expression) => boolean | undefined): void {
  const todo: Expression[] = [root];
  for (let e = todo.pop(); e !== undefined; e = todo.pop()) {
    if (see(e) === false) continue;
    const inner = childExpressions(e);
    for (let i = inner.length - 1; i >= 0; i--) todo.push(inner[i]!);
  }
}

/** Expressions that stand directly in a statement, not those of the statements below it. */
export function expressionsIn(s: Statement): readonly Expression[] {
  switch (s.kind) {
    case 'function': return [...s.decorators.map(d => d.expression), ...s.parameters.flatMap(p => (p.value === null ? [] : [p.value]))];
    case 'class': return [...s.decorators.map(d => d.expression), ...s.bases.map(b => b.value)];
    case 'assign': return [...s.targets, ...(s.value === null ? [] : [s.value])];
    case 'update': return [s.target, s.value];
    case 'with': return s.items.flatMap(i => (i.target === null ? [i.expression] : [i.expression, i.target]));
    case 'for': return [s.target, s.iterable];
    case 'while': return [s.test];
    case 'if': return s.branches.flatMap(b => (b.test === null ? [] : [b.test]));
    case 'try': return s.handlers.flatMap(h => (h.type === null ? [] : [h.type]));
    case 'match': return [s.subject];
    case 'return': return s.value === null ? [] : [s.value];
    case 'expression': return [s.expression];
    case 'import': return [];
    default: return s.expressions;
  }
}

/** The blocks of statements directly below a statement. */
export function blocksOf(s: Statement): readonly (readonly Statement[])[] {
  switch (s.kind) {
    case 'function': case 'class': case 'with': return [s.body];
    case 'for': case 'while': return [s.body, s.otherwise];
    case 'if': return s.branches.map(b => b.body);
    case 'try': return [s.body, ...s.handlers.map(h => h.body), s.otherwise, s.finally];
    case 'match': return s.cases;
    default: return [];
  }
}

/** Every statement, outer first. `enter` says whether the statements below one are wanted. */
export function* statementsIn(body: readonly Statement[], enter: (s: Statement) => boolean = () => true): Iterable<Statement> {
  for (const s of body) {
    yield s;
    if (enter(s)) for (const block of blocksOf(s)) yield* statementsIn(block, enter);
  }
}
