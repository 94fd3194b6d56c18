import type { Problem } from '../../model/facts';
import type { Span } from '../../text/span';
import type { JinjaCall } from './calls';
import type { Scopes } from './scopes';

/**
 * A Jinja template as a read-only tree with exact spans. All spans are offsets into the whole file, also where the
 * template is only a part of it. Segments cover `[start, end)` without gaps; blocks point into them by index, so
 * nothing here is nested deeper than an expression.
 */
export interface JinjaTemplate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly segments: readonly Segment[];
  /** In the order of their opening tags: a parent comes before its children. */
  readonly blocks: readonly Block[];
  /** What Jinja2 with dbt's tags would reject, were the whole text one template. `problemsFor` fits it to a kind of file. */
  readonly problems: readonly Problem[];
  /** What has been worked out from the tree since, for whoever asks again. */
  readonly memo: Memo;
}

export interface Memo {
  calls: readonly JinjaCall[] | null;
  callOf: ReadonlyMap<CallExpr, JinjaCall> | null;
  scopes: Scopes | null;
}

export type Segment = TextSegment | CommentSegment | RawSegment | OutputSegment | TagSegment;

interface SegmentBase {
  readonly index: number;
  readonly span: Span;
  /** Index of the innermost block the segment lies in, -1 at top level. The tags of a block lie outside of it, in its parent. */
  readonly block: number;
  /** Which branch of that block: 0 for its body, further ones for `elif` and `else`. */
  readonly branch: number;
}

export interface TextSegment extends SegmentBase {
  readonly kind: 'text';
}

export interface CommentSegment extends SegmentBase {
  readonly kind: 'comment';
  readonly closed: boolean;
}

/** `{% raw %}…{% endraw %}`; `content` is text as it stands. */
export interface RawSegment extends SegmentBase {
  readonly kind: 'raw';
  readonly content: Span;
  readonly closed: boolean;
}

interface Delimited extends SegmentBase {
  /** Between the delimiters, whitespace-control marks left out. */
  readonly inner: Span;
  readonly trimBefore: '' | '-' | '+';
  readonly trimAfter: '' | '-' | '+';
  readonly closed: boolean;
  /** Whether Jinja can read the inside; whether the tag fits among the others is another question. */
  readonly sound: boolean;
  /** Expressions that could be read after the place where Jinja gave up. Empty in a sound template. */
  readonly extra: readonly Expr[];
}

/** `{{ … }}` */
export interface OutputSegment extends Delimited {
  readonly kind: 'output';
  readonly expr: Expr;
}

/** `{% … %}` */
export interface TagSegment extends Delimited {
  readonly kind: 'tag';
  readonly statement: Statement;
  /** Index of the block that this tag opens, continues or closes; -1 if none. */
  readonly owner: number;
}

export type BlockKind =
  | 'if'
  | 'for'
  | 'macro'
  | 'call'
  | 'filter'
  | 'set'
  | 'block'
  | 'with'
  | 'autoescape'
  | 'snapshot'
  | 'test'
  | 'data_test'
  | 'materialization'
  | 'docs';

export interface Block {
  readonly index: number;
  readonly kind: BlockKind;
  /** Index of the block around it, -1 at top level, and the branch of that block it lies in. */
  readonly parent: number;
  readonly parentBranch: number;
  /** The statement of the opening tag. */
  readonly statement: Statement;
  readonly branches: readonly Branch[];
  readonly open: Span;
  /** The closing tag; null if the block is never closed. */
  readonly close: Span | null;
  /** From the opening to the closing tag; an unclosed block ends where what is around it ends. */
  readonly span: Span;
}

export interface Branch {
  /** Index of the segment of the tag that begins the branch: the opening tag, `elif`, `else`. */
  readonly tag: number;
  /** Between that tag and the next tag of the block. */
  readonly body: Span;
  /** The segments of the body, half-open. Those of inner blocks are among them. */
  readonly from: number;
  readonly to: number;
}

export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface Parameter {
  readonly name: Name;
  readonly type: Name | null;
  readonly default: Expr | null;
  readonly span: Span;
}

interface StatementBase {
  /** The tag's name: `if`, `endif`, `set`…; empty where there is none. */
  readonly keyword: Name;
}

