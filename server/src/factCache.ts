import { statSync } from 'node:fs';
import { type Cache, contentKey } from './host/cache';
import type { FoundFile } from './host/files';
import type { Format } from './model/format';
import { PACK_VERSION } from './model/packed';
import { entryOf, type SentFile } from './reading';
import type { Contexts } from './workspace/extract';
import type { FileEntry } from './workspace/store';

/**
 * Facts of files as they were last read. A file whose size and time are those of then is not read again; what was read by another
 * version of the program, or with other project files around it, does not count. A file that was changed so shortly before it was
 * read that its time may not tell (as git has it, "racily clean") is not kept.
 */
export interface FactCache {
  /** Undefined: not known. Null: no format knows the file. */
  get(file: FoundFile): FileEntry | null | undefined;
  put(file: FoundFile, sent: SentFile | null): void;
}

interface Head {
  readonly stamp: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly format: string | null;
  readonly project: string | null;
  readonly always: number;
}

/** Times of files are told no finer than this on some file systems. */
export const RACY_MS = 2_000;

/** `program` is the file of the program that makes facts, if there is one: another build of it makes others. */
export function openFactCache(cache: Cache, formats: readonly Format[], contexts: Contexts, program: string | null): FactCache {
  const stamp = stampOf(formats, contexts, program);
  const now = Date.now();
  return {
    get(file) {
      const bytes = cache.getBytes(keyOf(file.path));
      if (!bytes) return undefined;
      try {
        const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
        const head = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + 4, length).toString()) as Head;
        if (head.stamp !== stamp || head.size !== file.size || head.mtimeMs !== file.mtimeMs) return undefined;
        return head.format === null ? null : entryOf(file.path, { format: head.format, project: head.project, always: head.always, facts: bytes.subarray(4 + length), file: null, fault: null, looked: [] });
      } catch {
        return undefined;
      }
    },
    put(file, sent) {
      // What hangs on other files is read again each time.
      if (file.mtimeMs > now - RACY_MS || (sent !== null && sent.looked.length > 0)) return;
      const head: Head = { stamp, size: file.size, mtimeMs: file.mtimeMs, format: sent?.format ?? null, project: sent?.project ?? null, always: sent?.always ?? 0 };
      const text = Buffer.from(JSON.stringify(head));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      cache.putBytes(keyOf(file.path), sent ? [length, text, sent.facts] : [length, text]);
    },
  };
}

function keyOf(path: string): string {
  return `facts ${path}`;
}

/** Everything besides the file itself that its facts depend on. */
export function stampOf(formats: readonly Format[], contexts: Contexts, program: string | null): string {
  const built = program === null ? null : statSync(program, { throwIfNoEntry: false });
  const parts = [PACK_VERSION, ...formats.map(f => [f.id, f.version, f.beside ?? false]), built ? [built.size, built.mtimeMs] : null, [...contexts]];
  return contentKey(JSON.stringify(parts));
}
