import { callKnown, callMethod, copyOf, dirname, environment, isSequence, itemsIn, joinPaths, setEntry, textOf } from './builtins';
import { bindTarget, callFunction, construct } from './execute';
import { isForeign } from './read';
import { type Run, lookUp, MAX_EVALUATION_DEPTH, newRun, step } from './run';
import type { Argument, BinaryExpression, CallExpression, ComprehensionExpression, Expression, FormatExpression, TextExpression } from './tree';
import { type CallArguments, eitherOf, entryOf, type FunctionValue, type InstanceValue, type KeywordValue, knownText, listValue, MAX_ITEMS, type MappingValue, Names, NO_ARGUMENTS, numberValue, printedValue, sameKnown, type Scope, textValue, truthOf, UNKNOWN, unknownValue, type Value } from './values';

/**
 * The value of an expression as far as the file tells it. Nothing is executed and nothing guessed: what only a run knows is
 * unknown, and stands in texts as `{name}`. Without a run, names have the values they have in `scope`, and functions of the file
 * are followed.
 */
export function evaluate(expression: Expression, scope: Scope, run: Run = newRun({})): Value {
  if (!step(run) || run.depth > MAX_EVALUATION_DEPTH) return UNKNOWN;
  run.depth++;
  try {
    return evaluated(expression, scope, run);
  } finally {
    run.depth--;
  }
}

function evaluated(e: Expression, scope: Scope, run: Run): Value {
  switch (e.kind) {
    case 'name': return lookUp(scope, e.name) ?? builtin(e.name);
    case 'text': return textLiteral(e);
    case 'format': return formatted(e, scope, run);
    case 'joined': return e.parts.map((p): Value => (p.kind === 'text' ? textLiteral(p) : formatted(p, scope, run))).reduce(concatenated);
    case 'number': return Number.isNaN(e.value) ? UNKNOWN : numberValue(e.value);
    case 'constant': return { kind: 'constant', value: e.value };
    case 'list': case 'tuple': case 'set': return sequence(e.items, e.kind, scope, run);
    case 'dict': {
      const dict: MappingValue = { kind: 'dict', entries: [], open: false };
      for (const { key, value } of e.entries) {
        const v = evaluate(value, scope, run);
        if (key !== null) setEntry(dict, evaluate(key, scope, run), v, value.span, key.span);
        else if (v.kind === 'dict') {
          for (const x of v.entries) setEntry(dict, x.key, x.value, x.span, x.keySpan);
          dict.open ||= v.open;
        } else dict.open = true;
      }
      return dict;
    }
    case 'comprehension': return comprehension(e, scope, run);
    case 'lambda': return { kind: 'function', definition: e, scope, self: null };
    case 'attribute': return attributeOf(evaluate(e.value, scope, run), e.name, e, run);
    case 'subscript': if (e.slice) return sliced(evaluate(e.value, scope, run), [e.slice.start, e.slice.stop, e.slice.step].map(b => (b === null ? null : evaluate(b, scope, run))));
      return indexed(evaluate(e.value, scope, run), e.index === null ? null : evaluate(e.index, scope, run), e, run);
    case 'call': return called(e, scope, run);
    case 'binary': return binary(e, scope, run);
    case 'unary': {
      const value = evaluate(e.value, scope, run);
      if (e.operator === 'not') return negated(truthOf(value));
      if (value.kind === 'host') return value;
      return e.operator === '-' && value.kind === 'constant' && typeof value.value === 'number' ? numberValue(-value.value) : UNKNOWN;
    }
    case 'conditional': {
      const truth = truthOf(evaluate(e.test, scope, run));
      if (truth !== null) return evaluate(truth ? e.value : e.otherwise, scope, run);
      const ways = [evaluate(e.value, scope, run), evaluate(e.otherwise, scope, run)];
      return run.host.united?.(ways, run) ?? eitherOf(ways);
    }
    case 'named': {
      const value = evaluate(e.value, scope, run);
      bindTarget(e.target, value, scope, run);
      return value;
    }
    case 'await': case 'starred': return evaluate(e.value, scope, run);
    case 'yield': {
      const value = e.value === null ? UNKNOWN : evaluate(e.value, scope, run);
      run.frames[run.frames.length - 1]?.yielded.push(value);
      return UNKNOWN;
    }
    case 'unknown': return UNKNOWN;
  }
}

