import { copyOf, isSequence, itemsIn, setEntry } from './builtins';
import { argumentsOf, callValue, concatenated, evaluate, operated, unknownItem } from './evaluate';
import { type Host, lookUp, MAX_CALLS, moduleScope, newRun, type Run, step } from './run';
import type { ClassDefinition, Expression, ForStatement, FunctionDefinition, IfStatement, ImportStatement, Parameter, PythonFile, Statement, TryStatement, WithStatement } from './tree';
import { type CallArguments, type ClassValue, eitherOf, type FunctionValue, type InstanceValue, listValue, type MappingValue, MAX_ITEMS, Names, NO_ARGUMENTS, NONE, type Scope, textValue, truthOf, UNKNOWN, unknownValue, type Value } from './values';

/** How a block ended. `stopped` covers `return` and `raise`. */
type Outcome = 'next' | 'break' | 'continue' | 'stopped';

/**
 * Follows a whole module: names get their values in order, loops over known lists are unrolled, functions of the file are
 * followed where they are called, both ways of an undecided `if` are taken one after the other. Nothing is executed; steps are
 * bounded. `names` are known from outside (`__file__`).
 */
export function followModule(file: PythonFile, host: Host = {}, names: Iterable<readonly [string, Value]> = []): { readonly scope: Scope; readonly run: Run } {
  const run = newRun(host);
  const scope = moduleScope([['__name__', textValue('module')], ...names]);
  run.frames.push({ function: null, returned: [], yielded: [], call: null });
  executeBlock(file.body, scope, run);
  return { scope, run };
}

export function executeBlock(body: readonly Statement[], scope: Scope, run: Run): Outcome {
  for (const statement of body) {
    if (!step(run)) return 'stopped';
    const outcome = execute(statement, scope, run);
    if (outcome !== 'next') return outcome;
  }
  return 'next';
}

function execute(s: Statement, scope: Scope, run: Run): Outcome {
  switch (s.kind) {
    case 'import': importNames(s, scope); run.host.imported?.(s, run, scope); return 'next';
    case 'function': scope.names.set(s.name, decorated(s, scope, run)); return 'next';
    case 'class': scope.names.set(s.name, defineClass(s, scope, run)); return 'next';
    case 'assign': {
      if (s.value === null) return 'next';
      const value = evaluate(s.value, scope, run);
      for (const target of s.targets) bindTarget(target, value, scope, run);
      return 'next';
    }
    case 'update': {
      const before = evaluate(s.target, scope, run);
      const value = evaluate(s.value, scope, run);
      const operator = s.operator.slice(0, -1);
      if (operator === '+' && before.kind === 'list') {
        const { items, open } = itemsIn(value);
        const room = Math.max(0, MAX_ITEMS - before.items.length);
        before.items.push(...items.slice(0, room));
        before.open ||= open || items.length > room;
        return 'next';
      }
      const after = operator === '+' && before.kind === 'text' ? concatenated(before, value) : operated(before, value, { kind: 'binary', span: s.span, operator, operatorSpan: s.span, left: s.target, right: s.value }, run);
      bindTarget(s.target, after, scope, run);
      return 'next';
    }
    case 'expression': evaluate(s.expression, scope, run); return 'next';
    case 'return': {
      const value = s.value === null ? NONE : evaluate(s.value, scope, run);
      run.frames[run.frames.length - 1]?.returned.push(value);
      return 'stopped';
    }
    case 'with': return executeWith(s, scope, run);
    case 'for': return executeFor(s, scope, run);
    case 'while': {
      if (truthOf(evaluate(s.test, scope, run)) === false) return executeBlock(s.otherwise, scope, run);
      run.many++;
      run.loops++;
      const outcome = executeBlock(s.body, scope, run);
      run.many--;
      run.loops--;
      return outcome === 'stopped' && run.exhausted ? 'stopped' : 'next';
    }
    case 'if': return executeIf(s, scope, run);
    case 'try': return executeTry(s, scope, run);
    case 'match': evaluate(s.subject, scope, run); return executeWays(s.cases.map(body => () => executeBlock(body, scope, run)), s.span.start, true, scope, run);
    case 'break': return 'break';
    case 'continue': return 'continue';
    case 'raise': return 'stopped';
    default: return 'next';
  }
}

