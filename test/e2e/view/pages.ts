import { html } from '../../../server/src/features/render/html';
import { HOSTILE, madeGraph, madeHealth } from '../../view/made';

/** Pages for the browser tests, by how many nodes they show. */
export function pageOf(count: number, hostile: boolean, parts: { script: string; style: string }): string {
  const { map, detail } = madeGraph(count, hostile);
  return html(map, detail, parts);
}

export { HOSTILE, madeGraph, madeHealth };
