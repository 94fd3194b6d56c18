import type { CliIo } from './io';

/**
 * Says where the time of a command goes (`--trace`), one line a phase on standard error when all is done:
 *
 *       12.4 ms  list files                 1,204 files
 *
 * `done(phase, more)` ends a phase: it is as long as the time since the phase before it ended.
 */
export interface Trace {
  done(phase: string, more?: string): void;
  /** Writes the lines, their sum and the memory of the process. */
  write(): Promise<void>;
}

export const NO_TRACE: Trace = { done: () => {}, write: async () => {} };

export function openTrace(io: CliIo): Trace {
  const start = io.now();
  const lines: string[] = [];
  let last = start;
  const line = (milliseconds: number, phase: string, more = ''): string => `${milliseconds.toFixed(1).padStart(9)} ms  ${phase.padEnd(26)} ${more}`.trimEnd();
  return {
    done(phase, more) {
      const now = io.now();
      lines.push(line(now - last, phase, more));
      last = now;
    },
    async write() {
      const memory = Math.round(process.memoryUsage().rss / 1_000_000);
      await io.stderr.write(`${[...lines, line(io.now() - start, 'in all', `${memory} MB of memory`)].join('\n')}\n`);
    },
  };
}
