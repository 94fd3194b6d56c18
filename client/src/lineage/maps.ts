import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Changed, LineageMapParams, LineageMapResult } from '../../../server/src/lsp/protocol';
import type { Server } from '../serverState';
import { type Graph, graphOf } from '../../../view/src/graph';

export interface OpenMap {
  /** URI of the folder. */
  readonly root: string;
  readonly graph: Graph;
}

const WAIT_FACTOR = 3;
const LONGEST_WAIT_MS = 5000;

/** The maps of the open folders: asked for when somebody looks, and again when the server says that something has changed. */
export interface Maps {
  /** The map of the folder that holds a file; of the first folder without one. It comes when the workspace has been read; null if there is none or no server. */
  get(uri?: string): Promise<OpenMap | null>;
  /** Tells that a map is out of date. */
  readonly onDidChange: vscode.Event<void>;
}

export function openMaps(context: vscode.ExtensionContext, client: LanguageClient, server: Server): Maps {
  const changed = new vscode.EventEmitter<void>();
  const known = new Map<string, Promise<OpenMap | null>>();
  let cost = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = (): void => {
    known.clear();
    changed.fire();
  };
  // A map that takes long to make is asked for only when the edits have rested for longer still.
  const forgetSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(forget, Math.min(LONGEST_WAIT_MS, WAIT_FACTOR * cost));
  };
  context.subscriptions.push(changed, client.onNotification('pipewright/changed', (_: Changed) => forgetSoon()), vscode.workspace.onDidChangeWorkspaceFolders(forget), server.onDidChange(forget));
  const ask = async (uri: string | undefined): Promise<OpenMap | null> => {
    if (!(await server.whenReady())) return null;
    const params: LineageMapParams = uri === undefined ? {} : { uri };
    const start = performance.now();
    const result = await client.sendRequest<LineageMapResult | null>('pipewright/lineageMap', params);
    cost = performance.now() - start;
    return result === null ? null : { root: result.root, graph: graphOf(result.map) };
  };
  return {
    onDidChange: changed.event,
    get(uri) {
      // Files of one folder have one map.
      const folder = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(client.protocol2CodeConverter.asUri(uri))?.uri.toString();
      const name = folder ?? '';
      let map = known.get(name);
      if (map === undefined) {
        map = ask(uri).catch(() => null);
        known.set(name, map);
      }
      return map;
    },
  };
}
