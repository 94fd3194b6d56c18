import { parquetRows } from './parquetRows';

/** A row as texts by column; null where there is no value. */
export interface DataRows {
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly (string | null)[]> | AsyncIterable<readonly (string | null)[]>;
}

/** Columns beyond these are not profiled. */
const MOST_COLUMNS = 2_000;

/**
 * The rows of a local data file by its name: CSV and TSV (`.csv`, `.tsv`, `.psv`), JSON lines (`.jsonl`, `.ndjson`), a JSON list of
 * objects (`.json`), Parquet (`.parquet`, as bytes). Null for other files, or if there is nothing to read. Rows are read as they are asked for.
 */
export async function rowsOf(path: string, data: string | Uint8Array): Promise<DataRows | null> {
  if (/\.parquet$/i.test(path)) return parquetRows(typeof data === 'string' ? Uint8Array.from(data, c => c.charCodeAt(0) & 0xff) : data, MOST_COLUMNS);
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const extension = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension === 'csv' || extension === 'tsv' || extension === 'psv') return delimited(body, extension === 'tsv' ? '\t' : extension === 'psv' ? '|' : null);
  if (extension === 'jsonl' || extension === 'ndjson') return jsonLines(body);
  return extension === 'json' ? jsonList(body) : null;
}

function delimited(text: string, given: string | null): DataRows | null {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const delimiter = given ?? [',', ';', '\t', '|'].map(d => ({ d, n: first.split(d).length })).sort((a, b) => b.n - a.n)[0]!.d;
  const records = recordsOf(text, delimiter);
  const head = records.next();
  if (head.done) return null;
  const columns = head.value.slice(0, MOST_COLUMNS).map((c, i) => c?.trim() || `column_${i + 1}`);
  return { columns, rows: filled(records, columns.length) };
}

/** Rows as long as the header; a line with nothing in it is none. */
function* filled(records: Iterable<(string | null)[]>, length: number): Iterable<(string | null)[]> {
  for (const record of records) {
    if (record.length === 1 && record[0] === null) continue;
    yield record.length === length ? record : Array.from({ length }, (_, i) => record[i] ?? null);
  }
}

/** Records as RFC 4180 has them; quotes are doubled, and an unclosed one ends with the text. Empty fields without quotes are null. */
function* recordsOf(text: string, delimiter: string): Generator<(string | null)[], void> {
  let at = 0;
  const end = text.length;
  while (at < end) {
    const record: (string | null)[] = [];
    for (;;) {
      if (text[at] === '"') {
        let value = '';
        at++;
        for (;;) {
          const quote = text.indexOf('"', at);
          if (quote < 0) {
            value += text.slice(at);
            at = end;
            break;
          }
          value += text.slice(at, quote);
          at = quote + 1;
          if (text[at] !== '"') break;
          value += '"';
          at++;
        }
        while (at < end && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
        record.push(value);
      } else {
        const start = at;
        while (at < end && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
        record.push(at > start ? text.slice(start, at) : null);
      }
      if (text[at] !== delimiter) break;
      at++;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    yield record;
  }
}

function jsonLines(text: string): DataRows | null {
  const columns = new Map<string, number>();
  const objects: { readonly [name: string]: unknown }[] = [];
  // The columns are those of the first lines; later ones with other keys lose them.
  for (const value of objectsIn(text)) {
    for (const name of Object.keys(value)) if (!columns.has(name) && columns.size < MOST_COLUMNS) columns.set(name, columns.size);
    objects.push(value);
    if (objects.length >= 200) break;
  }
  if (columns.size === 0) return null;
  const names = [...columns.keys()];
  return { columns: names, rows: mapped(objectsIn(text), names) };
}

function* objectsIn(text: string): Iterable<{ readonly [name: string]: unknown }> {
  for (let at = 0; at < text.length; ) {
    const stop = text.indexOf('\n', at);
    const line = text.slice(at, stop < 0 ? undefined : stop).trim();
    at = stop < 0 ? text.length : stop + 1;
    if (line === '') continue;
    const value = parsed(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield value as { readonly [name: string]: unknown };
  }
}

function jsonList(text: string): DataRows | null {
  const value = parsed(text);
  const list = (Array.isArray(value) ? value : []).filter((v): v is { readonly [name: string]: unknown } => typeof v === 'object' && v !== null && !Array.isArray(v));
  if (list.length === 0) return null;
  const names = [...new Set(list.slice(0, 200).flatMap(o => Object.keys(o)))].slice(0, MOST_COLUMNS);
  return { columns: names, rows: mapped(list, names) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function* mapped(objects: Iterable<{ readonly [name: string]: unknown }>, names: readonly string[]): Iterable<(string | null)[]> {
  for (const o of objects) yield names.map(n => {
    const value = Object.hasOwn(o, n) ? o[n] : null;
    return value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
  });
}
