import type { Span } from '../../text/span';
import { closingMark, readToken, skipSpace, type TagMark, type Token, unescapeString } from './tokens';
import type { Argument, BinaryOperator, CompareOperator, Expr, Name, Parameter } from './tree';

/** How deep brackets and prefixes may nest; Python's own recursion limit stops Jinja2 before that. */
export const MAX_DEPTH = 120;

/** Dicts can't be keys; so many opening braces in a row are unclosed tags, and reading on would cost their number squared. */
const MAX_BRACES = 4;

/** The first thing wrong in a tag, and what would have been right. */
export interface Failure {
  readonly span: Span;
  readonly message: string;
  readonly data?: { readonly [name: string]: string };
}

interface TupleOptions {
  /** Names and literals only, for targets. */
  readonly simple?: boolean;
  readonly withConditional?: boolean;
  /** `()` is a tuple. */
  readonly parenthesised?: boolean;
  /** A name that ends the tuple: `in` after loop targets. */
  readonly endName?: string;
  readonly withNamespace?: boolean;
}

/**
 * Reads the inside of one tag, token by token, with Jinja2's grammar and precedence. Without `tokens` it reads strictly:
 * the first thing that Jinja rejects becomes `failure`, and nothing behind it is read, so that an unclosed tag costs no
 * more than the distance to the first nonsense. With the tokens of a recovered tag it is tolerant: it reports nothing, gives `missing`
 * nodes and marks what is incomplete. Never throws.
 */
export class TagReader {
  current: Token;
  failure: Failure | null = null;
  /** End of the last token taken. */
  lastEnd: number;
  private readonly brackets: string[] = [];
  private ahead: Token | null = null;
  private index = 0;
  private depth = 0;
  /** Dicts that are open in the key of another one. */
  private braces = 0;

  constructor(
    private readonly text: string,
    start: number,
    private readonly end: number,
    private readonly mark: TagMark,
    private readonly tokens: readonly Token[] | null,
  ) {
    this.lastEnd = start;
    this.current = { kind: 'eof', text: '', start, end: start };
    this.current = this.take(start);
  }

  /** Goes to the next token and returns the one passed. */
  next(): Token {
    const passed = this.current;
    if (passed.kind === 'eof') return passed;
    this.lastEnd = passed.end;
    this.current = this.take(passed.end);
    return passed;
  }

  peek(): Token {
    if (this.tokens !== null) return this.tokens[this.index] ?? this.eof();
    if (this.current.kind === 'eof' || this.current.kind === 'end') return this.current;
    this.ahead ??= readToken(this.text, this.current.end, this.end, this.brackets.length === 0 ? this.mark : null);
    return this.ahead;
  }

  isOp(text: string): boolean {
    return this.current.kind === 'op' && this.current.text === text;
  }

  isName(text: string): boolean {
    return this.current.kind === 'name' && this.current.text === text;
  }

  skipOp(text: string): boolean {
    if (!this.isOp(text)) return false;
    this.next();
    return true;
  }

  skipName(text: string): boolean {
    if (!this.isName(text)) return false;
    this.next();
    return true;
  }

  /** Whether nothing is left in the tag. */
  atEnd(): boolean {
    return this.current.kind === 'end' || this.current.kind === 'eof';
  }

  /** Passes over the rest of the tag, whatever it holds besides strings, as dbt does behind a block's name. */
  skipToMark(): void {
    if (this.tokens !== null) {
      while (this.current.kind !== 'eof') this.next();
      return;
    }
    let at = this.current.start;
    while (at < this.end && this.current.kind !== 'end') {
      const c = this.text.charCodeAt(at);
      const length = closingMark(this.text, at, this.end, this.mark);
      if (length > 0) {
        this.current = { kind: 'end', text: this.text.slice(at, at + length), start: at, end: at + length };
        return;
      }
      if (c === 123 && '{%#'.includes(this.text[at + 1] ?? ' ')) break;
      const token = c === 39 || c === 34 ? readToken(this.text, at, this.end, null) : null;
      if (token?.kind === 'bad') break;
      at = token === null ? at + 1 : token.end;
      if (skipSpace(this.text, at - 1, at) === at - 1) this.lastEnd = at;
    }
    if (this.current.kind !== 'end') this.current = { kind: 'eof', text: '', start: at, end: at };
  }

