import type { Span } from '../../text/span';

/**
 * A Python file as a read-only tree. All spans are offsets into the file (UTF-16, from 0, half-open).
 * What can't be read is an `unknown` expression or is left out; nothing here says that the code is wrong.
 */
export interface PythonFile {
  readonly text: string;
  readonly body: readonly Statement[];
  readonly comments: readonly Span[];
}

export type Statement =
  | ImportStatement
  | FunctionDefinition
  | ClassDefinition
  | Assignment
  | UpdateStatement
  | WithStatement
  | ForStatement
  | WhileStatement
  | IfStatement
  | TryStatement
  | MatchStatement
  | ReturnStatement
  | ExpressionStatement
  | PlainStatement;

/** `import a.b as c` gives one name with `module` 'a.b' and `name` null; `from .m import x as y` gives `module` '.m' and `name` 'x'. */
export interface ImportStatement {
  readonly kind: 'import';
  readonly span: Span;
  /** The module of a `from` import, with its leading dots; null for a plain import. */
  readonly from: { readonly module: string; readonly span: Span } | null;
  readonly names: readonly ImportedName[];
}

export interface ImportedName {
  /** Dotted for a plain import, `*` for a star. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly alias: string | null;
  readonly span: Span;
}

export interface Parameter {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly star: '' | '*' | '**';
  readonly annotation: Expression | null;
  readonly value: Expression | null;
}

export interface Decorator {
  readonly span: Span;
  /** A name, an attribute, or a call of one. */
  readonly expression: Expression;
}

export interface FunctionDefinition {
  readonly kind: 'function';
  /** From the first decorator to the end of the body. */
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly isAsync: boolean;
  readonly decorators: readonly Decorator[];
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
  readonly docstring: TextExpression | null;
}

export interface ClassDefinition {
  readonly kind: 'class';
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly decorators: readonly Decorator[];
  readonly bases: readonly Argument[];
  readonly body: readonly Statement[];
  readonly docstring: TextExpression | null;
}

/** `a = b = value`; without a value (`x: int`) it only annotates. */
export interface Assignment {
  readonly kind: 'assign';
  readonly span: Span;
  readonly targets: readonly Expression[];
  readonly annotation: Expression | null;
  readonly value: Expression | null;
}

export interface UpdateStatement {
  readonly kind: 'update';
  readonly span: Span;
  readonly target: Expression;
  /** `+=`, `|=`, … */
  readonly operator: string;
  readonly value: Expression;
}

export interface WithStatement {
  readonly kind: 'with';
  readonly span: Span;
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}

export interface WithItem {
  readonly expression: Expression;
  readonly target: Expression | null;
}

