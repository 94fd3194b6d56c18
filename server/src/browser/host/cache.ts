import { createHash } from '../node/crypto';

/** There is no disk to keep facts on. */
export function openCache(): null {
  return null;
}

export function cacheFolder(): null {
  return null;
}

export function contentKey(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
