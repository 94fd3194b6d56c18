import type { DataSchema } from './index';
import { kindOf, united } from './csv';

const SAMPLE = 200;

/** The keys of the objects of a JSON text: one a line, or a list of them. Null if it holds none. */
export function readJsonRows(text: string): DataSchema | null {
  const rows = /^\s*\[/.test(text) ? listed(text) : lines(text);
  if (!rows || rows.objects.length === 0) return null;
  const kinds = new Map<string, Set<string>>();
  for (const row of rows.objects) {
    for (const [name, value] of Object.entries(row)) {
      const set = kinds.get(name) ?? new Set();
      kinds.set(name, set);
      if (value !== null) set.add(typeOf(value));
    }
  }
  const columns = [...kinds].map(([name, set]) => ({ name, type: united(set), span: null, ...(rows.objects.some(r => r[name] === null || !(name in r)) ? { nullable: true } : {}) }));
  return { columns, complete: rows.whole, rows: rows.whole ? rows.objects.length : null };
}

interface Rows {
  readonly objects: readonly { readonly [name: string]: unknown }[];
  readonly whole: boolean;
}

function lines(text: string): Rows | null {
  const objects: { [name: string]: unknown }[] = [];
  let at = 0;
  while (at < text.length && objects.length < SAMPLE) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    at = end < 0 ? text.length : end + 1;
    if (line === '') continue;
    const value = parsed(line);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    objects.push(value as { [name: string]: unknown });
  }
  return { objects, whole: at >= text.length };
}

function listed(text: string): Rows | null {
  if (text.length > 2_000_000) return null;
  const value = parsed(text);
  if (!Array.isArray(value)) return null;
  const objects = value.slice(0, SAMPLE);
  return objects.every(o => typeof o === 'object' && o !== null && !Array.isArray(o)) ? { objects: objects as { [name: string]: unknown }[], whole: value.length <= SAMPLE } : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'double';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'string') return 'struct';
  const kind = kindOf(value);
  return kind === 'date' || kind === 'timestamp' ? kind : 'string';
}
