import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTextSync } from './read';

/**
 * A small set of strings that outlives the session: "don't ask again for this branch".
 *
 *   openMemory(file) -> { has, add }; `file` null: for this session only
 *
 * A missing or damaged file is an empty set. If it can't be written, the set lasts as long as the process. The file is read
 * again before each addition, so several processes add to one set.
 */
export interface Memory {
  has(entry: string): boolean;
  add(entry: string): void;
}

/** The oldest entries beyond this are forgotten. */
export const MAX_MEMORIES = 1_000;

export function openMemory(file: string | null): Memory {
  let entries = new Set(read(file));
  return {
    has: entry => entries.has(entry),
    add(entry) {
      entries = new Set([...[...entries, ...read(file), entry].slice(-MAX_MEMORIES)]);
      if (file !== null) write(file, [...entries]);
    },
  };
}

function read(file: string | null): string[] {
  const found = file === null ? null : readTextSync(file);
  if (!found?.ok) return [];
  try {
    const list: unknown = JSON.parse(found.text);
    return Array.isArray(list) ? list.filter(e => typeof e === 'string') : [];
  } catch {
    return [];
  }
}

function write(file: string, entries: readonly string[]): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(entries), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // It was never made.
    }
  }
}
