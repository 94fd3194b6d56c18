import type { Format } from '../../model/format';
import { extractLuigi } from './extract';

/** Luigi: task classes, what they require, and the targets that they make. */
export const luigi: Format = {
  id: 'luigi',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /^[ \t]*(from|import)[ \t]+luigi\b/m.test(head()) || (head().length >= 4_000 && /\bluigi\b/.test(head())),
  extract: (document, _project, files) => extractLuigi(document, files ?? null),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
