import { type Facts, NO_FACTS } from '../../model/facts';
import type { Document, Format } from '../../model/format';
import { extractPandera } from './schemas';

/** Schemas of Pandera in Python files, beside whatever else the file is: classes of `DataFrameModel` and calls of `DataFrameSchema`. */
export const pandera: Format = {
  id: 'pandera',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /\bpandera\b/.test(head()),
  extract: (document: Document): Facts => (/\bpandera\b/.test(document.text) ? extractPandera(document) : NO_FACTS),
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
