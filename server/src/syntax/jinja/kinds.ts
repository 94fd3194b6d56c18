import type { Problem } from '../../model/facts';
import { scanFailure } from './tagscan';
import type { BlockKind, JinjaTemplate, TagSegment } from './tree';

/** What dbt takes a file for. `model` is any file that is one template: models, analyses, singular tests, hooks, YAML values. */
export type JinjaFileKind = 'model' | 'macros' | 'generic-tests' | 'snapshots' | 'docs';

const ALLOWED: { readonly [K in JinjaFileKind]: readonly BlockKind[] } = {
  model: ['macro', 'test', 'materialization'],
  macros: ['macro', 'materialization', 'test', 'data_test'],
  'generic-tests': ['test', 'data_test'],
  snapshots: ['snapshot'],
  docs: ['docs'],
};

/**
 * The problems of a template as dbt sees them in a file of that kind (dbt_common `_jinja_blocks.py`).
 * In macro, test, snapshot and docs files dbt cuts the blocks out by itself and gives only them to Jinja: what stands
 * between them is never read, so only unclosed tags matter there (`jinja-syntax`), and other tags there are `jinja-unexpected-block`
 * (dbt D023; not in docs files). Blocks of these kinds can't stand in each other or in an `if` or `for`.
 */
export function problemsFor(template: JinjaTemplate, kind: JinjaFileKind): readonly Problem[] {
  if (kind === 'model') return [...template.problems, ...misplacedTags(template, ALLOWED.model)].sort(byPlace);
  const cut = template.blocks.filter(b => ALLOWED[kind].includes(b.kind) && outermost(template, b.index, ALLOWED[kind]));
  const inside = inSpans(cut.map(b => b.span));
  const problems = template.problems.filter(p => inside(p.span.start) || unmatched(p));
  const failure = scanFailure(template.text, template.start, template.end);
  if (failure !== null && !inside(failure.span.start)) problems.push(failure);
  problems.push(...nested(template, ALLOWED[kind]));
  if (kind !== 'docs') problems.push(...unexpected(template, ALLOWED[kind], inside));
  return problems.sort(byPlace);
}

/** Conditions and loops are matched by dbt itself, also between its blocks. */
function unmatched(problem: Problem): boolean {
  const tag = problem.data?.['tag'];
  return tag === 'endif' || tag === 'endfor';
}

/** Blocks that are dbt's own and unknown to Jinja in this kind of file. */
function misplacedTags(template: JinjaTemplate, allowed: readonly BlockKind[]): Problem[] {
  const own: readonly BlockKind[] = ['snapshot', 'data_test'];
  return template.blocks
    .filter(b => own.includes(b.kind) && !allowed.includes(b.kind))
    .map(b => ({ rule: 'jinja-syntax', span: b.statement.keyword.span, message: `A \`${b.kind}\` block can't stand in this file: dbt reads it only in ${b.kind === 'snapshot' ? 'snapshot' : 'macro and generic test'} files`, data: { tag: b.kind, misplaced: true } }));
}

function outermost(template: JinjaTemplate, block: number, allowed: readonly BlockKind[]): boolean {
  for (let b = template.blocks[block]!.parent; b >= 0; b = template.blocks[b]!.parent) if (allowed.includes(template.blocks[b]!.kind)) return false;
  return true;
}

function nested(template: JinjaTemplate, allowed: readonly BlockKind[]): Problem[] {
  const problems: Problem[] = [];
  for (const block of template.blocks) {
    if (!allowed.includes(block.kind)) continue;
    const outer = template.blocks[block.parent];
    if (outer === undefined) continue;
    const around = outerReason(template, block.parent, allowed);
    if (around === null) continue;
    const message = `dbt finds no \`${block.kind}\` block inside \`{% ${around} %}\`: it must stand at the top of the file`;
    problems.push({ rule: 'jinja-syntax', span: block.open, message, data: { tag: block.kind, inside: around, open: outer.open.start, openEnd: outer.open.end } });
  }
  return problems;
}

/** The block around that dbt stumbles over: another of its own, an `if` or a `for`. */
function outerReason(template: JinjaTemplate, block: number, allowed: readonly BlockKind[]): BlockKind | null {
  for (let b = block; b >= 0; b = template.blocks[b]!.parent) {
    const { kind } = template.blocks[b]!;
    if (kind === 'if' || kind === 'for' || allowed.includes(kind)) return kind;
  }
  return null;
}

/** Tags between the blocks, each once: `endif`, `else` and the like go with the tag that opens them. */
function unexpected(template: JinjaTemplate, allowed: readonly BlockKind[], inside: (offset: number) => boolean): Problem[] {
  const problems: Problem[] = [];
  for (const segment of template.segments) {
    if (segment.kind !== 'tag' || inside(segment.span.start)) continue;
    const keyword = segment.statement.keyword;
    if (keyword.text === '' || continues(template, segment)) continue;
    if (keyword.text === 'endif' || keyword.text === 'endfor' || !/^[A-Za-z_]/.test(keyword.text)) continue;
    if (segment.owner >= 0 && allowed.includes(template.blocks[segment.owner]!.kind)) continue;
    const orphan = segment.statement.kind === 'end';
    const message = orphan ? `\`{% ${keyword.text} %}\` closes nothing` : `dbt ignores a \`{% ${keyword.text} %}\` that stands outside of ${list(allowed)} blocks here`;
    problems.push({ rule: 'jinja-unexpected-block', span: segment.span, message, data: { tag: keyword.text, orphan } });
  }
  return problems;
}

function continues(template: JinjaTemplate, segment: TagSegment): boolean {
  const block = template.blocks[segment.owner];
  return block !== undefined && block.open.start !== segment.span.start;
}

function list(kinds: readonly string[]): string {
  return kinds.map(k => `\`${k}\``).join(', ');
}

/** Whether an offset lies in one of the spans, which are in order and apart. */
function inSpans(spans: readonly { readonly start: number; readonly end: number }[]): (offset: number) => boolean {
  return offset => {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    const found = spans[low];
    return found !== undefined && found.start <= offset;
  };
}

function byPlace(a: Problem, b: Problem): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
