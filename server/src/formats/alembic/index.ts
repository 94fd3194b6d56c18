import type { Format } from '../../model/format';
import { extract } from './extract';

/** Migrations of Alembic: what `upgrade()` does to tables, beside whatever else a Python file is. */
export const alembic: Format = {
  id: 'alembic',
  version: 1,
  beside: true,
  extensions: ['py'],
  recognises: (_path, head) => /^from alembic import\b|^import alembic\b/m.test(head()),
  extract,
  edit: (_document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: o.text }] : [])),
};
