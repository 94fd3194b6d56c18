import type { Span } from '../../text/span';

/**
 * HCL (Terraform's native syntax) as a read-only tree. Spans are offsets into the whole text, 0-based in UTF-16 units,
 * half-open. Broken text gives a tree of what could be read.
 */
export interface HclFile {
  readonly body: HclBody;
  readonly comments: readonly Span[];
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}

export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
  /** Between the braces; the whole text for a file. */
  readonly span: Span;
}

export interface HclAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
  readonly span: Span;
}

/** `resource "aws_s3_bucket" "lake" { … }`. */
export interface HclBlock {
  readonly type: string;
  readonly typeSpan: Span;
  /** Without quotes; `span` is what stands between them. */
  readonly labels: readonly { readonly text: string; readonly span: Span }[];
  readonly body: HclBody;
  /** From the type to the closing brace. */
  readonly span: Span;
}

export type HclExpression =
  /** A string, number, `true`, `false` or `null`. `content` is without quotes. */
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string; readonly span: Span; readonly content: Span }
  /** A string with `${…}` or `%{…}` in it, a heredoc with them included. */
  | { readonly kind: 'template'; readonly parts: readonly (string | HclExpression)[]; readonly span: Span; readonly content: Span }
  /** `aws_s3_bucket.lake.arn`, `var.name`, `each.value["x"]`: names in order; an index that is no literal is `*`. `indexes` are the indices by their place among the names, absent if there are none. */
  | { readonly kind: 'path'; readonly names: readonly string[]; readonly spans: readonly Span[]; readonly span: Span; readonly indexes?: { readonly [place: number]: HclExpression } }
  | { readonly kind: 'list'; readonly items: readonly HclExpression[]; readonly span: Span }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: string | null; readonly keySpan: Span; readonly value: HclExpression }[]; readonly span: Span }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly HclExpression[]; readonly span: Span }
  /** Operators, conditions, `for`, what is taken of a value: `parts` are all expressions in it; `form` how they belong together, absent where that could not be read. */
  | { readonly kind: 'other'; readonly parts: readonly HclExpression[]; readonly span: Span; readonly form?: HclForm };

export type HclForm =
  | { readonly op: 'unary'; readonly operator: string; readonly of: HclExpression }
  | { readonly op: 'binary'; readonly operator: string; readonly left: HclExpression; readonly right: HclExpression }
  | { readonly op: 'if'; readonly condition: HclExpression; readonly yes: HclExpression; readonly no: HclExpression }
  /** `key` is null for a list; `grouped` with `...`. */
  | { readonly op: 'for'; readonly names: readonly string[]; readonly over: HclExpression; readonly key: HclExpression | null; readonly value: HclExpression; readonly condition: HclExpression | null; readonly grouped: boolean }
  /** `f(x)[0].name`: names and indices in order. */
  | { readonly op: 'take'; readonly of: HclExpression; readonly steps: readonly (string | HclExpression)[] };

/** The attribute of a body by name; the first, since a second is an error. */
export function attributeOf(body: HclBody, name: string): HclAttribute | undefined {
  return body.attributes.find(a => a.name === name);
}

export function blocksOf(body: HclBody, type: string): readonly HclBlock[] {
  return body.blocks.filter(b => b.type === type);
}

/** Every expression inside one, itself first. */
export function* expressionsIn(e: HclExpression): Iterable<HclExpression> {
  yield e;
  switch (e.kind) {
    case 'template':
      for (const p of e.parts) if (typeof p !== 'string') yield* expressionsIn(p);
      return;
    case 'list':
      for (const i of e.items) yield* expressionsIn(i);
      return;
    case 'object':
      for (const i of e.entries) yield* expressionsIn(i.value);
      return;
    case 'call':
      for (const a of e.args) yield* expressionsIn(a);
      return;
    case 'other':
      for (const p of e.parts) yield* expressionsIn(p);
      return;
    case 'path':
      for (const i of Object.values(e.indexes ?? {})) if (i.kind !== 'literal') yield* expressionsIn(i);
      return;
    default:
  }
}

/** All attributes of a body and the blocks in it. */
export function* attributesIn(body: HclBody): Iterable<HclAttribute> {
  yield* body.attributes;
  for (const b of body.blocks) yield* attributesIn(b.body);
}
