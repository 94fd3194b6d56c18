import { usesIn } from '../../model/uses';
import type { QueryFact } from '../../model/facts';
import type { Use } from '../../model/query';
import type { DocumentView } from '../../model/workspace';
import { applyEdits, type Span, type TextEdit } from '../../text/span';
import type { Sides } from './reach';
import type { Side } from './sides';

/** The text within a span, without what lies in the spans of `without`. */
export type Rewrite = (side: Side, document: DocumentView, within: Span, without?: readonly Span[]) => string;

/**
 * Text of a file as it was, with the new names of what was renamed: what differs from it in the new text is a change of its
 * own. References that mean the same entity on both sides are written alike, whatever words they use.
 */
export function rewriter(sides: Sides): Rewrite {
  const known = new Map<string, readonly TextEdit[]>();
  return (side, document, within, without = []) => {
    const dropped = without.map(span => ({ span, text: '' }));
    const name = `${side.which}\n${document.path}`;
    let edits = sides.renamed.size === 0 && sides.renamedColumns.size === 0 ? [] : known.get(name);
    if (!edits) known.set(name, (edits = [...referenceEdits(sides, side, document), ...(side.which === 'old' ? columnEdits(sides, side, document) : [])]));
    // Of edits that overlap the one that starts first counts, so nothing is written into what is left out.
    const inside = [...dropped, ...edits].filter(e => within.start <= e.span.start && e.span.end <= within.end).map(e => ({ ...e, span: { start: e.span.start - within.start, end: e.span.end - within.start } }));
    return applyEdits(document.text.slice(within.start, within.end), inside);
  };
}

function referenceEdits({ renamed }: Sides, side: Side, document: DocumentView): TextEdit[] {
  return document.facts.references.flatMap(r => {
    if (r.role !== 'reads' || r.implied) return [];
    const resolution = side.ws.resolve(r, document.path);
    if (resolution.kind !== 'one') return [];
    const id = side.which === 'old' ? (renamed.get(resolution.entity.id) ?? resolution.entity.id) : resolution.entity.id;
    return [{ span: r.fullSpan, text: `ref(${id})` }];
  });
}

function columnEdits({ renamedColumns }: Sides, side: Side, document: DocumentView): TextEdit[] {
  if (renamedColumns.size === 0) return [];
  const out: TextEdit[] = [];
  for (const fact of document.facts.queries) {
    for (const use of usesIn(fact)) {
      const to = newName(renamedColumns, side, document.path, fact, use, 0);
      if (to !== null) out.push({ span: use.span, text: to });
    }
  }
  return out;
}

/** The new name of the column that a use means, through CTEs that pass it on under its own name; null if it was not renamed. */
function newName(renamedColumns: ReadonlyMap<string, string>, side: Side, path: string, fact: QueryFact, use: Use, depth: number): string | null {
  const target = side.ws.resolveUse(path, fact, use);
  if (target.kind === 'column') return renamedColumns.get(columnName(target.dataset, target.column)) ?? null;
  if (target.kind !== 'output' || depth > 10) return null;
  const output = fact.query.scopes[target.scope]?.outputs[target.output];
  if (!output || output.aliased || output.kind !== 'identity' || output.uses.length !== 1) return null;
  return newName(renamedColumns, side, path, fact, output.uses[0]!, depth + 1);
}

/** The key of `Sides.renamedColumns`. */
export function columnName(dataset: string, column: string): string {
  return `${dataset}\n${column.toLowerCase()}`;
}
