import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { Json } from '../../model/key';
import type { Finding, Fix } from '../../model/rule';
import type { DocumentView } from '../../model/workspace';
import { closest } from '../../text/fuzzy';
import { edit } from './fixes';
import { replaceBy } from './names';
import { told } from './problems';

/**
 * The fixes that a problem's data describes: `near` and `names` are texts to put in its place, `to` another name of the key at its
 * path, `remove` takes the key away, `add` (with `value`) adds a key beside it, `swap` exchanges two values, `wrap` puts a value
 * under a key of its own.
 */
export function mend(finding: Finding, document: DocumentView): readonly Fix[] {
  const { path, text, texts, flag, value } = told(finding);
  const written = document.text.slice(finding.span.start, finding.span.end);
  const renames = value('renames');
  if (Array.isArray(renames)) {
    const operations = (renames as readonly (readonly [Path, string | null])[]).map(([at, name]): EditOperation => (name === null ? { op: 'remove', path: at } : { op: 'rename', path: at, to: name }));
    return [edit(document, operations.length === 1 ? 'Write it as release 1 does' : `Write all ${operations.length} as release 1 does`, operations, true)];
  }
  const to = text('to');
  if (path && to !== null) {
    const operations: EditOperation[] = [{ op: 'rename', path, to }];
    const other = value('value');
    if (other !== undefined) operations.push({ op: 'set', path: [...path.slice(0, -1), to], value: other as Json });
    return [edit(document, other === undefined ? `Rename to '${to}'` : `Change to '${to}: ${String(other)}'`, operations, true)];
  }
  if (path && flag('remove')) return [edit(document, `Remove '${String(path[path.length - 1])}'`, [{ op: 'remove', path }], true)];
  const add = text('add');
  if (path && add !== null && value('value') !== undefined) return [edit(document, `Add '${add}: ${String(value('value'))}'`, [{ op: 'add', path: [...path, add], value: value('value') as Json }])];
  const swap = value('swap');
  if (Array.isArray(swap) && swap.length === 4) {
    const [a, b, c, d] = swap as [number, number, number, number];
    return [edit(document, 'Swap the bounds', [{ op: 'text', span: { start: a, end: b }, text: document.text.slice(c, d) }, { op: 'text', span: { start: c, end: d }, text: document.text.slice(a, b) }])];
  }
  const near = [...texts('near'), ...texts('nearest'), ...(texts('names').length > 0 ? closest(written, texts('names'), 3) : [])];
  if (path && (text('kind') === 'unknown-key' || text('kind') === 'moved-key')) return near.map((name, i) => edit(document, `Rename to '${name}'`, [{ op: 'rename', path, to: name }], false, i === 0));
  return replaceBy(document.path, finding.span, near);
}