function importNames(s: ImportStatement, scope: Scope): void {
  for (const n of s.names) {
    if (n.name === '*') continue;
    const path = s.from ? `${s.from.module}${s.from.module.endsWith('.') ? '' : '.'}${n.name}` : n.name;
    if (s.from || n.alias !== null) scope.names.set(n.alias ?? n.name, { kind: 'external', path });
    else {
      const top = n.name.split('.')[0]!;
      scope.names.set(top, { kind: 'external', path: top });
    }
  }
}

function decorated(s: FunctionDefinition, scope: Scope, run: Run): Value {
  const plain: FunctionValue = { kind: 'function', definition: s, scope, self: null };
  return s.decorators.reduceRight<Value>((value, at) => {
    const decorator = evaluate(at.expression, scope, run);
    return run.host.decorate?.(decorator, value, s, at, run) ?? value;
  }, plain);
}

function defineClass(s: ClassDefinition, scope: Scope, run: Run): ClassValue {
  const members: Scope = { kind: 'class', names: new Names(), parent: scope };
  const bases = argumentsOf(s.bases, scope, run).positional.map(p => p.value);
  executeBlock(s.body, members, run);
  return { kind: 'class', definition: s, members, bases };
}

/** Gives a value to a name, to the names of a tuple, to an attribute of an object of the file, or to an entry of a dict. */
export function bindTarget(target: Expression, value: Value, scope: Scope, run: Run): void {
  switch (target.kind) {
    case 'name': {
      let at = scope;
      // A walrus in a comprehension names something around it; its own variables are bound there first.
      if (at.kind === 'comprehension' && at.parent === null) at = scope;
      at.names.set(target.name, value);
      run.host.assigned?.(target.name, value, target, run);
      return;
    }
    case 'tuple': case 'list': {
      const items = isSequence(value) ? value.items : null;
      const star = target.items.findIndex(t => t.kind === 'starred');
      target.items.forEach((t, i) => {
        if (t.kind === 'starred') {
          const rest = items === null ? listValue([], true) : listValue(items.slice(i, items.length - (target.items.length - i - 1)));
          bindTarget(t.value, rest, scope, run);
          return;
        }
        const from = star >= 0 && i > star && items !== null ? items.length - (target.items.length - i) : i;
        bindTarget(t, items?.[from] ?? run.host.index?.(hostOf(value), null, t, run) ?? unknownItem(t), scope, run);
      });
      return;
    }
    case 'attribute': {
      const object = evaluate(target.value, scope, run);
      if (object.kind === 'instance') object.attributes.set(target.name, value);
      else if (object.kind === 'host') run.host.assignMember?.(object.object, target.name, value, target, run);
      return;
    }
    case 'subscript': {
      const object = evaluate(target.value, scope, run);
      if (object.kind === 'host') run.host.assign?.(object.object, target.index === null ? null : evaluate(target.index, scope, run), value, target, run);
      else if (object.kind === 'dict' && target.index !== null) setEntry(object, evaluate(target.index, scope, run), value, target.span, target.index.span);
      else if (isSequence(object) && target.index !== null) {
        const index = evaluate(target.index, scope, run);
        if (index.kind === 'constant' && typeof index.value === 'number' && index.value >= 0 && index.value < object.items.length) object.items[index.value] = value;
      }
      return;
    }
    default: return;
  }
}

function hostOf(value: Value): { readonly is: string } {
  return value.kind === 'host' ? value.object : { is: '' };
}