  /** Takes the operator; if another token stands there, that is a failure. */
  expectOp(text: string): boolean {
    if (this.skipOp(text)) return true;
    this.unexpected(`\`${text}\``);
    return false;
  }

  expectEnd(what: string): void {
    if (this.current.kind !== 'end') this.unexpected(`the end of the ${what}`);
  }

  expectName(what: string): Name | null {
    if (this.current.kind !== 'name') {
      this.unexpected(what);
      return null;
    }
    const { text, start, end } = this.next();
    return { text, span: { start, end } };
  }

  unexpected(expected: string): void {
    const t = this.current;
    if (t.kind === 'bad') this.fail(capital(t.note ?? t.text), { start: t.start, end: t.end });
    else if (t.kind === 'eof') this.fail(`This Jinja tag is not closed: \`${this.mark}\` is missing`, { start: t.start, end: t.end }, { missing: this.mark });
    else if (t.kind === 'end') this.fail(`Expected ${expected} before \`${t.text}\``, { start: t.start, end: t.end }, { expected });
    else this.fail(`Expected ${expected}, found \`${this.text.slice(t.start, Math.min(t.end, t.start + 40))}\``, { start: t.start, end: t.end }, { expected });
  }

  fail(message: string, span: Span, data?: { readonly [name: string]: string }): void {
    if (this.tokens !== null) return;
    this.failure ??= data === undefined ? { span, message } : { span, message, data };
    this.ahead = null;
    this.current = { kind: 'eof', text: '', start: this.current.start, end: this.current.start };
  }

  /** An expression; `withConditional` false leaves `x if y` out, as after `if` and `in`. */
  expression(withConditional = true): Expr {
    if (this.depth >= MAX_DEPTH) {
      this.fail('This expression is nested too deeply for Jinja', { start: this.current.start, end: this.current.end });
      return this.missing();
    }
    this.depth++;
    let left = this.binary(0);
    while (withConditional && this.skipName('if')) {
      const test = this.binary(0);
      const other = this.skipName('else') ? this.expression() : null;
      left = { kind: 'conditional', value: left, test, otherwise: other, span: this.spanFrom(left.span.start) };
    }
    this.depth--;
    return left;
  }

  tuple(options: TupleOptions = {}): Expr {
    const start = this.current.start;
    const items: Expr[] = [];
    let commas = false;
    while (true) {
      if (items.length > 0) this.next();
      if (this.tupleEnds(options.endName)) break;
      items.push(options.simple ? this.primary(options.withNamespace) : this.expression(options.withConditional ?? true));
      if (!this.isOp(',')) break;
      commas = true;
    }
    if (!commas && items[0] !== undefined) return items[0];
    if (!commas && !options.parenthesised) {
      this.unexpected('an expression');
      return this.missing();
    }
    return { kind: 'tuple', items, span: this.spanFrom(start) };
  }

  /** What a `set`, `for` or `with` assigns to: names, tuples of names, and attributes of a namespace. */
  target(options: { readonly endName?: string; readonly withNamespace?: boolean } = {}): Expr {
    const found = this.tuple({ ...options, simple: true });
    if (!assignable(found)) this.fail(`Jinja can't assign to this`, found.span);
    return found;
  }

  /** Parameters of a macro or call block with their brackets; dbt lets them have types. */
  signature(): Parameter[] {
    const parameters: Parameter[] = [];
    let defaults = false;
    if (!this.expectOp('(')) return parameters;
    while (!this.isOp(')') && !this.atEnd()) {
      if (parameters.length > 0 && !this.expectOp(',')) break;
      const name = this.expectName('a parameter name');
      if (name === null) break;
      const type = this.skipOp(':') ? this.typeName() : null;
      let value: Expr | null = null;
      if (this.skipOp('=')) {
        value = this.expression();
        defaults = true;
      } else if (defaults) {
        this.fail('A parameter without a default can’t follow one with a default', name.span);
      }
      parameters.push({ name, type, default: value, span: this.spanFrom(name.span.start) });
    }
    this.expectOp(')');
    return parameters;
  }

