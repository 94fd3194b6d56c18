import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { aliasPlaces, columnReferences, ctePlaces, entityPlaces, type Meaning, meaningOf, outputUses } from './places';
import { targetsAt } from './target';

export interface ReferenceAt {
  readonly file: string;
  readonly span: Span;
  readonly role: 'declaration' | 'read' | 'write';
}

/** All places that mean the thing under the cursor, over the whole workspace, by file and place. Declarations only if asked for. */
export function references(ws: Workspace, path: string, offset: number, declarations: boolean): readonly ReferenceAt[] {
  const document = ws.document(path);
  if (!document) return [];
  for (const target of targetsAt(document, offset)) {
    const meaning = meaningOf(ws, path, target);
    if (!meaning) continue;
    const found = referencesTo(ws, path, meaning);
    if (found.length > 0) return sorted(found.filter(r => declarations || r.role !== 'declaration'));
  }
  return [];
}

/** The same, but in this file only. */
export function highlights(ws: Workspace, path: string, offset: number): readonly ReferenceAt[] {
  return references(ws, path, offset, true).filter(r => r.file === path);
}

function referencesTo(ws: Workspace, path: string, meaning: Meaning): readonly ReferenceAt[] {
  switch (meaning.kind) {
    case 'entity':
      return [
        ...entityPlaces(ws, meaning.id).map(p => ({ file: p.file, span: p.span, role: 'declaration' as const })),
        ...ws.referencePlaces(meaning.id).map(({ file, reference }) => ({ file, span: reference.span, role: reference.role === 'writes' ? ('write' as const) : ('read' as const) })),
      ];
    case 'column':
      return columnReferences(ws, meaning.dataset, meaning.column).map(p => ({ file: p.file, span: p.span, role: p.role === 'use' ? 'read' : 'declaration' }));
    case 'output': {
      const o = meaning.query.query.scopes[meaning.scope]?.outputs[meaning.output];
      const uses = outputUses(ws, path, meaning.query, meaning.scope, meaning.output);
      return [...(o?.nameSpan ? [{ file: path, span: o.nameSpan, role: 'declaration' as const }] : []), ...uses.map(u => ({ file: path, span: u.span, role: 'read' as const }))];
    }
    case 'cte':
      return ctePlaces(meaning.query, meaning.scope).map(p => ({ file: path, span: p.span, role: p.definition ? 'declaration' : 'read' }));
    case 'alias':
      return aliasPlaces(meaning.query, meaning.scope, meaning.input).map(p => ({ file: path, span: p.span, role: p.definition ? 'declaration' : 'read' }));
  }
}

function sorted(places: readonly ReferenceAt[]): readonly ReferenceAt[] {
  const seen = new Set<string>();
  return [...places]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.span.start - b.span.start || a.span.end - b.span.end))
    .filter(p => {
      const k = `${p.file}\n${p.span.start}\n${p.span.end}`;
      return !seen.has(k) && seen.add(k);
    });
}
