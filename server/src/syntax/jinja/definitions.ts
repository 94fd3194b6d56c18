import type { Span } from '../../text/span';
import { readJinja } from './read';
import type { JinjaTemplate, Name, Parameter } from './tree';
import { isDefinition } from './walk';

/** A macro, generic test or materialization. */
export interface MacroDefinition {
  readonly kind: 'macro' | 'test' | 'data_test' | 'materialization';
  /** Index of its block. */
  readonly block: number;
  readonly name: string;
  readonly nameSpan: Span;
  /** From the opening to the closing tag. */
  readonly span: Span;
  readonly open: Span;
  readonly body: Span;
  readonly parameters: readonly Parameter[];
  /** Of a materialization: `default` or its adapter, null if that is no literal; null for the others too. */
  readonly adapter: string | null;
  readonly closed: boolean;
}

/** The macros, tests and materializations of a template that have a name, in order. Nested ones are included. */
export function macrosIn(template: JinjaTemplate): readonly MacroDefinition[] {
  const found: MacroDefinition[] = [];
  for (const block of template.blocks) {
    const s = block.statement;
    if (!isDefinition(block.kind) || (s.kind !== 'macro' && s.kind !== 'test' && s.kind !== 'materialization') || s.name === null) continue;
    found.push({
      kind: block.kind,
      block: block.index,
      name: s.name.text,
      nameSpan: s.name.span,
      span: block.span,
      open: block.open,
      body: block.branches[0]!.body,
      parameters: s.kind === 'materialization' ? [] : s.parameters,
      adapter: s.kind === 'materialization' ? s.adapter : null,
      closed: block.close !== null,
    });
  }
  return found;
}

/** A block that only has a name: `snapshot` or `docs`. */
export interface NamedBlock {
  readonly block: number;
  readonly name: Name;
  readonly span: Span;
  readonly open: Span;
  readonly body: Span;
  readonly closed: boolean;
}

export function snapshotsIn(template: JinjaTemplate): readonly NamedBlock[] {
  return namedBlocks(template, 'snapshot');
}

/** The docs blocks of a Markdown file. */
export function docsBlocks(text: string): readonly NamedBlock[] {
  return text.includes('{%') ? namedBlocks(readJinja(text), 'docs') : [];
}

function namedBlocks(template: JinjaTemplate, kind: 'snapshot' | 'docs'): readonly NamedBlock[] {
  const found: NamedBlock[] = [];
  for (const block of template.blocks) {
    const s = block.statement;
    if (s.kind !== kind || s.name === null) continue;
    found.push({ block: block.index, name: s.name, span: block.span, open: block.open, body: block.branches[0]!.body, closed: block.close !== null });
  }
  return found;
}
