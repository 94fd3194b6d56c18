import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { contentKey } from './cache';
import { openMemory } from './memory';
import { readTextSync } from './read';

/**
 * Remembers which file is being worked on, so that a file that takes the process down is known at the next start and left
 * alone until its text changes: it can't crash the server twice.
 *
 *   openBlackBox(folder, rootId) -> { during, suspects, close }; `folder` null: nothing is remembered
 *
 * A note of the file is written before the work and wiped after it. A process that died in between leaves its note behind.
 * Failing to write is no fault.
 */
export interface BlackBox {
  /**
   * Does the work on a file; `otherwise` where an earlier process died over this very text. Work within work counts for the
   * outer file. A note is two small writes, a tenth of a millisecond each on a slow disk.
   */
  during<T>(file: string, text: string, work: () => T, otherwise: T): T;
  /** Files that are left alone unless their text has changed. */
  readonly suspects: readonly string[];
  close(): void;
}

const NOTE_BYTES = 2_048;

export function openBlackBox(folder: string | null, rootId: string): BlackBox {
  const key = contentKey(rootId).slice(0, 24);
  if (folder === null) return { during: (_file, _text, work) => work(), suspects: [], close: () => {} };
  const memory = openMemory(path.join(folder, `${key}.suspects.json`));
  const found = notesOfTheDead(folder, key);
  for (const { file, stamp } of found) memory.add(`${stamp} ${file}`);
  const own = path.join(folder, `${key}.${process.pid}.note`);
  const note = open(folder, own);
  let depth = 0;
  return {
    suspects: found.map(f => f.file),
    during(file, text, work, otherwise) {
      if (depth > 0) return work();
      const stamp = contentKey(text);
      if (memory.has(`${stamp} ${file}`)) return otherwise;
      depth++;
      write(note, `${stamp} ${file}`);
      try {
        return work();
      } finally {
        depth--;
        write(note, '');
      }
    },
    close() {
      if (note === null) return;
      closeSync(note);
      rmSync(own, { force: true });
    },
  };
}

/** What processes that are no more were working on. Their notes are removed. */
function notesOfTheDead(folder: string, key: string): { file: string; stamp: string }[] {
  const out: { file: string; stamp: string }[] = [];
  for (const name of list(folder)) {
    const pid = new RegExp(`^${key}\\.(\\d+)\\.note$`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const read = readTextSync(path.join(folder, name), NOTE_BYTES);
    const [, stamp, file] = (read.ok && /^(\S+) ([^\n]+)\n/.exec(read.text)) || [];
    if (stamp !== undefined && file !== undefined) out.push({ stamp, file });
    rmSync(path.join(folder, name), { force: true });
  }
  return out;
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function open(folder: string, file: string): number | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return openSync(file, 'w', 0o600);
  } catch {
    return null;
  }
}

/** A note is one line at the start of the file; an empty line wipes it. What is behind it does not count. */
function write(note: number | null, text: string): void {
  if (note === null) return;
  try {
    writeSync(note, `${text.slice(0, NOTE_BYTES / 4)}\n`, 0);
  } catch {
    // A full disk: then nothing is known of a crash.
  }
}
