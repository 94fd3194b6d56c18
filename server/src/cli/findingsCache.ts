import { RACY_MS, stampOf } from '../factCache';
import { type Cache, contentKey } from '../host/cache';
import type { Listing } from '../host/files';
import type { Format } from '../model/format';
import { pack, unpack } from '../model/packed';
import type { Settings } from '../model/workspace';
import type { Contexts } from '../workspace/extract';
import type { PlacedFinding } from './io';

/**
 * The findings of a whole workspace as they were the last time: if no file, setting or rule is another, they are the same and need
 * not be looked for. Rules may know what day it is, so findings hold for the day.
 */
export interface FindingsCache {
  /** Findings by path, of all files that a format knows; null if they may be others now. */
  get(): ReadonlyMap<string, readonly PlacedFinding[]> | null;
  put(findings: ReadonlyMap<string, readonly PlacedFinding[]>): void;
}

const KEY = 'findings';

export function openFindingsCache(cache: Cache, listing: Listing, formats: readonly Format[], contexts: Contexts, settings: Settings, program: string | null): FindingsCache {
  const files = listing.files.map(f => `${f.path}\n${f.size} ${f.mtimeMs}`).join('\n');
  const key = contentKey(stampOf(formats, contexts, program), JSON.stringify(settings), new Date().toISOString().slice(0, 10), files);
  const settled = Date.now() - RACY_MS;
  return {
    get() {
      const bytes = cache.getBytes(KEY);
      if (!bytes || Buffer.from(bytes.buffer, bytes.byteOffset, key.length).toString('latin1') !== key) return null;
      try {
        return new Map(unpack(bytes.subarray(key.length)) as [string, readonly PlacedFinding[]][]);
      } catch {
        return null;
      }
    },
    put(findings) {
      if (listing.truncated || listing.files.some(f => f.mtimeMs > settled)) return;
      cache.putBytes(KEY, [Buffer.from(key, 'latin1'), pack([...findings])]);
    },
  };
}
