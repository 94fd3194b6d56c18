import { Buffer } from 'buffer/';

/** What programs for Node find without an import; put in by the build. Work that waits its turn goes behind messages that came. */
interface Turn {
  unref(): void;
}

interface Port {
  onmessage: ((event: { readonly data: number }) => void) | null;
  postMessage(message: number): void;
}

const { port1, port2 } = new MessageChannel() as unknown as { readonly port1: Port; readonly port2: Port };
const waiting = new Map<number, () => void>();
let last = 0;
port1.onmessage = event => {
  const work = waiting.get(event.data);
  waiting.delete(event.data);
  work?.();
};

function setImmediate(work: () => void): number {
  waiting.set(++last, work);
  port2.postMessage(last);
  return last;
}

function clearImmediate(id: number): void {
  waiting.delete(id);
}

/** Timers of Node can be told not to keep the process; those of browsers are numbers. */
const later = globalThis.setTimeout.bind(globalThis);
function setTimeout(work: () => void, ms?: number): number & Turn {
  return withUnref(later(work, ms) as unknown as number);
}

function clearTimeout(id: number | Turn | null | undefined): void {
  globalThis.clearTimeout(Number(id));
}

function withUnref(id: number): number & Turn {
  return Object.assign(Object(id) as number, { unref: () => {} });
}

const process = { platform: 'browser', env: {}, pid: 0, hrtime: () => [0, 0], cwd: () => '/', on: () => {} };

export { Buffer, clearImmediate, clearTimeout, process, setImmediate, setTimeout };