export type Statement = StatementBase &
  (
    | { readonly kind: 'set'; readonly target: Expr; readonly value: Expr | null; readonly filters: Expr | null }
    | { readonly kind: 'if' | 'elif'; readonly test: Expr }
    | { readonly kind: 'else' }
    | { readonly kind: 'for'; readonly target: Expr; readonly iterable: Expr; readonly test: Expr | null; readonly recursive: boolean }
    | { readonly kind: 'macro' | 'test'; readonly name: Name | null; readonly parameters: readonly Parameter[] }
    | {
        readonly kind: 'materialization';
        readonly name: Name | null;
        /** `default`, or the literal adapter; null if the adapter is no literal. */
        readonly adapter: string | null;
        readonly values: readonly Expr[];
      }
    /** `rest`: text after the name, which the older dbt ignores and the newer one rejects. */
    | { readonly kind: 'snapshot' | 'docs'; readonly name: Name | null; readonly rest: Span | null }
    | { readonly kind: 'call'; readonly parameters: readonly Parameter[]; readonly call: Expr }
    | { readonly kind: 'filter'; readonly filters: Expr | null }
    | { readonly kind: 'do' | 'include' | 'extends' | 'autoescape'; readonly expr: Expr }
    | { readonly kind: 'print'; readonly values: readonly Expr[] }
    | { readonly kind: 'block'; readonly name: Name | null }
    | { readonly kind: 'import'; readonly expr: Expr; readonly target: Name | null }
    | { readonly kind: 'from'; readonly expr: Expr; readonly names: readonly { readonly name: Name; readonly as: Name | null }[] }
    | { readonly kind: 'with'; readonly assignments: readonly { readonly target: Expr; readonly value: Expr }[] }
    | { readonly kind: 'break' | 'continue' }
    /** An `end…` tag; `of` is what it ends. `endblock` may repeat the name. */
    | { readonly kind: 'end'; readonly of: string; readonly name: Name | null }
    | { readonly kind: 'unknown' }
  );

export type BinaryOperator = 'or' | 'and' | '+' | '-' | '~' | '*' | '/' | '//' | '%' | '**';
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

interface ExprBase {
  readonly span: Span;
  /** Something that belongs here is missing: a bracket, an operand, a name. */
  readonly incomplete?: true;
}

export interface NameExpr extends ExprBase {
  readonly kind: 'name';
  readonly name: string;
}

export interface StringExpr extends ExprBase {
  readonly kind: 'string';
  readonly value: string;
  /** One for each literal: Jinja joins strings that stand side by side. `content` is without quotes. */
  readonly parts: readonly { readonly span: Span; readonly content: Span }[];
}

export interface AttributeExpr extends ExprBase {
  readonly kind: 'attribute';
  readonly base: Expr;
  /** Empty, and the expression incomplete, after a dot with nothing behind it. */
  readonly name: Name;
}

export interface CallExpr extends ExprBase {
  readonly kind: 'call';
  readonly callee: Expr;
  readonly args: readonly Argument[];
  /** From `(` to `)`; to the last thing read if there is no `)`. */
  readonly parens: Span;
}

export interface Argument {
  readonly kind: 'positional' | 'keyword' | 'splat' | 'keywordSplat';
  /** The keyword; null for other kinds. */
  readonly name: Name | null;
  readonly value: Expr;
  readonly span: Span;
}

export interface FilterExpr extends ExprBase {
  readonly kind: 'filter';
  /** Null at the start of the chain of a `filter` or `set` block. */
  readonly base: Expr | null;
  readonly name: Name;
  readonly args: readonly Argument[];
}

export interface TestExpr extends ExprBase {
  readonly kind: 'test';
  readonly base: Expr;
  readonly name: Name;
  readonly negated: boolean;
  readonly args: readonly Argument[];
}

export type Expr =
  | NameExpr
  | StringExpr
  | AttributeExpr
  | CallExpr
  | FilterExpr
  | TestExpr
  | (ExprBase & { readonly kind: 'number'; readonly value: number })
  | (ExprBase & { readonly kind: 'bool'; readonly value: boolean })
  | (ExprBase & { readonly kind: 'none' })
  | (ExprBase & { readonly kind: 'list' | 'tuple'; readonly items: readonly Expr[] })
  | (ExprBase & { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expr; readonly value: Expr }[] })
  | (ExprBase & { readonly kind: 'subscript'; readonly base: Expr; readonly index: Expr })
  | (ExprBase & { readonly kind: 'slice'; readonly from: Expr | null; readonly to: Expr | null; readonly step: Expr | null })
  | (ExprBase & { readonly kind: 'unary'; readonly op: 'not' | '-' | '+'; readonly operand: Expr })
  | (ExprBase & { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr })
  | (ExprBase & { readonly kind: 'compare'; readonly first: Expr; readonly rest: readonly { readonly op: CompareOperator; readonly value: Expr }[] })
  | (ExprBase & { readonly kind: 'conditional'; readonly value: Expr; readonly test: Expr; readonly otherwise: Expr | null })
  /** Nothing where an expression must be. */
  | (ExprBase & { readonly kind: 'missing' });
