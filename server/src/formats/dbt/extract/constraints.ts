import type { Path } from '../../../model/facts';
import { itemsOf, pairOf, textOf, valueOf, type YamlNode } from './yaml';
import type { Owner } from './columns';
import type { Source } from './draft';
import { textsOf } from './yamlEntry';
import { referBare } from './yamlJinja';

/** The types of the constraints of a column or model, as written. */
export function constraintTypes(node: YamlNode | null): string[] {
  return itemsOf(node).flatMap(item => textOf(valueOf(item, 'type')) ?? []);
}

/**
 * Reads constraints: types dbt knows, foreign keys' `to` as a reference with the columns it names, and columns of the model itself.
 * `column` is the column that carries the constraint, null for those of the model.
 */
export function checkConstraints(source: Source, owner: Owner, node: YamlNode | null, path: Path, column: string | null): void {
  itemsOf(node).forEach((item, index) => {
    const at = [...path, index];
    if (column === null) mentionColumns(source, owner, valueOf(item, 'columns'), [...at, 'columns'], 'constraint');
    const to = pairOf(item, 'to')?.value ?? null;
    if (!to) return;
    const toColumns = textsOf(valueOf(item, 'to_columns'));
    // For dbt a foreign key is a dependency like any other.
    const place = { from: owner.id, place: 'constraint', role: 'reads' as const, path: [...at, 'to'] };
    const found = referBare(source, to, toColumns[0] ? { ...place, column: { name: toColumns[0].text, span: toColumns[0].content } } : place);
    if (found === null && to.kind === 'scalar' && !to.text.includes('{{') && !/^\s*(ref|source)\s*\(/.test(to.text)) {
      source.draft.problem('foreign-key-target-not-a-call', to.span, "'to' must be one ref('…') or source('…', '…')", [...at, 'to'], { text: to.text });
    }
    for (const more of toColumns.slice(1)) implyColumn(source, found, more, [...at, 'to_columns']);
  });
}

/** Mentions of columns of the owner itself: names in a list or a single text. */
export function mentionColumns(source: Source, owner: Owner, node: YamlNode | null, path: Path, place: string): void {
  if (!owner.tested) return;
  for (const scalar of textsOf(node)) {
    if (scalar.text.includes('{{')) continue;
    source.draft.refer({
      targets: owner.tested.targets, type: 'dbt.column', name: scalar.text, span: scalar.content, fullSpan: scalar.span, from: owner.id, role: 'names', certainty: 'likely',
      column: { name: scalar.text, span: scalar.content }, implied: true, path, data: { kind: 'column', place },
    });
  }
}

/** A further column of the target of reference number `of`. */
export function implyColumn(source: Source, of: number | null, scalar: { readonly text: string; readonly content: { start: number; end: number }; readonly span: { start: number; end: number } }, path: Path): void {
  const base = of === null ? null : source.draft.references[of];
  if (!base) return;
  source.draft.refer({ ...base, name: scalar.text, span: scalar.content, fullSpan: scalar.span, type: 'dbt.column', role: 'names', certainty: 'likely', implied: true, path, column: { name: scalar.text, span: scalar.content } });
}