const BUILTINS = new Set(['str', 'int', 'float', 'len', 'bool', 'list', 'tuple', 'set', 'frozenset', 'reversed', 'sorted', 'range', 'enumerate', 'zip', 'dict', 'isinstance', 'hasattr', 'callable', 'print', 'open', 'map', 'filter', 'any', 'all', 'sum', 'min', 'max', 'iter', 'next', 'type', 'super', 'object', 'globals', 'locals', 'getattr', 'setattr', 'repr', 'format', 'Exception', 'ValueError', 'ImportError', 'property', 'staticmethod', 'classmethod', 'round', 'abs']);

function builtin(name: string): Value {
  return BUILTINS.has(name) ? { kind: 'external', path: `builtins.${name}` } : unknownValue(name);
}

function negated(truth: boolean | null): Value {
  return truth === null ? UNKNOWN : { kind: 'constant', value: !truth };
}

function textLiteral(e: TextExpression): Value {
  return textValue(e.value, true, e.verbatim && !isForeign(e.content) ? e.content : null);
}

function formatted(e: FormatExpression, scope: Scope, run: Run): Value {
  let text = '';
  let known = true;
  for (const part of e.parts) {
    if (part.kind === 'literal') text += part.value;
    else {
      const value = evaluate(part.expression, scope, run);
      const printed = part.plain ? printedValue(only(value)) : { text: `{${nameIn(part.expression) ?? ''}}`, known: false };
      text += !printed.known && printed.text === '{}' ? `{${nameIn(part.expression) ?? ''}}` : printed.text;
      known &&= printed.known;
    }
  }
  return textValue(text, known, known && !isForeign(e.content) && e.parts.every(p => p.kind === 'literal') && e.parts.length === 1 && text.length === e.content.end - e.content.start ? e.content : null);
}

/** A value that is one thing: of several the whole is not known. */
function only(value: Value): Value {
  return value.kind === 'either' ? UNKNOWN : value;
}

/** What a symbol is called: the last name in an expression. */
function nameIn(e: Expression): string | null {
  if (e.kind === 'name') return e.name;
  if (e.kind === 'attribute') return e.name;
  if (e.kind === 'subscript') return e.index?.kind === 'text' ? e.index.value : nameIn(e.value);
  if (e.kind === 'call') return nameIn(e.callee);
  return null;
}

export function concatenated(a: Value, b: Value): Value {
  if (a.kind === 'either' || b.kind === 'either') return eitherOf((a.kind === 'either' ? a.values : [a]).flatMap(x => (b.kind === 'either' ? b.values : [b]).map(y => concatenated(x, y))));
  if (a.kind === 'text' && a.text === '') return textOf(b);
  if (b.kind === 'text' && b.text === '') return textOf(a);
  const left = printedValue(a);
  const right = printedValue(b);
  return textValue(left.text + right.text, left.known && right.known);
}

function sequence(items: readonly Expression[], kind: 'list' | 'tuple' | 'set', scope: Scope, run: Run): Value {
  const out = listValue([], false, kind);
  for (const item of items) {
    const value = evaluate(item, scope, run);
    if (item.kind !== 'starred') out.items.push(value);
    else {
      const { items: spread, open } = itemsIn(value);
      out.items.push(...spread);
      out.open ||= open;
    }
  }
  return out;
}

function comprehension(e: ComprehensionExpression, scope: Scope, run: Run): Value {
  const inner: Scope = { kind: 'comprehension', names: new Names(), parent: scope };
  const list = listValue([], false, e.makes === 'set' ? 'set' : 'list');
  const dict: MappingValue = { kind: 'dict', entries: [], open: false };
  const add = (at: number): void => {
    const clause = e.clauses[at];
    if (clause === undefined) {
      const element = evaluate(e.element, inner, run);
      if (e.makes === 'dict') setEntry(dict, element, e.value === null ? UNKNOWN : evaluate(e.value, inner, run));
      else if (list.items.length < MAX_ITEMS) list.items.push(element);
      return;
    }
    const { items, open } = itemsIn(evaluate(clause.iterable, at === 0 ? scope : inner, run));
    const round = (value: Value): void => {
      bindTarget(clause.target, value, inner, run);
      const truths = clause.conditions.map(c => truthOf(evaluate(c, inner, run)));
      if (truths.includes(false)) return;
      const unsure = truths.includes(null);
      if (unsure) run.many++;
      add(at + 1);
      if (unsure) run.many--;
    };
    run.loops++;
    for (const item of items) {
      if (!step(run)) break;
      round(item);
    }
    if (open) {
      list.open = true;
      dict.open = true;
      run.many++;
      round(unknownItem(clause.target));
      run.many--;
    }
    run.loops--;
  };
  add(0);
  return e.makes === 'dict' ? dict : list;
}

