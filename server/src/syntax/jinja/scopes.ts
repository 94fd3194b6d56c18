import type { Expr, JinjaTemplate, Segment } from './tree';
import { isDefinition, rootsOf, visit } from './walk';

/** What a variable is bound to. */
export interface Binding {
  /** Null if unknown: a parameter, the text of a `set` block. */
  readonly expr: Expr | null;
  /** The variable is an item of `expr`: a loop. */
  readonly item: boolean;
  /** Position in the tuple assigned to, outermost first. */
  readonly path: readonly number[];
  /** Index of the `set` block whose text it is, -1 if it is none. */
  readonly block: number;
}

/** One place that gives a variable a value. It is seen from `at` up to `until`. */
interface Assignment extends Binding {
  readonly at: number;
  readonly until: number;
  /** Readers in `[from, to)` are reached only through this assignment: it hides all earlier ones. */
  readonly from: number;
  readonly to: number;
}

export interface Scopes {
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  /** Variables whose list or dict is changed in place (`x.append(…)`). */
  readonly changed: ReadonlySet<string>;
}

const CHANGING: readonly string[] = ['append', 'extend', 'insert', 'update', 'pop', 'remove', 'clear', 'setdefault'];

/** All assignments of a template by name, in the order from where they are seen. Computed once for a template. */
export function scopesOf(template: JinjaTemplate): Scopes {
  template.memo.scopes ??= collect(template);
  return template.memo.scopes;
}

function collect(template: JinjaTemplate): Scopes {
  const assignments = new Map<string, Assignment[]>();
  const changed = new Set<string>();
  const scopeEnds = endsOfScopes(template);
  const add = (target: Expr, seen: Omit<Assignment, 'path'>, path: readonly number[]): void => {
    if (target.kind === 'name') {
      const list = assignments.get(target.name);
      if (list === undefined) assignments.set(target.name, [{ ...seen, path }]);
      else list.push({ ...seen, path });
    } else if (target.kind === 'tuple' && path.length < 8) for (const [i, item] of target.items.entries()) add(item, seen, [...path, i]);
  };
  for (const segment of template.segments) {
    for (const root of rootsOf(segment)) noteChanges(root, changed);
    if (segment.kind !== 'tag') continue;
    const s = segment.statement;
    if (s.kind === 'set') {
      // What is set inside a condition is seen after it, but surely only in its own branch.
      const branch = branchSpan(template, segment);
      const until = scopeEnds[segment.block] ?? template.end;
      const at = s.value === null && segment.owner >= 0 ? template.blocks[segment.owner]!.span.end : segment.span.end;
      add(s.target, { at, until, from: at, to: Math.min(branch.end, until), expr: s.value, item: false, block: s.value === null ? segment.owner : -1 }, []);
    } else if (segment.owner >= 0 && template.blocks[segment.owner]!.open.start === segment.span.start) {
      const block = template.blocks[segment.owner]!;
      const body = block.branches[0]!.body;
      const seen = { at: body.start, until: body.end, from: body.start, to: body.end, block: -1 };
      if (s.kind === 'for') {
        add(s.target, { ...seen, expr: s.iterable, item: true }, []);
        if (s.test !== null) add(s.target, { ...seen, at: segment.span.start, until: body.start, from: segment.span.start, to: body.start, expr: s.iterable, item: true }, []);
      } else if (s.kind === 'macro' || s.kind === 'test' || s.kind === 'call') {
        for (const p of s.parameters) add({ kind: 'name', name: p.name.text, span: p.name.span }, { ...seen, expr: null, item: false }, []);
      } else if (s.kind === 'with') {
        for (const a of s.assignments) add(a.target, { ...seen, expr: a.value, item: false }, []);
      }
    }
  }
  for (const list of assignments.values()) list.sort((a, b) => a.at - b.at);
  return { assignments, changed };
}

/** For each block, where the variables set in it stop being seen: loops and functions keep theirs, conditions don't. */
function endsOfScopes(template: JinjaTemplate): readonly number[] {
  const ends: number[] = [];
  for (const block of template.blocks) {
    const own = block.kind === 'for' || block.kind === 'call' || block.kind === 'filter' || block.kind === 'set' || block.kind === 'block' || block.kind === 'with' || isDefinition(block.kind);
    ends.push(own ? block.span.end : (ends[block.parent] ?? template.end));
  }
  return ends;
}

function branchSpan(template: JinjaTemplate, segment: Segment): { readonly end: number } {
  const block = template.blocks[segment.block];
  return block?.branches[segment.branch]?.body ?? { end: template.end };
}

function noteChanges(root: Expr, changed: Set<string>): void {
  visit(root, e => {
    if (e.kind !== 'call' || e.callee.kind !== 'attribute' || !CHANGING.includes(e.callee.name.text)) return;
    if (e.callee.base.kind === 'name') changed.add(e.callee.base.name);
  });
}
