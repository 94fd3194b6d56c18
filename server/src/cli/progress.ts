import { thousands } from '../features/render/terminal';
import type { CliIo } from './io';

/** Work shorter than this shows no progress. */
const QUIET_MS = 1_000;
const BETWEEN_MS = 100;

/** A line on standard error that tells how far the reading is: only on a terminal, and only for long work. */
export function progressLine(io: CliIo, quiet: boolean): { update(done: number, total: number): void; clear(): Promise<void> } {
  const start = io.now();
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update(done, total) {
      const now = io.now();
      if (quiet || !io.stderr.terminal || now - start < QUIET_MS || now - last < BETWEEN_MS) return;
      last = now;
      shown = true;
      void io.stderr.write(`\r\u001b[KReading files: ${thousands(done)} of ${thousands(total)}`);
    },
    async clear() {
      if (shown) await io.stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