function executeWith(s: WithStatement, scope: Scope, run: Run): Outcome {
  const entered: Value[] = [];
  for (const item of s.items) {
    const value = evaluate(item.expression, scope, run);
    const bound = run.host.enter?.(value, s.span, run) ?? (value.kind === 'host' ? value : value.kind === 'instance' ? enteredBy(value, item.expression, run) : unknownItem(item.target ?? item.expression));
    entered.push(value);
    if (item.target) bindTarget(item.target, bound, scope, run);
  }
  const outcome = executeBlock(s.body, scope, run);
  for (const value of entered.reverse()) run.host.leave?.(value, run);
  return outcome;
}

/** What `with` binds for an object of the workspace: what its `__enter__` gives. */
function enteredBy(value: InstanceValue, at: Expression, run: Run): Value {
  const enter = memberOf(value.of, '__enter__');
  return enter?.kind === 'function' ? callFunction({ ...enter, self: value }, NO_ARGUMENTS, at, run) : unknownItem(at);
}

function executeFor(s: ForStatement, scope: Scope, run: Run): Outcome {
  const { items, open } = itemsIn(evaluate(s.iterable, scope, run));
  // The body may change the list it goes through.
  const list = [...items];
  run.loops++;
  let outcome: Outcome = 'next';
  for (const item of list) {
    if (!step(run)) break;
    bindTarget(s.target, item, scope, run);
    outcome = executeBlock(s.body, scope, run);
    if (outcome === 'break' || outcome === 'stopped') break;
  }
  if (open && outcome !== 'stopped' && outcome !== 'break') {
    run.many++;
    bindTarget(s.target, unknownItem(s.target), scope, run);
    outcome = executeBlock(s.body, scope, run);
    run.many--;
    if (outcome === 'stopped') outcome = 'next';
  }
  run.loops--;
  if (outcome === 'stopped') return 'stopped';
  return outcome === 'break' ? 'next' : executeBlock(s.otherwise, scope, run);
}

function executeIf(s: IfStatement, scope: Scope, run: Run): Outcome {
  const ways: (() => Outcome)[] = [];
  let exhaustive = false;
  for (const branch of s.branches) {
    const truth = branch.test === null ? true : truthOf(evaluate(branch.test, scope, run));
    if (truth === false) continue;
    ways.push(() => executeBlock(branch.body, scope, run));
    if (truth === true) {
      exhaustive = true;
      break;
    }
  }
  const first = ways[0];
  if (ways.length === 1 && exhaustive && first) return first();
  return executeWays(ways, s.span.start, !exhaustive, scope, run);
}

/** Takes several ways one after the other from the same state, and unites what the names are then. */
function executeWays(ways: readonly (() => Outcome)[], at: number, orNone: boolean, scope: Scope, run: Run): Outcome {
  if (ways.length === 0) return 'next';
  const { names } = scope;
  const ends: ReadonlyMap<string, { readonly before: Value | undefined; readonly after: Value }>[] = orNone ? [new Map()] : [];
  let left: Outcome | null = orNone ? 'next' : null;
  ways.forEach((way, index) => {
    let outcome: Outcome = 'next';
    run.branches.push({ at, way: index });
    const changes = names.changes(() => {
      outcome = way();
    });
    run.branches.pop();
    for (const [name, { before }] of changes) names.restore(name, before);
    // A way that ends in `return` or `raise` says nothing about what comes after.
    if (outcome !== 'next') left ??= outcome;
    else {
      ends.push(changes);
      left = 'next';
    }
  });
  for (const name of new Set(ends.flatMap(e => [...e.keys()]))) {
    const values = ends.flatMap(e => e.get(name)?.after ?? names.get(name) ?? []);
    const first = values[0];
    if (first) names.set(name, values.every(v => v === first) ? first : (run.host.united?.(values, run) ?? eitherOf(values)));
  }
  return left ?? 'next';
}

/** The body is taken as done; handlers are ways not taken, whose names count only where the body gave none. */
function executeTry(s: TryStatement, scope: Scope, run: Run): Outcome {
  run.branches.push({ at: s.span.start, way: 0 });
  const outcome = executeBlock(s.body, scope, run);
  run.branches.pop();
  s.handlers.forEach((handler, index) => {
    run.branches.push({ at: s.span.start, way: index + 1 });
    const changes = scope.names.changes(() => void executeBlock(handler.body, scope, run));
    run.branches.pop();
    for (const [name, { before }] of changes) if (before !== undefined) scope.names.restore(name, before);
  });
  const after = outcome === 'next' ? executeBlock(s.otherwise, scope, run) : outcome;
  const last = executeBlock(s.finally, scope, run);
  return last === 'next' ? after : last;
}

