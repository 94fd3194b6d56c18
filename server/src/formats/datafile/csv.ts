import type { DataSchema } from './index';

/** Rows that are looked at for types. */
const SAMPLE = 100;
const MAX_COLUMNS = 2_000;

interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The header of a CSV text and the types of its first rows; null for an empty text. `delimiter` null: the one that the header has most of. */
export function readCsv(text: string, delimiter: string | null): DataSchema | null {
  const by = delimiter ?? delimiterOf(text);
  const header = readRow(text, 0, by);
  if (!header || header.cells.every(c => c.text.trim() === '')) return null;
  const names = header.cells.map(c => c.text.trim());
  const titled = names.length <= MAX_COLUMNS && names.every(n => n !== '' && !/^[-+]?[\d.,]+$/.test(n)) && new Set(names).size === names.length;
  if (!titled) return { columns: [], complete: false, rows: null };
  const kinds: Set<string>[] = names.map(() => new Set());
  const empty = names.map(() => false);
  let at = header.next;
  for (let n = 0; n < SAMPLE && at < text.length; n++) {
    const row = readRow(text, at, by);
    if (!row) break;
    at = row.next;
    if (row.cells.length === 1 && row.cells[0]!.text === '') continue;
    row.cells.slice(0, names.length).forEach((c, i) => {
      if (c.text === '') empty[i] = true;
      else kinds[i]!.add(kindOf(c.text.trim()));
    });
  }
  return { columns: header.cells.map((c, i) => ({ name: names[i]!, type: united(kinds[i]!), span: { start: c.start, end: c.end }, ...(empty[i] ? { nullable: true } : {}) })), complete: true, rows: rowsIn(text, header.next) };
}

function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).split('\n', 1)[0]!;
  let best = ',';
  let most = 0;
  for (const d of [',', ';', '\t', '|']) {
    const n = line.split(d).length - 1;
    if (n > most) [best, most] = [d, n];
  }
  return best;
}

/** One row from an offset on; null at the end. Quotes are those of RFC 4180; a quote that is never closed ends with the text. */
function readRow(text: string, from: number, delimiter: string): { readonly cells: readonly Cell[]; readonly next: number } | null {
  if (from >= text.length) return null;
  const cells: Cell[] = [];
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
      cells.push({ text: text.slice(at + 1, end).replace(/""/g, '"'), start: at + 1, end: Math.min(end, text.length) });
      at = end + 1;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
    } else {
      const start = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
      cells.push({ text: text.slice(start, at), start, end: at });
    }
    if (at >= text.length) return { cells, next: text.length };
    if (text[at] !== delimiter) return { cells, next: text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1 };
    at++;
  }
}

/** Rows behind the header, if none of them has quotes: then each is a line. */
function rowsIn(text: string, from: number): number | null {
  if (text.length > 1_000_000 || text.indexOf('"', from) >= 0) return null;
  let rows = 0;
  for (let at = from; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    if (text.slice(at, stop).trim() !== '') rows++;
    at = stop + 1;
  }
  return rows;
}

export function kindOf(text: string): string {
  if (/^[-+]?\d{1,18}$/.test(text)) return /^[-+]?0\d/.test(text) ? 'string' : 'integer';
  if (/^[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?$/.test(text)) return 'double';
  if (/^(true|false)$/i.test(text)) return 'boolean';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'date';
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?$/.test(text)) return 'timestamp';
  return 'string';
}

export function united(kinds: ReadonlySet<string>): string | null {
  const [first] = kinds;
  if (kinds.size <= 1) return first ?? null;
  if ([...kinds].every(k => k === 'integer' || k === 'double')) return 'double';
  return [...kinds].every(k => k === 'date' || k === 'timestamp') ? 'timestamp' : 'string';
}
