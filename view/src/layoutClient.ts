import workerText from 'layout-worker';
import { type Arranged, type Arrangement, arrange } from './arrange';

/** Fewer boxes than this are placed at once: that takes less time than asking. */
const AT_ONCE = 120;

/** Places boxes, many of them in a worker; where workers are not allowed, here. Only the answer to the last question counts. */
export function layoutClient(): (work: Arrangement) => Promise<Arranged | null> {
  let worker: Worker | null | undefined;
  let turn = 0;
  const waiting = new Map<number, (done: Arranged | null) => void>();

  const start = (): Worker | null => {
    try {
      const url = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));
      const made = new Worker(url);
      made.onmessage = ({ data }: MessageEvent<{ turn: number; done: Arranged }>) => {
        waiting.get(data.turn)?.(data.done);
        waiting.delete(data.turn);
      };
      made.onerror = event => {
        event.preventDefault();
        worker = null;
        for (const give of waiting.values()) give(null);
        waiting.clear();
      };
      return made;
    } catch {
      return null;
    }
  };

  return async work => {
    const own = ++turn;
    if (work.boxes.length <= AT_ONCE) return arrange(work);
    worker ??= worker === null ? null : start();
    const live = worker;
    if (live === null || live === undefined) return arrange(work);
    const done = await new Promise<Arranged | null>(give => {
      waiting.set(own, give);
      live.postMessage({ turn: own, work });
    });
    if (own !== turn) return null;
    return done ?? arrange(work);
  };
}
