/** The part of `node:buffer` that tells what bytes are. */
export function isAscii(bytes: Uint8Array): boolean {
  return bytes.every(b => b < 0x80);
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
