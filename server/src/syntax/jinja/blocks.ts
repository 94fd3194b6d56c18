import type { Problem } from '../../model/facts';
import { closest } from '../../text/fuzzy';
import type { Span } from '../../text/span';
import { opens, TAG_NAMES } from './statements';
import type { Block, BlockKind, Branch, Segment, Statement, TagSegment } from './tree';

/** A segment while its place among the blocks is still unknown. */
export type Draft = { -readonly [K in keyof Segment]: Segment[K] } & Segment;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type BuiltBlock = Omit<Mutable<Block>, 'branches'> & { branches: Mutable<Branch>[] };

interface OpenBlock {
  readonly block: BuiltBlock;
  /** After `else` there is no further branch. */
  last: boolean;
  /** Index among the problems of an end tag in the block that ends nothing: maybe this block's, misnamed. */
  suspect: number;
}

/** Blocks that dbt finds by itself and that can't stand in one another. */
const DEFINITIONS: readonly BlockKind[] = ['macro', 'test', 'data_test', 'materialization', 'snapshot', 'docs'];

/**
 * Sets `block`, `branch` and `owner` of the segments and returns the blocks. Tags that close nothing, blocks that are
 * never closed and tags Jinja doesn't have are added to the problems. If a definition is left open before the next one,
 * it is taken to end there.
 */
export function buildBlocks(text: string, end: number, segments: readonly Segment[], problems: Problem[]): readonly Block[] {
  const found: Problem[] = [];
  let builder = new Builder(text, end, segments as readonly Draft[], found, false);
  builder.run();
  if (builder.swallowed) {
    found.length = 0;
    builder = new Builder(text, end, segments as readonly Draft[], found, true);
    builder.run();
  }
  problems.push(...found);
  return builder.blocks;
}

class Builder {
  readonly blocks: BuiltBlock[] = [];
  /** A definition was left open and swallowed another one. */
  swallowed = false;
  private readonly stack: OpenBlock[] = [];
  private readonly openCounts = new Map<string, number>();
  /** Definitions that are open, and those that have had another one directly in them. */
  private readonly definitions: number[] = [];
  private readonly holding = new Set<number>();

  constructor(
    private readonly text: string,
    private readonly end: number,
    private readonly segments: readonly Draft[],
    private readonly problems: Problem[],
    private readonly apart: boolean,
  ) {}

  run(): void {
    for (const segment of this.segments) {
      const tag = segment.kind === 'tag' ? segment : null;
      const kind = tag === null ? null : opens(tag.statement);
      if (this.apart && kind !== null && DEFINITIONS.includes(kind)) this.leaveDefinition(segment);
      this.place(segment);
      if (tag === null) continue;
      (tag as Mutable<TagSegment>).owner = -1;
      if (kind !== null) this.open(kind, tag);
      else if (tag.statement.kind === 'else' || tag.statement.kind === 'elif') this.branch(tag, tag.statement);
      else if (tag.statement.kind === 'end') this.close(tag, tag.statement.of);
      else if (tag.statement.kind === 'unknown' && tag.statement.keyword.text !== '') this.unknown(tag);
    }
    while (this.stack.length > 0) this.abandon(this.end, this.segments.length, null);
  }

  private top(): OpenBlock | undefined {
    return this.stack[this.stack.length - 1];
  }

  private place(segment: Draft): void {
    const top = this.top();
    const s = segment as Mutable<Segment>;
    s.block = top?.block.index ?? -1;
    s.branch = top === undefined ? 0 : top.block.branches.length - 1;
  }

  private open(kind: BlockKind, tag: TagSegment): void {
    const top = this.top();
    const index = this.blocks.length;
    if (DEFINITIONS.includes(kind)) {
      const outer = this.definitions[this.definitions.length - 1];
      if (outer !== undefined) this.holding.add(outer);
      this.definitions.push(index);
    }
    const block: BuiltBlock = {
      index,
      kind,
      parent: top?.block.index ?? -1,
      parentBranch: top === undefined ? 0 : top.block.branches.length - 1,
      statement: tag.statement,
      branches: [{ tag: tag.index, body: { start: tag.span.end, end: tag.span.end }, from: tag.index + 1, to: tag.index + 1 }],
      open: tag.span,
      close: null,
      span: tag.span,
    };
    (tag as Mutable<TagSegment>).owner = index;
    this.blocks.push(block);
    this.stack.push({ block, last: false, suspect: -1 });
    this.openCounts.set(kind, (this.openCounts.get(kind) ?? 0) + 1);
  }

  private branch(tag: TagSegment, statement: Statement): void {
    const top = this.top();
    const fits = top !== undefined && !top.last && (top.block.kind === 'if' || (top.block.kind === 'for' && statement.kind === 'else'));
    if (!fits) {
      this.report(tag.statement.keyword.span, this.strayBranch(statement.kind, top), { tag: statement.kind });
      return;
    }
    this.endBranch(top.block, tag.span.start, tag.index);
    this.fix(tag, top.block);
    top.block.branches.push({ tag: tag.index, body: { start: tag.span.end, end: tag.span.end }, from: tag.index + 1, to: tag.index + 1 });
    if (statement.kind === 'else') top.last = true;
  }

