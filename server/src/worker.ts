import { workerData } from 'node:worker_threads';
import { formats } from './formats';
import { serve } from './host/serve';
import { type ReadOrder, readToSend } from './reading';

/** The program of a thread that reads files; `scan.ts` starts it. */
export interface WorkerData {
  readonly root: string;
  readonly withText: boolean;
}

const { root, withText } = workerData as WorkerData;
serve((order: ReadOrder) => readToSend(root, order, formats, withText));