  /** The filters of a `filter` or `set` block: `upper | trim`. `bare` if the first has no bar before it. */
  filterChain(bare: boolean): Expr | null {
    let chain: Expr | null = null;
    while (bare || this.skipOp('|')) {
      chain = this.filter(chain);
      bare = false;
      if (this.atEnd()) break;
    }
    return chain;
  }

  missing(): Expr {
    const at = Math.max(this.lastEnd, Math.min(this.current.start, this.lastEnd + 1));
    return { kind: 'missing', span: { start: at, end: at }, incomplete: true };
  }

  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.lastEnd) };
  }

  private eof(): Token {
    return { kind: 'eof', text: '', start: this.end, end: this.end };
  }

  private take(at: number): Token {
    if (this.tokens !== null) return this.tokens[this.index++] ?? this.eof();
    const token = this.ahead ?? readToken(this.text, at, this.end, this.brackets.length === 0 ? this.mark : null);
    this.ahead = null;
    if (token.kind !== 'op' || !'()[]{}'.includes(token.text)) return token;
    if (token.text === '(') this.brackets.push(')');
    else if (token.text === '[') this.brackets.push(']');
    else if (token.text === '{') this.brackets.push('}');
    else {
      const expected = this.brackets.pop();
      if (expected === undefined) return { ...token, kind: 'bad', note: `\`${token.text}\` closes nothing` };
      if (expected !== token.text) return { ...token, kind: 'bad', note: `\`${expected}\` is missing before \`${token.text}\`` };
    }
    return token;
  }

  private tupleEnds(endName: string | undefined): boolean {
    return this.atEnd() || this.isOp(')') || (endName !== undefined && this.isName(endName));
  }

  /** `or`, `and`, `not`, comparisons, then arithmetic, from the loosest to the tightest, as Jinja2 ranks them. */
  private binary(level: number): Expr {
    if (level === NOT_LEVEL) return this.negation();
    if (level === COMPARE_LEVEL) return this.comparison();
    if (level === UNARY_LEVEL) return this.unary(true);
    const operators = LEVELS[level]!;
    let left = this.binary(level + 1);
    while ((this.current.kind === 'op' || this.current.kind === 'name') && operators.includes(this.current.text) && (this.current.kind === 'name') === level < NOT_LEVEL) {
      const op = this.next().text as BinaryOperator;
      const right = this.binary(level + 1);
      left = { kind: 'binary', op, left, right, span: this.spanFrom(left.span.start) };
    }
    return left;
  }

  private negation(): Expr {
    if (!this.isName('not')) return this.binary(COMPARE_LEVEL);
    const start = this.next().start;
    if (this.depth >= MAX_DEPTH) {
      this.fail('This expression is nested too deeply for Jinja', { start, end: start + 3 });
      return this.missing();
    }
    this.depth++;
    const operand = this.negation();
    this.depth--;
    return { kind: 'unary', op: 'not', operand, span: this.spanFrom(start) };
  }

  private comparison(): Expr {
    const first = this.binary(COMPARE_LEVEL + 1);
    const rest: { op: CompareOperator; value: Expr }[] = [];
    while (true) {
      const op = this.comparisonOperator();
      if (op === null) break;
      rest.push({ op, value: this.binary(COMPARE_LEVEL + 1) });
    }
    return rest.length === 0 ? first : { kind: 'compare', first, rest, span: this.spanFrom(first.span.start) };
  }

  private comparisonOperator(): CompareOperator | null {
    const t = this.current;
    if (t.kind === 'op' && COMPARISONS.includes(t.text)) return this.next().text as CompareOperator;
    if (this.skipName('in')) return 'in';
    if (!this.isName('not')) return null;
    const ahead = this.peek();
    if (ahead.kind !== 'name' || ahead.text !== 'in') return null;
    this.next();
    this.next();
    return 'not in';
  }

  private unary(withFilters: boolean): Expr {
    const t = this.current;
    let node: Expr;
    if (t.kind === 'op' && (t.text === '-' || t.text === '+')) {
      this.next();
      if (this.depth >= MAX_DEPTH) {
        this.fail('This expression is nested too deeply for Jinja', { start: t.start, end: t.end });
        return this.missing();
      }
      this.depth++;
      const operand = this.unary(false);
      this.depth--;
      node = { kind: 'unary', op: t.text, operand, span: this.spanFrom(t.start) };
    } else node = this.primary();
    node = this.postfix(node);
    if (!withFilters) return node;
    while (true) {
      if (this.skipOp('|')) node = this.filter(node);
      else if (this.isName('is')) node = this.test(node);
      else if (this.isOp('(')) node = this.call(node);
      else return node;
    }
  }

  private primary(withNamespace = false): Expr {
    const t = this.current;
    if (t.kind === 'name') return this.nameOrConstant(t, withNamespace);
    if (t.kind === 'string') return this.strings();
    if (t.kind === 'integer' || t.kind === 'float') {
      this.next();
      return { kind: 'number', value: Number(t.text.replaceAll('_', '')), span: { start: t.start, end: t.end } };
    }
    if (t.kind === 'nested') {
      this.next();
      return { kind: 'missing', span: { start: t.start, end: t.end }, incomplete: true };
    }
    if (this.isOp('(')) {
      this.next();
      const inner = this.tuple({ parenthesised: true });
      const closed = this.expectOp(')');
      const span = this.spanFrom(t.start);
      if (inner.kind === 'tuple') return closed ? { ...inner, span } : { ...inner, span, incomplete: true };
      return inner;
    }
    if (this.isOp('[')) return this.list();
    if (this.isOp('{')) return this.dict();
    this.unexpected('an expression');
    return this.missing();
  }

  private nameOrConstant(t: Token, withNamespace: boolean): Expr {
    this.next();
    const span = { start: t.start, end: t.end };
    if (t.text === 'true' || t.text === 'True') return { kind: 'bool', value: true, span };
    if (t.text === 'false' || t.text === 'False') return { kind: 'bool', value: false, span };
    if (t.text === 'none' || t.text === 'None') return { kind: 'none', span };
    const name: Expr = { kind: 'name', name: t.text, span };
    if (!withNamespace || !this.skipOp('.')) return name;
    const attribute = this.expectName('a name');
    const whole = this.spanFrom(t.start);
    if (attribute === null) return { kind: 'attribute', base: name, name: this.noName(), span: whole, incomplete: true };
    return { kind: 'attribute', base: name, name: attribute, span: whole };
  }

  private strings(): Expr {
    const start = this.current.start;
    let value = '';
    let open = false;
    const parts: { span: Span; content: Span }[] = [];
    while (this.current.kind === 'string') {
      const t = this.next();
      value += unescapeString(t.text);
      open = t.note === 'open';
      parts.push({ span: { start: t.start, end: t.end }, content: { start: t.start + 1, end: open ? t.end : t.end - 1 } });
    }
    const span = this.spanFrom(start);
    return open ? { kind: 'string', value, parts, span, incomplete: true } : { kind: 'string', value, parts, span };
  }

  private list(): Expr {
    const start = this.next().start;
    const items: Expr[] = [];
    while (!this.isOp(']') && !this.atEnd()) {
      if (items.length > 0 && !this.separator(']')) break;
      if (this.isOp(']')) break;
      items.push(this.expression());
    }
    const closed = this.expectOp(']');
    const span = this.spanFrom(start);
    return closed ? { kind: 'list', items, span } : { kind: 'list', items, span, incomplete: true };
  }

  private dict(): Expr {
    const open = this.next();
    const entries: { key: Expr; value: Expr }[] = [];
    while (!this.isOp('}') && !this.atEnd()) {
      if (entries.length > 0 && !this.separator('}')) break;
      if (this.isOp('}')) break;
      const inKey = this.isOp('{');
      if (inKey && ++this.braces > MAX_BRACES) this.unexpected('a key');
      const key = this.expression();
      if (inKey) this.braces--;
      const colon = this.expectOp(':');
      entries.push({ key, value: colon ? this.expression() : this.missing() });
    }
    const closed = this.expectOp('}');
    const span = this.spanFrom(open.start);
    return closed ? { kind: 'dict', entries, span } : { kind: 'dict', entries, span, incomplete: true };
  }

  /** The comma between two items. Tolerant reading skips to it over what it can't read; false if the closing bracket or the end comes first. */
  private separator(close: string): boolean {
    if (this.skipOp(',')) return true;
    this.unexpected(`\`,\` or \`${close}\``);
    let open = 0;
    while (!this.atEnd()) {
      if (open === 0 && this.isOp(',')) break;
      if (open === 0 && (this.isOp(')') || this.isOp(']') || this.isOp('}'))) break;
      if (this.isOp('(') || this.isOp('[') || this.isOp('{')) open++;
      else if (this.isOp(')') || this.isOp(']') || this.isOp('}')) open--;
      this.next();
    }
    return this.skipOp(',');
  }

  private postfix(node: Expr): Expr {
    while (true) {
      if (this.isOp('.')) node = this.attribute(node);
      else if (this.isOp('[')) node = this.subscript(node);
      else if (this.isOp('(')) node = this.call(node);
      else return node;
    }
  }

  private attribute(base: Expr): Expr {
    this.next();
    const t = this.current;
    const start = base.span.start;
    if (t.kind === 'name') {
      this.next();
      return { kind: 'attribute', base, name: { text: t.text, span: { start: t.start, end: t.end } }, span: this.spanFrom(start) };
    }
    if (t.kind === 'integer') {
      this.next();
      const index: Expr = { kind: 'number', value: Number(t.text.replaceAll('_', '')), span: { start: t.start, end: t.end } };
      return { kind: 'subscript', base, index, span: this.spanFrom(start) };
    }
    this.unexpected('a name after the dot');
    return { kind: 'attribute', base, name: this.noName(), span: this.spanFrom(start), incomplete: true };
  }

  private subscript(base: Expr): Expr {
    const open = this.next();
    const items: Expr[] = [];
    while (!this.isOp(']') && !this.atEnd()) {
      if (items.length > 0 && !this.separator(']')) break;
      items.push(this.subscriptItem());
    }
    if (items.length > 1 && items.some(i => i.kind === 'slice')) this.fail('Jinja compiles no slice beside another subscript', this.spanFrom(open.start));
    const closed = this.expectOp(']');
    const only = items.length === 1 ? items[0] : undefined;
    const index: Expr = only ?? { kind: 'tuple', items, span: { start: open.start, end: this.lastEnd } };
    const span = this.spanFrom(base.span.start);
    return closed ? { kind: 'subscript', base, index, span } : { kind: 'subscript', base, index, span, incomplete: true };
  }

  private subscriptItem(): Expr {
    const start = this.current.start;
    const from = this.isOp(':') ? null : this.expression();
    if (!this.skipOp(':')) return from ?? this.missing();
    const absent = () => this.isOp(':') || this.isOp(']') || this.isOp(',') || this.atEnd();
    const to = absent() ? null : this.expression();
    const step = this.skipOp(':') && !absent() ? this.expression() : null;
    return { kind: 'slice', from, to, step, span: this.spanFrom(start) };
  }

  private call(callee: Expr): Expr {
    const open = this.current.start;
    const { args, closed } = this.callArguments();
    const parens = { start: open, end: this.lastEnd };
    const span = this.spanFrom(callee.span.start);
    return closed ? { kind: 'call', callee, args, parens, span } : { kind: 'call', callee, args, parens, span, incomplete: true };
  }

  private callArguments(): { args: Argument[]; closed: boolean } {
    const args: Argument[] = [];
    const seen: Seen = { keywords: new Set(), splat: false, keywordSplat: false };
    this.next();
    while (!this.isOp(')') && !this.atEnd()) {
      if (args.length > 0 && !this.separator(')')) break;
      if (this.isOp(')')) break;
      const argument = this.argument();
      const wrong = misplaced(argument, seen);
      if (wrong !== null) this.fail(wrong, argument.name?.span ?? argument.span);
      args.push(argument);
    }
    return { args, closed: this.expectOp(')') };
  }

  private argument(): Argument {
    const start = this.current.start;
    if (this.skipOp('*')) return { kind: 'splat', name: null, value: this.expression(), span: this.spanFrom(start) };
    if (this.skipOp('**')) return { kind: 'keywordSplat', name: null, value: this.expression(), span: this.spanFrom(start) };
    if (this.current.kind === 'name') {
      const ahead = this.peek();
      if (ahead.kind === 'op' && ahead.text === '=') {
        const name = this.next();
        this.next();
        const value = this.expression();
        return { kind: 'keyword', name: { text: name.text, span: { start: name.start, end: name.end } }, value, span: this.spanFrom(start) };
      }
    }
    return { kind: 'positional', name: null, value: this.expression(), span: this.spanFrom(start) };
  }

  private dottedName(what: string): Name | null {
    const first = this.expectName(what);
    if (first === null) return null;
    let text = first.text;
    while (this.skipOp('.')) {
      const part = this.expectName(what);
      if (part === null) break;
      text += `.${part.text}`;
    }
    return { text, span: this.spanFrom(first.span.start) };
  }

  private filter(base: Expr | null): Expr {
    const start = base?.span.start ?? this.current.start;
    const name = this.dottedName('a filter name');
    if (name === null) return { kind: 'filter', base, name: this.noName(), args: [], span: this.spanFrom(start), incomplete: true };
    const { args, closed } = this.isOp('(') ? this.callArguments() : { args: [], closed: true };
    const span = this.spanFrom(start);
    return closed ? { kind: 'filter', base, name, args, span } : { kind: 'filter', base, name, args, span, incomplete: true };
  }

  private test(base: Expr): Expr {
    this.next();
    const negated = this.skipName('not');
    const name = this.dottedName('a test name');
    const start = base.span.start;
    if (name === null) return { kind: 'test', base, name: this.noName(), negated, args: [], span: this.spanFrom(start), incomplete: true };
    const t = this.current;
    let args: Argument[] = [];
    if (this.isOp('(')) args = this.callArguments().args;
    else if (t.kind === 'string' || t.kind === 'integer' || t.kind === 'float' || this.isOp('[') || this.isOp('{') || (t.kind === 'name' && !AFTER_TEST.includes(t.text))) {
      if (this.isName('is')) this.fail('Tests with `is` can’t be chained', { start: t.start, end: t.end });
      const value = this.postfix(this.primary());
      args = [{ kind: 'positional', name: null, value, span: value.span }];
    }
    return { kind: 'test', base, name, negated, args, span: this.spanFrom(start) };
  }

  /** `list[string]`: dbt reads the form of a type only. */
  private typeName(): Name | null {
    const first = this.expectName('a type');
    if (first === null) return null;
    let open = 0;
    while (true) {
      if (this.skipOp('[')) {
        open++;
        if (this.skipOp(']')) open--;
        else if (this.expectName('a type') === null) break;
      } else if (open > 0 && this.skipOp(']')) open--;
      else if (open > 0 && this.skipOp(',')) {
        if (this.expectName('a type') === null) break;
      } else break;
    }
    if (open > 0) this.expectOp(']');
    const span = this.spanFrom(first.span.start);
    return { text: this.text.slice(span.start, span.end), span };
  }

  private noName(): Name {
    return { text: '', span: { start: this.lastEnd, end: this.lastEnd } };
  }
}

