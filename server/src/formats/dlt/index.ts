import type { Format } from '../../model/format';
import { extractDlt } from './extract';

/** dlt: resources, sources, and the tables that pipelines load. */
export const dlt: Format = {
  id: 'dlt',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /^[ \t]*(from|import)[ \t]+dlt\b/m.test(head()),
  extract: extractDlt,
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
