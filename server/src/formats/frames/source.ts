import type { Facts } from '../../model/facts';
import { parseTree } from 'jsonc-parser';
import type { Span } from '../../text/span';

/** A file as Python: notebooks become one text, whose positions lead back to the file. */
export interface Source {
  readonly text: string;
  /** SQL cells and lines, in order: where they stand in `text`. */
  readonly sql: readonly Span[];
  readonly notebook: boolean;
  /** Position in `text` -> position in the file; null if they are the same. */
  readonly map: Int32Array | null;
}

const DATABRICKS = /^# Databricks notebook source[ \t]*\r?$/m;
const MAGIC = /^# MAGIC ?/;

/** Reads a file as the Python that it holds. Null if it holds none (a notebook of another language, broken JSON). */
export function readSource(path: string, text: string): Source | null {
  if (/\.ipynb$/i.test(path)) return readNotebook(text);
  return DATABRICKS.test(text.slice(0, 200)) ? readDatabricks(text) : { text, sql: [], notebook: false, map: null };
}

/** A Databricks notebook as a Python file: cells of other languages are comments, of which SQL is read. Lengths stay the same. */
function readDatabricks(text: string): Source {
  const sql: Span[] = [];
  let shown = text;
  let cell: { language: string; start: number; end: number } | null = null;
  const finish = (): void => {
    if (cell?.language === 'sql') sql.push({ start: cell.start, end: cell.end });
    cell = null;
  };
  let at = 0;
  for (const line of text.split('\n')) {
    const magic = MAGIC.exec(line);
    if (!magic) {
      if (line.trim() !== '') finish();
    } else {
      const body = line.slice(magic[0].length);
      const start = /^\s*%(\w+)/.exec(body);
      if (start) {
        finish();
        cell = { language: start[1]!.toLowerCase(), start: at + magic[0].length + start[0].length, end: at + line.length };
      }
      if (cell) {
        cell.end = at + line.length;
        if (cell.language === 'sql') shown = blanked(shown, at, start ? cell.start : at + magic[0].length);
      }
    }
    at += line.length + 1;
  }
  finish();
  return { text: shown, sql, notebook: true, map: null };
}

function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

/** A Jupyter notebook: the source of its code cells, one after the other. */
function readNotebook(json: string): Source | null {
  const root = parseTree(json);
  const property = (node: typeof root, name: string) => node?.children?.find(c => c.children?.[0]?.value === name)?.children?.[1];
  const cells = property(root, 'cells');
  if (cells?.type !== 'array') return null;
  const language = property(property(property(root, 'metadata'), 'kernelspec'), 'language')?.value ?? property(property(property(root, 'metadata'), 'language_info'), 'name')?.value;
  if (typeof language === 'string' && !/^(python|ipython|pyspark|sql)/i.test(language)) return null;
  const parts: string[] = [];
  const map: number[] = [];
  const sql: Span[] = [];
  let length = 0;
  const put = (text: string, positions: readonly number[]): void => {
    parts.push(text);
    for (const p of positions) map.push(p);
    length += text.length;
  };
  for (const cell of cells.children ?? []) {
    if (property(cell, 'cell_type')?.value !== 'code') continue;
    const source = property(cell, 'source');
    const lines = source?.type === 'array' ? (source.children ?? []) : source ? [source] : [];
    let text = '';
    const positions: number[] = [];
    for (const line of lines) {
      if (line.type !== 'string') continue;
      const decoded = decode(json, line.offset + 1, line.offset + line.length - 1);
      text += decoded.text;
      for (const p of decoded.positions) positions.push(p);
    }
    if (text === '') continue;
    const first = /^\s*%%(\w+)[^\n]*/.exec(text);
    if (first && /^(sql|bigquery|sparksql|read_sql|snowflake)$/i.test(first[1]!)) {
      sql.push({ start: length + first[0].length, end: length + text.length });
      put(masked(text, 0, first[0].length), positions);
    } else if (first && !/^(time|timeit|capture|prun|pyspark|spark|local|configure|python3?)$/i.test(first[1]!)) put(text.replace(/[^\n]/g, ' '), positions);
    else {
      // Lines for the shell and magics are no Python; `%sql` holds SQL.
      let shown = text;
      for (const m of text.matchAll(/^[ \t]*(?:%{1,2}(\w+)|!)[^\n]*/gm)) {
        if (m[1]?.toLowerCase() === 'sql') {
          const start = m.index + m[0].indexOf('sql') + 3;
          sql.push({ start: length + start, end: length + m.index + m[0].length });
        }
        shown = masked(shown, m.index, m.index + m[0].length);
      }
      put(shown, positions);
    }
    const last = positions[positions.length - 1] ?? 0;
    put('\n\n', [last, last]);
  }
  if (length === 0) return null;
  // SQL stays to be read from the text, so that its cells are masked from Python by a comment mark only in the copy that Python reads.
  return { text: parts.join(''), sql, notebook: true, map: Int32Array.from([...map, map[map.length - 1] ?? 0]) };
}

function masked(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

const ESCAPES: { readonly [c: string]: string } = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' };

/** The text of a JSON string between its quotes, and where each of its characters begins in the file. */
function decode(json: string, start: number, end: number): { readonly text: string; readonly positions: readonly number[] } {
  let text = '';
  const positions: number[] = [];
  for (let i = start; i < end; ) {
    positions.push(i);
    if (json[i] !== '\\') text += json[i++];
    else if (json[i + 1] === 'u' && i + 6 <= end) {
      text += String.fromCharCode(Number.parseInt(json.slice(i + 2, i + 6), 16) || 0xfffd);
      i += 6;
    } else {
      text += ESCAPES[json[i + 1] ?? ''] ?? ' ';
      i += 2;
    }
  }
  return { text, positions };
}

/** Facts about the text of a notebook as facts about its file. */
export function movedFacts(facts: Facts, map: Int32Array, json: string): Facts {
  const last = map.length - 1;
  const at = (n: number): number => map[Math.max(0, Math.min(n, last))] ?? 0;
  const end = (s: Span): number => (s.end <= s.start ? at(s.start) : at(s.end - 1) + widthAt(json, at(s.end - 1)));
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    const record = value as { readonly [name: string]: unknown };
    if (typeof record['start'] === 'number' && typeof record['end'] === 'number') return { ...record, start: at(record['start']), end: end(record as unknown as Span) };
    const out: { [name: string]: unknown } = {};
    for (const [name, v] of Object.entries(record)) out[name] = name === 'tables' ? Object.fromEntries(Object.entries(v as object).map(([start, i]) => [at(Number(start)), i])) : name === 'data' ? v : moved(v);
    return out;
  };
  return moved(facts) as Facts;
}

function widthAt(json: string, at: number): number {
  return json[at] !== '\\' ? 1 : json[at + 1] === 'u' ? 6 : 2;
}