  private strayBranch(kind: string, top: OpenBlock | undefined): string {
    if (top === undefined) return `\`{% ${kind} %}\` without \`{% if %}\``;
    if (top.last) return `\`{% ${kind} %}\` after \`{% else %}\``;
    return `\`{% ${kind} %}\` inside \`{% ${top.block.kind} %}\`, which has no such branch`;
  }

  private close(tag: TagSegment, of: string): void {
    if ((this.openCounts.get(of) ?? 0) === 0) {
      this.orphan(tag, of);
      return;
    }
    while (this.top()!.block.kind !== of) this.abandon(tag.span.start, tag.index, tag);
    const open = this.stack.pop()!;
    this.finish(open, tag);
    const { statement } = open.block;
    const again = tag.statement.kind === 'end' ? tag.statement.name : null;
    if (again !== null && statement.kind === 'block' && statement.name?.text !== again.text)
      this.report(again.span, `This ends the block \`${statement.name?.text ?? ''}\`, not \`${again.text}\``, { tag: 'endblock', expected: statement.name?.text ?? '' });
  }

  private finish(open: OpenBlock, tag: TagSegment): void {
    this.endBranch(open.block, tag.span.start, tag.index);
    open.block.close = tag.span;
    open.block.span = { start: open.block.open.start, end: tag.span.end };
    this.count(open.block);
    this.fix(tag, open.block);
  }

  private orphan(tag: TagSegment, of: string): void {
    const keyword = tag.statement.keyword;
    const top = this.top();
    if (top === undefined) {
      this.report(keyword.span, `\`{% ${keyword.text} %}\` closes nothing: there is no open \`{% ${of} %}\``, { tag: keyword.text, orphan: true });
      return;
    }
    const expected = `end${top.block.kind}`;
    if (top.suspect < 0) top.suspect = this.problems.length;
    this.report(keyword.span, `\`{% ${keyword.text} %}\` closes nothing here: the innermost open block is \`{% ${top.block.kind} %}\``, {
      tag: keyword.text,
      orphan: true,
      innermost: expected,
      open: top.block.open.start,
      openEnd: top.block.open.end,
    });
  }

  private unknown(tag: TagSegment): void {
    const { text, span } = tag.statement.keyword;
    const top = this.top();
    const expected = top === undefined ? null : `end${top.block.kind}`;
    if (top !== undefined && expected !== null && closest(text, [expected]).length > 0) {
      this.report(span, `Jinja has no tag \`${text}\`; the open block needs \`{% ${expected} %}\``, { tag: text, expected, suggestions: [expected] });
      this.stack.pop();
      this.finish(top, tag);
      return;
    }
    const suggestions = closest(text, TAG_NAMES);
    const hint = suggestions[0] === undefined ? '' : `; did you mean \`${suggestions[0]}\`?`;
    this.report(span, `Jinja has no tag \`${text}\`${hint}`, { tag: text, suggestions });
  }

  /** Takes the innermost block off as never closed; it ends where `until` says. `found` is the end tag of a block around it. */
  private abandon(until: number, segment: number, found: TagSegment | null): void {
    const { block, suspect } = this.stack.pop()!;
    this.endBranch(block, until, segment);
    block.span = { start: block.open.start, end: until };
    this.count(block);
    if (this.holding.has(block.index) && DEFINITIONS.includes(block.kind)) this.swallowed = true;
    const expected = `end${block.kind}`;
    const data = { tag: block.kind, expected, open: block.open.start, openEnd: block.open.end };
    const misnamed = suspect < 0 ? undefined : this.problems[suspect];
    if (misnamed !== undefined) {
      const tag = this.text.slice(misnamed.span.start, misnamed.span.end);
      this.problems[suspect] = { ...misnamed, message: `\`{% ${tag} %}\` stands where \`{% ${expected} %}\` must`, data: { ...data, tag, expected } };
      return;
    }
    if (found === null) this.report(block.open, `\`{% ${block.kind} %}\` is never closed: \`{% ${expected} %}\` is missing`, { ...data, insert: until });
    else {
      const other = found.statement.keyword.text;
      this.report(block.open, `\`{% ${block.kind} %}\` is not closed before \`{% ${other} %}\`: \`{% ${expected} %}\` is missing`, { ...data, insert: until, found: other, foundStart: found.span.start, foundEnd: found.span.end });
    }
  }

  /** Ends an open definition, and all in it, before the next definition begins. */
  private leaveDefinition(segment: Draft): void {
    while (this.definitions.length > 0) this.abandon(segment.span.start, segment.index, null);
  }

  private endBranch(block: BuiltBlock, until: number, segment: number): void {
    const branch = block.branches[block.branches.length - 1]!;
    branch.to = segment;
    branch.body = { start: branch.body.start, end: Math.max(branch.body.start, until) };
  }

  /** A tag that continues or closes a block lies beside the block's opening tag. */
  private fix(tag: TagSegment, block: Block): void {
    const t = tag as Mutable<TagSegment>;
    t.owner = block.index;
    t.block = block.parent;
    t.branch = block.parentBranch;
  }

  private count(block: Block): void {
    this.openCounts.set(block.kind, (this.openCounts.get(block.kind) ?? 1) - 1);
    if (this.definitions[this.definitions.length - 1] === block.index) this.definitions.pop();
  }

  private report(span: Span, message: string, data: NonNullable<Problem['data']>): void {
    this.problems.push({ rule: 'jinja-syntax', span, message, data });
  }
}
