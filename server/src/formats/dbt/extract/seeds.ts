import type { ColumnDeclaration } from '../../../model/facts';
import type { Span } from '../../../text/span';
import { lookupKey, lookupKeys, resourceId } from '../names';
import { asMap, asText } from '../project/data';
import { projectConfigs } from '../hierarchy';
import type { Source } from './draft';
import { checkName, fileAttributes } from './sqlFile';

/** Beyond this no header is looked for: no table has that many columns. */
const MAX_HEADER = 100_000;

/** A seed: its header is the whole list of its columns. */
export function extractSeed(source: Source): void {
  const { scope, name: pkg } = source.project;
  const name = source.role.stem;
  const { own } = projectConfigs(source.project, 'seed', [pkg, ...source.role.folders, name]);
  const delimiter = delimiterOf(source.text, asText(own['delimiter']) ?? ',');
  const types = asMap(own['column_types']);
  const columns: ColumnDeclaration[] = [];
  const seen = new Set<string>();
  let nameless = false;
  for (const cell of readHeader(source.text, delimiter)) {
    if (cell.name === '') {
      nameless = true;
      continue;
    }
    const folded = cell.name.toLowerCase();
    if (seen.has(folded)) source.draft.problem('duplicate-column-entry', cell.span, `Column '${cell.name}' is in the header twice`, undefined, { column: cell.name });
    seen.add(folded);
    columns.push({ name: cell.name, nameSpan: cell.span, span: cell.span, path: null, type: asText(types[cell.name]) ?? null });
  }
  const attributes = fileAttributes(source, 'seed', { values: {}, dynamic: [], spans: {} });
  source.draft.declare({
    id: resourceId(scope, 'seed', pkg, name), kind: 'dataset', type: 'dbt.seed', role: 'defines', name, keys: lookupKeys('ref', scope, pkg, name), nameSpan: null,
    span: { start: 0, end: source.text.length }, parent: null, path: null, attributes: { ...attributes, more: { ...attributes.more, delimiter } }, columns, columnsComplete: columns.length > 0 && !nameless,
  });
  checkName(source, name);
}

/** The delimiter that the project's file sets, or, where that leaves the header in one piece, the one that it seems to have: an entry in YAML may set it. */
function delimiterOf(text: string, set: string): string {
  if (readHeader(text, set).length > 1) return set;
  return [';', '\t', '|', ','].find(d => d !== set && readHeader(text, d).length > 1) ?? set;
}

/** The cells of the first record: quotes may hold delimiters and line ends, a doubled quote is one. A byte order mark is passed over. */
export function readHeader(text: string, delimiter: string): { readonly name: string; readonly span: Span }[] {
  const out: { name: string; span: Span }[] = [];
  const end = Math.min(text.length, MAX_HEADER);
  const mark = delimiter === '' ? ',' : delimiter;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    if (text[at] === '"') {
      const start = at + 1;
      let close = start;
      while (close < end && (text[close] !== '"' || text[close + 1] === '"')) close += text[close] === '"' ? 2 : 1;
      close = Math.min(close, end);
      out.push({ name: text.slice(start, close).replace(/""/g, '"'), span: { start, end: close } });
      at = Math.min(close + 1, end);
    } else {
      let stop = at;
      while (stop < end && text[stop] !== '\n' && text[stop] !== '\r' && !text.startsWith(mark, stop)) stop++;
      const raw = text.slice(at, stop);
      const trimmed = raw.trim();
      const lead = raw.length - raw.trimStart().length;
      out.push({ name: trimmed, span: { start: at + lead, end: at + lead + trimmed.length } });
      at = stop;
    }
    if (at >= end || !text.startsWith(mark, at)) return out;
    at += mark.length;
  }
}

/** A fixture of unit tests: known by its name, with the columns of its header. */
export function extractFixture(source: Source): void {
  const { scope, name: pkg } = source.project;
  const name = source.role.stem;
  const csv = source.role.path.toLowerCase().endsWith('.csv');
  const columns = csv ? readHeader(source.text, ',').filter(c => c.name !== '').map((c): ColumnDeclaration => ({ name: c.name, nameSpan: c.span, span: c.span, path: null, type: null })) : [];
  source.draft.declare({
    id: resourceId(scope, 'fixture', pkg, name), kind: 'symbol', type: 'dbt.fixture', role: 'defines', name, keys: [lookupKey('fixture', scope, pkg, name), lookupKey('fixture', scope, null, name)], nameSpan: null,
    span: { start: 0, end: source.text.length }, parent: null, path: null, attributes: { more: { format: csv ? 'csv' : 'sql' } }, columns, columnsComplete: csv,
  });
}
