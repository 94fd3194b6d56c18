import type { Workspace } from '../model/workspace';
import type { Span } from '../text/span';
import { starColumns } from './stars';
import { count } from './words';

export interface InlayHint {
  /** It is shown before the character at this offset. */
  readonly offset: number;
  readonly text: string;
  readonly kind: 'type' | 'columns';
  /** More of it, as plain text; '' for none. */
  readonly tooltip: string;
}

export interface HintWishes {
  /** Types behind the columns of selects. */
  readonly types: boolean;
  /** The columns that a star stands for. */
  readonly stars: boolean;
}

/** A longer list of columns is cut. */
const MOST_CHARACTERS = 60;

/** Hints within a stretch of a file: what columns are, where the text does not say it. */
export function inlayHints(ws: Workspace, path: string, within: Span, wishes: HintWishes): readonly InlayHint[] {
  const document = ws.document(path);
  if (!document || (!wishes.types && !wishes.stars)) return [];
  const out: InlayHint[] = [];
  for (const query of document.facts.queries) {
    query.query.scopes.forEach((scope, index) => {
      if (scope.kind !== 'select' || scope.span.end < within.start || scope.span.start > within.end) return;
      const outputs = scope.outputs.map((o, i) => ({ o, i })).filter(({ o }) => o.span.end >= within.start && o.span.start <= within.end);
      if (outputs.length === 0) return;
      const { columns } = ws.scopeColumns(path, query, index);
      for (const { o, i } of outputs) {
        if (o.star) {
          if (wishes.stars) out.push(...starHint(o.expression.end, starColumns(ws, path, query, index, i).columns.map(c => c.name)));
          continue;
        }
        const type = wishes.types ? columns.find(c => c.output === i && c.scope === index)?.type : null;
        if (type) out.push({ offset: o.span.end, text: `: ${type}`, kind: 'type', tooltip: '' });
      }
    });
  }
  return out.sort((a, b) => a.offset - b.offset);
}

function starHint(offset: number, names: readonly string[]): readonly InlayHint[] {
  if (names.length === 0) return [];
  let text = '';
  let shown = 0;
  for (const name of names) {
    if (shown > 0 && text.length + name.length > MOST_CHARACTERS) break;
    text += (shown > 0 ? ', ' : '') + name;
    shown++;
  }
  const rest = names.length - shown;
  return [{ offset, text: ` ${text}${rest > 0 ? ` and ${rest} more` : ''}`, kind: 'columns', tooltip: `${count(names.length, 'column')}: ${names.join(', ')}` }];
}