export interface ForStatement {
  readonly kind: 'for';
  readonly span: Span;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface WhileStatement {
  readonly kind: 'while';
  readonly span: Span;
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** `if`, its `elif`s and `else` (whose test is null), in the order written. */
export interface IfStatement {
  readonly kind: 'if';
  readonly span: Span;
  readonly branches: readonly { readonly test: Expression | null; readonly body: readonly Statement[] }[];
}

export interface TryStatement {
  readonly kind: 'try';
  readonly span: Span;
  readonly body: readonly Statement[];
  readonly handlers: readonly { readonly type: Expression | null; readonly name: string | null; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface MatchStatement {
  readonly kind: 'match';
  readonly span: Span;
  readonly subject: Expression;
  readonly cases: readonly (readonly Statement[])[];
}

export interface ReturnStatement {
  readonly kind: 'return';
  readonly span: Span;
  readonly value: Expression | null;
}

export interface ExpressionStatement {
  readonly kind: 'expression';
  readonly span: Span;
  readonly expression: Expression;
}

export interface PlainStatement {
  readonly kind: 'pass' | 'break' | 'continue' | 'raise' | 'delete' | 'assert' | 'global';
  readonly span: Span;
  readonly expressions: readonly Expression[];
}

export type Expression =
  | NameExpression
  | AttributeExpression
  | SubscriptExpression
  | CallExpression
  | TextExpression
  | FormatExpression
  | JoinedExpression
  | NumberExpression
  | ConstantExpression
  | SequenceExpression
  | DictionaryExpression
  | ComprehensionExpression
  | LambdaExpression
  | BinaryExpression
  | UnaryExpression
  | ConditionalExpression
  | NamedExpression
  | AwaitExpression
  | YieldExpression
  | StarredExpression
  | UnknownExpression;

export interface NameExpression {
  readonly kind: 'name';
  readonly span: Span;
  readonly name: string;
}

export interface AttributeExpression {
  readonly kind: 'attribute';
  readonly span: Span;
  readonly value: Expression;
  /** '' while it is being typed (`foo.`). */
  readonly name: string;
  readonly nameSpan: Span;
}

export interface SubscriptExpression {
  readonly kind: 'subscript';
  readonly span: Span;
  readonly value: Expression;
  /** Null for a slice; of several at once (`a[1:2, "x"]`) a tuple in which slices are unknown. */
  readonly index: Expression | null;
  /** The bounds of a slice, null where they are left out; several slices at once (`a[1:2, 3]`) have none. */
  readonly slice: { readonly start: Expression | null; readonly stop: Expression | null; readonly step: Expression | null } | null;
}

export interface Argument {
  /** With the keyword. */
  readonly span: Span;
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly star: '' | '*' | '**';
  /** Unknown, with an empty span, while it is being typed (`f(retries=)`). */
  readonly value: Expression;
}

export interface CallExpression {
  readonly kind: 'call';
  readonly span: Span;
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** From the bracket to the bracket. */
  readonly argsSpan: Span;
}

/** One string literal without replacements. */
export interface TextExpression {
  readonly kind: 'text';
  readonly span: Span;
  /** `r`, `b`, `u`, `rb`, … in lower case. */
  readonly prefix: string;
  /** Between the quotes. */
  readonly content: Span;
  readonly value: string;
  /** Whether `value` is exactly the characters at `content`: then offsets in the one are offsets in the other. */
  readonly verbatim: boolean;
}

/** An f-string. */
export interface FormatExpression {
  readonly kind: 'format';
  readonly span: Span;
  readonly prefix: string;
  readonly content: Span;
  readonly parts: readonly FormatPart[];
}

export type FormatPart =
  | { readonly kind: 'literal'; readonly span: Span; readonly value: string }
  /** `plain` is false with a conversion or a format specification. */
  | { readonly kind: 'replacement'; readonly span: Span; readonly expression: Expression; readonly plain: boolean };

/** Adjacent string literals. */
export interface JoinedExpression {
  readonly kind: 'joined';
  readonly span: Span;
  readonly parts: readonly (TextExpression | FormatExpression)[];
}

export interface NumberExpression {
  readonly kind: 'number';
  readonly span: Span;
  /** NaN for complex numbers. */
  readonly value: number;
  readonly integer: boolean;
}

export interface ConstantExpression {
  readonly kind: 'constant';
  readonly span: Span;
  readonly value: null | boolean;
}

export interface SequenceExpression {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly span: Span;
  readonly items: readonly Expression[];
}

export interface DictionaryExpression {
  readonly kind: 'dict';
  readonly span: Span;
  /** `key` is null for `**value`. */
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}

export interface ComprehensionExpression {
  readonly kind: 'comprehension';
  readonly span: Span;
  readonly makes: 'list' | 'set' | 'dict' | 'generator';
  readonly element: Expression;
  /** Of a dict comprehension. */
  readonly value: Expression | null;
  readonly clauses: readonly { readonly target: Expression; readonly iterable: Expression; readonly conditions: readonly Expression[] }[];
}

export interface LambdaExpression {
  readonly kind: 'lambda';
  readonly span: Span;
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly span: Span;
  /** As written: `>>`, `+`, `and`, `not in`, … */
  readonly operator: string;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryExpression {
  readonly kind: 'unary';
  readonly span: Span;
  readonly operator: string;
  readonly value: Expression;
}

export interface ConditionalExpression {
  readonly kind: 'conditional';
  readonly span: Span;
  readonly test: Expression;
  readonly value: Expression;
  readonly otherwise: Expression;
}

export interface NamedExpression {
  readonly kind: 'named';
  readonly span: Span;
  readonly target: Expression;
  readonly value: Expression;
}

export interface AwaitExpression {
  readonly kind: 'await';
  readonly span: Span;
  readonly value: Expression;
}

export interface YieldExpression {
  readonly kind: 'yield';
  readonly span: Span;
  readonly value: Expression | null;
}

export interface StarredExpression {
  readonly kind: 'starred';
  readonly span: Span;
  readonly value: Expression;
}

export interface UnknownExpression {
  readonly kind: 'unknown';
  readonly span: Span;
}