/** A symbol for an item of something that is not known. */
export function unknownItem(target: Expression): Value {
  if (target.kind === 'name') return unknownValue(target.name);
  if (target.kind === 'tuple' || target.kind === 'list') return listValue(target.items.map(unknownItem), false, 'tuple');
  return UNKNOWN;
}

export function attributeOf(object: Value, name: string, at: Expression, run: Run): Value {
  switch (object.kind) {
    case 'either': return eitherOf(object.values.map(v => attributeOf(v, name, at, run)));
    case 'external': return run.host.constant?.(`${object.path}.${name}`) ?? { kind: 'external', path: `${object.path}.${name}` };
    case 'host': return run.host.member?.(object.object, name, at, run) ?? { kind: 'method', object, name };
    case 'class': return classMember(object, name) ?? { kind: 'method', object, name };
    case 'instance': {
      const own = object.attributes.get(name) ?? classMember(object.of, name);
      return own?.kind === 'function' ? bound(own, object, at, run) : (own ?? unknownValue(name));
    }
    case 'text':
      // Paths are kept as texts.
      if (name === 'parent') return dirname(object);
      if (name === 'name') return textValue(object.text.slice(object.text.lastIndexOf('/') + 1), object.known);
      if (name === 'stem') return textValue(object.text.slice(object.text.lastIndexOf('/') + 1).replace(/\.[^.]*$/, ''), object.known);
      return { kind: 'method', object, name };
    case 'function': return name === '__name__' && object.definition.kind === 'function' ? textValue(object.definition.name) : UNKNOWN;
    case 'list': case 'tuple': case 'set': case 'dict': case 'made': return { kind: 'method', object, name };
    default: return unknownValue(name);
  }
}

/** A function of a class as an object has it: a property is what it gives, a static method knows no object. */
function bound(f: FunctionValue, object: InstanceValue, at: Expression, run: Run): Value {
  const marks = f.definition.kind === 'function' ? f.definition.decorators.map(d => nameIn(d.expression)) : [];
  if (marks.includes('staticmethod') || object.attributes.get(nameOfFunction(f)) === f) return f;
  if (marks.includes('classmethod')) return { ...f, self: object.of };
  const method: FunctionValue = { ...f, self: object };
  return marks.includes('property') || marks.includes('cached_property') ? callFunction(method, NO_ARGUMENTS, at, run) : method;
}

function nameOfFunction(f: FunctionValue): string {
  return f.definition.kind === 'function' ? f.definition.name : '';
}

