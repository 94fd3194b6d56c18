import type { Memory } from '../../host/memory';

/** Remembered as long as the worker runs. */
export function openMemory(): Memory {
  const entries = new Set<string>();
  return { has: entry => entries.has(entry), add: entry => void entries.add(entry) };
}
