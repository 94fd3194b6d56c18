import type * as lsp from 'vscode-languageserver/node';
import type { EditorSettings } from './editorSettings';
import type { ClientOptions } from './protocol';
import type { Publisher } from './publisher';
import type { Log, Root } from './root';

/** What requests and guards know of the running server. */
export interface Session {
  readonly connection: lsp.Connection;
  readonly log: Log;
  readonly roots: readonly Root[];
  readonly client: lsp.ClientCapabilities;
  readonly options: ClientOptions;
  /** The root a document lies in and its path there; a document outside all folders has none. */
  locate(uri: string): Located | null;
  publisher(root: Root): Publisher;
  /** Takes pending edits in, so that an answer is about the text the user sees. */
  flush(): void;
  trusted(): boolean;
  /** A message without a question. */
  say(type: lsp.MessageType, message: string): void;
  /** Files that an edit of ours is about to rename: the texts that name them are in the same edit. */
  readonly ownRenames: Set<string>;
  editor(root: Root): EditorSettings;
}

export interface Located {
  readonly root: Root;
  readonly path: string;
}
