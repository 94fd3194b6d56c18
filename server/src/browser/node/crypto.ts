import { md5, sha256 } from '../hash';

/** The part of `node:crypto` that the server uses: hashes of texts, in one go. */
export function createHash(algorithm: string): { update(data: string | Uint8Array): ReturnType<typeof createHash>; digest(form: 'hex' | 'base64'): string } {
  const parts: Uint8Array[] = [];
  const made = {
    update(data: string | Uint8Array) {
      parts.push(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return made;
    },
    digest(form: 'hex' | 'base64'): string {
      const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
      let at = 0;
      for (const p of parts) {
        all.set(p, at);
        at += p.length;
      }
      const bytes = algorithm === 'md5' ? md5(all) : sha256(all);
      return form === 'hex' ? [...bytes].map(b => b.toString(16).padStart(2, '0')).join('') : btoa(String.fromCharCode(...bytes));
    },
  };
  return made;
}

export function randomBytes(count: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(count));
}
