import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { Status } from '../../server/src/lsp/protocol';

export type ServerState = 'reading' | 'ready' | 'stopped';

/** What those who show lineage need to know of the server: an answer before it has read the workspace is an answer about nothing. */
export interface Server {
  readonly state: () => ServerState;
  readonly onDidChange: vscode.Event<ServerState>;
  /** True once it has read the workspace, false if it is gone. */
  whenReady(): Promise<boolean>;
}

/** A server that is gone for this long is gone: one that dies is started again at once. */
const GONE_MS = 1500;
/** A server that runs and says nothing of a folder for this long has nothing to say of it. */
const SILENT_MS = 15_000;

/** Follows the server, and tells the `when` clauses of the manifest as `pipewright.state`. */
export function followServer(context: vscode.ExtensionContext, client: LanguageClient, onStatus: vscode.Event<Status>): Server {
  const changed = new vscode.EventEmitter<ServerState>();
  const scanning = new Map<string, boolean>();
  let state: ServerState = 'reading';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (now: ServerState): void => {
    if (now === state) return;
    state = now;
    void vscode.commands.executeCommand('setContext', 'pipewright.state', state);
    changed.fire(state);
  };
  const look = (): void => {
    if (!client.isRunning()) return;
    const folders = (vscode.workspace.workspaceFolders ?? []).map(f => scanning.get(client.code2ProtocolConverter.asUri(f.uri)));
    if (folders.every(s => s === false)) set('ready');
    else set('reading');
  };
  const later = (ms: number, run: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
  void vscode.commands.executeCommand('setContext', 'pipewright.state', state);
  context.subscriptions.push(
    changed,
    onStatus(s => {
      scanning.set(s.root, s.scanning);
      look();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(look),
    client.onDidChangeState(({ newState }) => {
      scanning.clear();
      if (newState === State.Stopped) {
        set('reading');
        later(GONE_MS, () => set('stopped'));
      } else if (newState === State.Running) {
        look();
        later(SILENT_MS, () => {
          if ([...scanning.values()].every(s => !s)) set('ready');
        });
      } else {
        clearTimeout(timer);
        set('reading');
      }
    }),
    { dispose: () => clearTimeout(timer) },
  );
  return {
    state: () => state,
    onDidChange: changed.event,
    whenReady: () => new Promise(resolve => {
      if (state !== 'reading') {
        resolve(state === 'ready');
        return;
      }
      const watch = changed.event(now => {
        if (now === 'reading') return;
        watch.dispose();
        resolve(now === 'ready');
      });
    }),
  };
}