function classMember(of: Extract<Value, { kind: 'class' }>, name: string, depth = 0): Value | undefined {
  const own = of.members.names.get(name);
  if (own || depth > 10) return own;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? classMember(base, name, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function indexed(object: Value, index: Value | null, at: Expression, run: Run): Value {
  if (object.kind === 'either') return eitherOf(object.values.map(v => indexed(v, index, at, run)));
  if (object.kind === 'host') return run.host.index?.(object.object, index, at, run) ?? UNKNOWN;
  if (object.kind === 'external' && object.path === 'os.environ') return environment(index ?? undefined, undefined);
  if (index === null) return isSequence(object) ? { ...object, items: [...object.items], open: true } : UNKNOWN;
  if (object.kind === 'dict') {
    const key = knownText(index);
    const found = key === null ? object.entries.find(e => sameKnown(e.key, index)) : entryOf(object, key);
    return found?.value ?? unknownValue(key);
  }
  if (isSequence(object) && index.kind === 'constant' && typeof index.value === 'number' && (!object.open || index.value >= 0)) return object.items.at(index.value) ?? UNKNOWN;
  if (object.kind === 'text' && object.known && index.kind === 'constant' && typeof index.value === 'number') return textValue(object.text.at(index.value) ?? '');
  return unknownValue(knownText(index));
}

/** `a[1:]`, `a[:-1]`; of what is not known, or with a step, some of it. */
function sliced(object: Value, bounds: readonly (Value | null)[]): Value {
  const [start, stop, step] = bounds.map(b => (b === null ? undefined : b.kind === 'constant' && typeof b.value === 'number' ? b.value : null));
  const known = start !== null && stop !== null && step === undefined;
  if (object.kind === 'text') return known && object.known ? textValue(object.text.slice(start, stop)) : UNKNOWN;
  if (!isSequence(object)) return UNKNOWN;
  return known && !object.open ? { ...object, items: object.items.slice(start, stop) } : { ...object, items: [...object.items], open: true };
}

function called(e: CallExpression, scope: Scope, run: Run): Value {
  const callee = evaluate(e.callee, scope, run);
  if (callee.kind === 'external' && callee.path === 'builtins.super') return UNKNOWN;
  return callValue(callee, argumentsOf(e.args, scope, run), e, run);
}

export function argumentsOf(args: readonly Argument[], scope: Scope, run: Run): CallArguments {
  const positional: { value: Value; expression: Expression }[] = [];
  const keywords: KeywordValue[] = [];
  let open = false;
  for (const a of args) {
    const value = evaluate(a.value, scope, run);
    if (a.star === '*') {
      const { items, open: more } = itemsIn(value);
      for (const item of items) positional.push({ value: item, expression: a.value });
      open ||= more;
    } else if (a.star === '**') {
      if (value.kind !== 'dict') open = true;
      else {
        open ||= value.open;
        for (const entry of value.entries) {
          const name = knownText(entry.key);
          if (name === null) open = true;
          else keywords.push({ name, value: entry.value, span: entry.span ?? a.span, nameSpan: entry.keySpan, full: entry.span ?? a.span });
        }
      }
    } else if (a.name !== null) keywords.push({ name: a.name, value, span: a.value.span, nameSpan: a.nameSpan, full: a.span });
    else positional.push({ value, expression: a.value });
  }
  return { positional, keywords, open };
}

/** What a call gives. Functions of the file are followed, well-known ones of the standard library are known, the rest is the host's. */
export function callValue(callee: Value, args: CallArguments, at: Expression, run: Run): Value {
  switch (callee.kind) {
    case 'either': return eitherOf(callee.values.map(v => callValue(v, args, at, run)));
    case 'function': return callFunction(callee, args, at, run);
    case 'class': return run.host.construct?.(callee, args, at, run) ?? construct(callee, args, at, run);
    case 'host': return run.host.callObject?.(callee.object, args, at, run) ?? UNKNOWN;
    case 'external': return callExternal(callee.path, args, at, run);
    case 'method': {
      const own = run.host.method?.(callee.object, callee.name, args, at, run);
      if (own) return own;
      const known = callMethod(callee.object, callee.name, args);
      if (known) return known;
      run.host.called?.(callee, args, at, run);
      return callee.object.kind === 'made' ? { kind: 'made', path: `${callee.object.path}().${callee.name}`, args, span: at.span } : unknownValue(callee.name);
    }
    default:
      run.host.called?.(callee, args, at, run);
      return unknownValue(callee.kind === 'unknown' ? callee.name : null);
  }
}

function callExternal(path: string, args: CallArguments, at: Expression, run: Run): Value {
  const own = run.host.call?.(path, args, at, run);
  if (own) return own;
  if (path === 'builtins.map' || path === 'builtins.filter') return mapped(path, args, at, run);
  if (path === 'builtins.getattr') {
    const name = knownText(args.positional[1]?.value);
    return name !== null && args.positional[0] ? attributeOf(args.positional[0].value, name, at, run) : UNKNOWN;
  }
  const known = callKnown(path, args);
  if (known) return known;
  run.host.called?.({ kind: 'external', path }, args, at, run);
  return { kind: 'made', path, args, span: at.span };
}

function mapped(path: string, args: CallArguments, at: Expression, run: Run): Value {
  const [f, list] = args.positional;
  if (!f || !list) return UNKNOWN;
  const { items, open } = itemsIn(list.value);
  if (path === 'builtins.filter') return listValue([...items], true);
  run.loops++;
  const out = items.map(item => callValue(f.value, { ...NO_ARGUMENTS, positional: [{ value: item, expression: list.expression }] }, at, run));
  run.loops--;
  return listValue(out, open);
}

function binary(e: BinaryExpression, scope: Scope, run: Run): Value {
  const left = evaluate(e.left, scope, run);
  if (e.operator === 'and' || e.operator === 'or') {
    const truth = truthOf(left);
    if (truth !== null) return truth === (e.operator === 'or') ? left : evaluate(e.right, scope, run);
    return eitherOf([left, evaluate(e.right, scope, run)]);
  }
  const right = evaluate(e.right, scope, run);
  return operated(left, right, e, run);
}

/** The value of `left operator right`. */
export function operated(left: Value, right: Value, e: BinaryExpression, run: Run): Value {
  const own = run.host.operate?.(left, right, e, run);
  if (own) return own;
  switch (e.operator) {
    case '+':
      if (left.kind === 'text' || right.kind === 'text') return concatenated(left, right);
      if (isSequence(left) && isSequence(right)) return listValue([...left.items, ...right.items], left.open || right.open, left.kind);
      if (isSequence(left)) return listValue([...left.items], true, left.kind);
      return arithmetic(left, right, (a, b) => a + b);
    case '-': return arithmetic(left, right, (a, b) => a - b);
    case '*':
      if (left.kind === 'text' && left.known && right.kind === 'constant' && typeof right.value === 'number') return textValue(left.text.repeat(Math.max(0, Math.min(right.value, 100))));
      return arithmetic(left, right, (a, b) => a * b);
    case '/': return left.kind === 'text' || right.kind === 'text' ? joinPaths([left, right]) : arithmetic(left, right, (a, b) => a / b);
    case '//': return arithmetic(left, right, (a, b) => Math.floor(a / b));
    case '%': return left.kind === 'text' ? percent(left.text, left.known, right) : arithmetic(left, right, (a, b) => a - b * Math.floor(a / b));
    case '|': {
      if (left.kind !== 'dict' || right.kind !== 'dict') return UNKNOWN;
      const out = copyOf(left) as MappingValue;
      for (const x of right.entries) setEntry(out, x.key, x.value, x.span, x.keySpan);
      out.open ||= right.open;
      return out;
    }
    case '==': case 'is': return compared(left, right);
    case '!=': case 'is not': return negated(truthOf(compared(left, right)));
    case 'in': return contained(left, right);
    case 'not in': return negated(truthOf(contained(left, right)));
    case '<': return ordered(left, right, (a, b) => a < b);
    case '>': return ordered(left, right, (a, b) => a > b);
    case '<=': return ordered(left, right, (a, b) => a <= b);
    case '>=': return ordered(left, right, (a, b) => a >= b);
    default: return UNKNOWN;
  }
}

/** What is made elsewhere stays what it is, whatever is added to it: a time plus two days is still that time. */
function arithmetic(a: Value, b: Value, f: (a: number, b: number) => number): Value {
  if (a.kind === 'made') return a;
  if (a.kind !== 'constant' || b.kind !== 'constant' || typeof a.value !== 'number' || typeof b.value !== 'number') return UNKNOWN;
  const n = f(a.value, b.value);
  return Number.isFinite(n) ? numberValue(n) : UNKNOWN;
}

function compared(a: Value, b: Value): Value {
  if (sameKnown(a, b)) return { kind: 'constant', value: true };
  const plain = (v: Value): boolean => v.kind === 'constant' || (v.kind === 'text' && v.known);
  return plain(a) && plain(b) ? { kind: 'constant', value: false } : UNKNOWN;
}

function contained(item: Value, list: Value): Value {
  if (list.kind === 'text' && item.kind === 'text' && list.known && item.known) return { kind: 'constant', value: list.text.includes(item.text) };
  if (!isSequence(list) && list.kind !== 'dict') return UNKNOWN;
  const { items, open } = itemsIn(list);
  const truths = items.map(i => truthOf(compared(i, item)));
  if (truths.includes(true)) return { kind: 'constant', value: true };
  return open || truths.includes(null) ? UNKNOWN : { kind: 'constant', value: false };
}

function ordered(a: Value, b: Value, f: (a: number, b: number) => boolean): Value {
  if (a.kind !== 'constant' || b.kind !== 'constant' || typeof a.value !== 'number' || typeof b.value !== 'number') return UNKNOWN;
  return { kind: 'constant', value: f(a.value, b.value) };
}

/** `'%s %(name)s' % …`. */
function percent(text: string, known: boolean, right: Value): Value {
  const list = right.kind === 'tuple' ? right.items : [right];
  let next = 0;
  let all = known;
  const out = text.replace(/%(?:\((\w+)\))?([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z%])/g, (whole, name: string | undefined, spec: string, letter: string) => {
    if (letter === '%') return '%';
    const value = name === undefined ? list[next++] : right.kind === 'dict' ? entryOf(right, name)?.value : undefined;
    const part = value && spec === '' && 'sdi'.includes(letter) ? printedValue(value) : { text: `{${name ?? ''}}`, known: false };
    all &&= part.known;
    return value === undefined && name === undefined ? whole : part.text;
  });
  return textValue(out, all);
}
