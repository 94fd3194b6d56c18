import { type Arrangement, arrange } from './arrange';

/** Runs in a worker: answers each arrangement with where its boxes go. */
const scope = globalThis as unknown as { onmessage: (event: { data: { turn: number; work: Arrangement } }) => void; postMessage(message: unknown): void };

scope.onmessage = ({ data }) => scope.postMessage({ turn: data.turn, done: arrange(data.work) });
