import type * as lsp from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Root } from './root';
import type { Session } from './session';

/**
 * Documents open in the editor. Edits are gathered and taken in once, by the next request or as soon as nothing else waits,
 * so that a fast typist or a large paste costs one reading.
 */
export class Documents {
  private readonly open = new Map<string, TextDocument>();
  private readonly dirty = new Set<string>();
  private timer: NodeJS.Immediate | null = null;

  constructor(
    private readonly session: Session,
    /** Told of each change of an open document's text, by URI; `text` gives the new one. */
    private readonly onEdit: (uri: string, text: () => string) => void,
  ) {}

  listen(): void {
    const { connection } = this.session;
    connection.onDidOpenTextDocument(p => this.opened(p.textDocument));
    connection.onDidChangeTextDocument(p => this.edited(p));
    connection.onDidCloseTextDocument(p => void this.closed(p.textDocument.uri));
  }

  /** Gives every open document to the root it belongs to now; others let go of it. */
  reopen(): void {
    for (const document of this.open.values()) {
      const at = this.session.locate(document.uri);
      for (const root of this.session.roots) {
        const path = [...root.versions.keys()].find(p => root.uriOf(p) === document.uri);
        if (path !== undefined && (root !== at?.root || root.isExcluded(path))) void this.letGo(root, path);
      }
      this.dirty.add(document.uri);
    }
    this.flush();
  }

  flush(): void {
    if (this.timer) clearImmediate(this.timer);
    this.timer = null;
    if (this.dirty.size === 0) return;
    const changed = new Map<Root, string[]>();
    for (const uri of this.dirty) {
      const document = this.open.get(uri);
      const at = document ? this.session.locate(uri) : null;
      if (!document || !at) continue;
      at.root.openDocument(at.path, uri, document.getText(), document.version);
      changed.set(at.root, [...(changed.get(at.root) ?? []), at.path]);
    }
    this.dirty.clear();
    for (const [root, paths] of changed) this.session.publisher(root).changed(paths);
  }

  private opened(item: lsp.TextDocumentItem): void {
    this.open.set(item.uri, TextDocument.create(item.uri, item.languageId, item.version, item.text));
    this.mark(item.uri);
  }

  private edited(params: lsp.DidChangeTextDocumentParams): void {
    const document = this.open.get(params.textDocument.uri);
    if (!document) return;
    TextDocument.update(document, params.contentChanges, params.textDocument.version);
    this.mark(document.uri);
    this.onEdit(document.uri, () => document.getText());
  }

  private async closed(uri: string): Promise<void> {
    this.open.delete(uri);
    this.dirty.delete(uri);
    const at = this.session.locate(uri);
    if (at) await this.letGo(at.root, at.path);
  }

  private async letGo(root: Root, path: string): Promise<void> {
    const done = root.closeDocument(path);
    if (!root.closed) this.session.publisher(root).changed([path]);
    await done;
    if (!root.closed) this.session.publisher(root).changed([path]);
  }

  private mark(uri: string): void {
    this.dirty.add(uri);
    this.timer ??= setImmediate(() => this.flush());
  }
}