/** Follows a function of the file. Calls nest to a bounded depth, and a function may call itself only a few times. */
export function callFunction(f: FunctionValue, args: CallArguments, at: Expression, run: Run): Value {
  const { definition } = f;
  const again = run.frames.filter(x => x.function?.definition === definition).length;
  if (run.frames.length > MAX_CALLS || again > 2) return unknownValue(definition.kind === 'function' ? definition.name : null);
  const scope: Scope = { kind: 'function', names: new Names(), parent: f.scope };
  bindParameters(definition.parameters, args, f, scope, run);
  if (definition.kind === 'lambda') return evaluate(definition.body, scope, run);
  const frame = { function: f, returned: [] as Value[], yielded: [] as Value[], call: at.span };
  run.frames.push(frame);
  run.host.entered?.(f, run);
  executeBlock(definition.body, scope, run);
  run.frames.pop();
  if (frame.yielded.length > 0) return listValue(frame.yielded);
  return frame.returned.length === 0 ? NONE : frame.returned.length === 1 ? frame.returned[0]! : (run.host.united?.(frame.returned, run) ?? eitherOf(frame.returned));
}

function bindParameters(parameters: readonly Parameter[], args: CallArguments, f: FunctionValue, scope: Scope, run: Run): void {
  const positional = [...(f.self ? [f.self] : []), ...args.positional.map(p => p.value)];
  const used = new Set<string>();
  let index = 0;
  let keywordOnly = false;
  for (const p of parameters) {
    if (p.star === '*') {
      scope.names.set(p.name, listValue(positional.slice(index), args.open, 'tuple'));
      index = positional.length;
      keywordOnly = true;
    } else if (p.star === '**') {
      const rest: MappingValue = { kind: 'dict', entries: [], open: args.open };
      for (const k of args.keywords) if (!used.has(k.name) && !parameters.some(x => x.star === '' && x.name === k.name)) setEntry(rest, textValue(k.name), k.value, k.span, k.nameSpan);
      scope.names.set(p.name, rest);
    } else {
      const named = args.keywords.findLast(k => k.name === p.name);
      const value = !keywordOnly && index < positional.length ? positional[index++] : named?.value;
      if (named) used.add(p.name);
      scope.names.set(p.name, value ?? (p.value && !args.open ? evaluate(p.value, f.scope, run) : unknownValue(p.name)));
    }
  }
}

/** An object of a class of the file: its `__init__` is followed; a dataclass gets its fields. */
export function construct(of: ClassValue, args: CallArguments, at: Expression, run: Run): InstanceValue {
  const instance: InstanceValue = { kind: 'instance', of, attributes: new Map() };
  const init = memberOf(of, '__init__');
  if (init?.kind === 'function') {
    callFunction({ ...init, self: instance }, args, at, run);
    return instance;
  }
  const fields = of.definition.body.flatMap(s => (s.kind === 'assign' && s.annotation !== null && s.targets[0]?.kind === 'name' ? [s.targets[0].name] : []));
  fields.forEach((name, i) => {
    const value = args.keywords.findLast(k => k.name === name)?.value ?? args.positional[i]?.value;
    if (value) instance.attributes.set(name, value);
    else {
      const own = of.members.names.get(name);
      if (own) instance.attributes.set(name, copyOf(own));
    }
  });
  return instance;
}

function memberOf(of: ClassValue, name: string, depth = 0): Value | undefined {
  return of.members.names.get(name) ?? (depth > 10 ? undefined : of.bases.map(b => (b.kind === 'class' ? memberOf(b, name, depth + 1) : undefined)).find(v => v !== undefined));
}

export { callValue, lookUp, UNKNOWN };