const LEVELS: readonly (readonly string[])[] = [['or'], ['and'], [], [], ['+', '-'], ['~'], ['*', '/', '//', '%'], ['**']];
const NOT_LEVEL = 2;
const COMPARE_LEVEL = 3;
const UNARY_LEVEL = 8;
const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];
const AFTER_TEST: readonly string[] = ['else', 'or', 'and'];

function assignable(target: Expr): boolean {
  if (target.kind === 'name' || target.kind === 'missing') return true;
  if (target.kind === 'attribute') return target.base.kind === 'name';
  return target.kind === 'tuple' && target.items.every(assignable);
}

interface Seen {
  readonly keywords: Set<string>;
  splat: boolean;
  keywordSplat: boolean;
}

/** Why an argument can't stand after the ones before it, as Python has it, else null. Notes the argument in `seen`. */
function misplaced(argument: Argument, seen: Seen): string | null {
  if (seen.keywordSplat) return 'No argument can follow `**`';
  if (argument.kind === 'splat') {
    if (seen.splat) return 'There can be only one `*` argument';
    seen.splat = true;
  } else if (argument.kind === 'keywordSplat') seen.keywordSplat = true;
  else if (argument.name === null) {
    if (seen.keywords.size > 0 || seen.splat) return 'An argument without a name can’t follow one with a name';
  } else {
    if (seen.keywords.has(argument.name.text)) return `The argument \`${argument.name.text}\` is given twice`;
    seen.keywords.add(argument.name.text);
  }
  return null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
