import type { LineageDetail } from '../../server/src/features/lineage/detail';
import type { LineageMap } from '../../server/src/features/lineage/map';
import type { FromHost, Kept, ToHost } from './messages';

/** Whoever shows the page: VS Code, or nobody, when the page is a file that holds its own data. */
export interface Host {
  /** True if the page is a file of its own: nothing can be opened, and pictures are saved by the browser. */
  readonly alone: boolean;
  send(message: ToHost): void;
  listen(take: (message: FromHost) => void): void;
  kept(): Kept | null;
  keep(state: Kept): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare const acquireVsCodeApi: undefined | (() => VsCodeApi);

/** The host that is there. */
export function findHost(): Host {
  return typeof acquireVsCodeApi === 'function' ? editorHost(acquireVsCodeApi()) : fileHost();
}

function editorHost(api: VsCodeApi): Host {
  return {
    alone: false,
    send: message => api.postMessage(message),
    listen: take => window.addEventListener('message', (event: MessageEvent<FromHost>) => take(event.data)),
    kept: () => (api.getState() as Kept | undefined) ?? null,
    keep: state => api.setState(state),
  };
}

function fileHost(): Host {
  let take: (message: FromHost) => void = () => {};
  const text = document.getElementById('data')?.textContent;
  const data = text ? (JSON.parse(text) as { map: LineageMap; detail: LineageDetail }) : null;
  return {
    alone: true,
    listen: given => {
      take = given;
    },
    send: message => {
      if (message.type === 'ready' && data !== null) take({ type: 'map', map: data.map });
      else if (message.type === 'detail' && data !== null) {
        const ids = new Set(message.ids);
        take({ type: 'detail', turn: message.turn, detail: { nodes: data.detail.nodes.filter(n => ids.has(n.id)), links: data.detail.links.filter(l => ids.has(l.from) && ids.has(l.to)) } });
      } else if (message.type === 'save') {
        const bytes = Uint8Array.from(atob(message.data), c => c.charCodeAt(0));
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([bytes]));
        link.download = message.name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      }
    },
    kept: () => null,
    keep: () => {},
  };
}
