import * as lsp from 'vscode-languageserver/node';
import { hierarchyCalls, type HierarchyItem, prepareHierarchy } from '../features/callHierarchy';
import { codeActions } from '../features/codeActions';
import { codeLenses } from '../features/codeLens';
import { complete, completionDocumentation } from '../features/completion';
import { definition } from '../features/definition';
import { safeFixes } from '../features/fixAll';
import { hover } from '../features/hover';
import { highlights, references } from '../features/references';
import { inlayHints } from '../features/inlayHints';
import { prepareRename, rename } from '../features/rename';
import { signature } from '../features/signature';
import { documentLinks, foldingRanges, selectionSpans, semanticTokens } from '../features/structure';
import { documentSymbols, type SymbolNode, workspaceSymbols } from '../features/symbols';
import { count } from '../features/words';
import type { Span } from '../text/span';
import { actionOf, isWanted, workspaceEdit } from './changes';
import { registerOwnRequests } from './own';
import { registerPages } from './pages';
import { diagnostic } from './publisher';
import type { Root } from './root';
import { editsForRenames, rememberRenames } from './renamedFiles';
import type { Session } from './session';
import { completionKind, symbolKind, TOKEN_TYPES, tokenData } from './words';

function markdown(value: string): lsp.MarkupContent {
  return { kind: lsp.MarkupKind.Markdown, value };
}

const FIX_ALL = 'source.fixAll.pipewright';

export function capabilities(client: lsp.ClientCapabilities): lsp.ServerCapabilities {
  // A client that shows published findings need not ask for them as well: it would show them twice.
  const pull = client.textDocument?.diagnostic !== undefined && client.textDocument.publishDiagnostics === undefined;
  return {
    positionEncoding: lsp.PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: lsp.TextDocumentSyncKind.Incremental, save: { includeText: false } },
    completionProvider: { triggerCharacters: ["'", '"', '.', '(', '{', ' ', ':', '-'], resolveProvider: true },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: ['(', ','], retriggerCharacters: ['='] },
    inlayHintProvider: { resolveProvider: false },
    definitionProvider: true,
    declarationProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    renameProvider: { prepareProvider: true },
    codeActionProvider: { codeActionKinds: [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor, FIX_ALL] },
    codeLensProvider: { resolveProvider: false },
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: { resolveProvider: false },
    callHierarchyProvider: true,
    semanticTokensProvider: { legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [] }, full: true, range: false },
    ...(pull ? { diagnosticProvider: { identifier: 'pipewright', interFileDependencies: true, workspaceDiagnostics: false } } : {}),
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      fileOperations: { willRename: { filters: [{ scheme: 'file', pattern: { glob: '**/*' } }] } },
    },
  };
}

/** Each LSP method and the feature that answers it. A document outside all folders, or unknown, gets an empty answer. */
export function registerRequests(session: Session): void {
  const { connection } = session;
  const at = <T>(uri: string, otherwise: T, work: (root: Root, path: string) => T): T => {
    session.flush();
    const found = session.locate(uri);
    if (!found) return otherwise;
    const { workspace } = found.root.engine;
    // While the first scan runs, answers come from what is there.
    if (workspace.scanning) workspace.settle();
    if (!workspace.store.peek(found.path)) return otherwise;
    try {
      return found.root.during(found.path, () => workspace.guarded(() => work(found.root, found.path)), otherwise);
    } catch (error) {
      session.log.error(`A request about ${found.path} failed: ${error instanceof Error ? error.stack : error}`);
      return otherwise;
    }
  };
  const location = (root: Root, file: string, span: Span): lsp.Location => ({ uri: root.uriOf(file), range: root.positionsOf(file).range(span) });

  connection.onHover(p =>
    at(p.textDocument.uri, null, (root, path) => {
      const found = hover(root.engine.workspace, path, root.positionsOf(path).offset(p.position));
      return found && { contents: { kind: lsp.MarkupKind.Markdown, value: found.markdown }, range: root.positionsOf(path).range(found.span) };
    }),
  );
  const define = (p: lsp.DefinitionParams): lsp.LocationLink[] | lsp.Location[] =>
    at(p.textDocument.uri, [], (root, path): lsp.LocationLink[] | lsp.Location[] => {
      const found = definition(root.engine.workspace, path, root.positionsOf(path).offset(p.position));
      if (!session.client.textDocument?.definition?.linkSupport) return found.map(d => location(root, d.file, d.span));
      return found.map(d => {
        const positions = root.positionsOf(d.file);
        const full = d.full.start <= d.span.start && d.span.end <= d.full.end ? d.full : d.span;
        return { targetUri: root.uriOf(d.file), targetRange: positions.range(full), targetSelectionRange: positions.range(d.span), originSelectionRange: root.positionsOf(path).range(d.origin) };
      });
    });
  connection.onDefinition(define);
  connection.onDeclaration(define as (p: lsp.DeclarationParams) => lsp.Location[]);
  connection.onReferences(p =>
    at(p.textDocument.uri, [], (root, path) => references(root.engine.workspace, path, root.positionsOf(path).offset(p.position), p.context.includeDeclaration).map(r => location(root, r.file, r.span))),
  );
  connection.onDocumentHighlight(p =>
    at(p.textDocument.uri, [], (root, path) =>
      highlights(root.engine.workspace, path, root.positionsOf(path).offset(p.position)).map(h => ({ range: root.positionsOf(path).range(h.span), kind: h.role === 'read' ? lsp.DocumentHighlightKind.Read : lsp.DocumentHighlightKind.Write })),
    ),
  );
  connection.onCompletion(p =>
    at(p.textDocument.uri, { items: [], isIncomplete: false }, (root, path) => {
      const positions = root.positionsOf(path);
      const found = complete(root.engine.workspace, path, positions.offset(p.position));
      return {
        isIncomplete: found.incomplete,
        items: found.items.map(i => ({
          label: i.label,
          kind: completionKind(i.kind),
          detail: i.detail,
          sortText: i.sort,
          filterText: i.label,
          ...(i.documentation ? { documentation: { kind: lsp.MarkupKind.Markdown, value: i.documentation } } : {}),
          ...(i.deprecated ? { tags: [lsp.CompletionItemTag.Deprecated] } : {}),
          ...(i.snippet && session.client.textDocument?.completion?.completionItem?.snippetSupport ? { insertTextFormat: lsp.InsertTextFormat.Snippet } : {}),
          textEdit: { range: positions.range(i.replace), newText: i.snippet && !session.client.textDocument?.completion?.completionItem?.snippetSupport ? i.label : i.insert },
          ...(i.entity ? { data: { root: root.uri, entity: i.entity } } : {}),
        })),
      };
    }),
  );
  connection.onCompletionResolve(item => {
    const data = item.data as { root?: string; entity?: string } | undefined;
    const root = session.roots.find(r => r.uri === data?.root);
    const text = root && data?.entity ? completionDocumentation(root.engine.workspace, data.entity) : null;
    return text ? { ...item, documentation: { kind: lsp.MarkupKind.Markdown, value: text } } : item;
  });
  connection.onSignatureHelp(p =>
    at(p.textDocument.uri, null, (root, path): lsp.SignatureHelp | null => {
      const found = signature(root.engine.workspace, path, root.positionsOf(path).offset(p.position));
      if (!found) return null;
      const parameters = found.parameters.map(q => ({ label: [q.start, q.end] as [number, number], ...(q.documentation ? { documentation: markdown(q.documentation) } : {}) }));
      // No parameter is active: said by an index past the last one, which every client understands.
      const activeParameter = found.active ?? parameters.length;
      return { signatures: [{ label: found.label, parameters, activeParameter, ...(found.documentation ? { documentation: markdown(found.documentation) } : {}) }], activeSignature: 0, activeParameter };
    }),
  );
  connection.languages.inlayHint.on(p =>
    at(p.textDocument.uri, [], (root, path) => {
      const positions = root.positionsOf(path);
      const within = { start: positions.offset(p.range.start), end: positions.offset(p.range.end) };
      const { inlayTypes: types, inlayStars: stars } = session.editor(root);
      return inlayHints(root.engine.workspace, path, within, { types, stars }).map(h => ({
        position: positions.range({ start: h.offset, end: h.offset }).start, label: h.text, ...(h.kind === 'type' ? { kind: lsp.InlayHintKind.Type } : {}), ...(h.tooltip ? { tooltip: h.tooltip } : {}),
      }));
    }),
  );
  connection.onDocumentSymbol(p =>
    at(p.textDocument.uri, [], (root, path) => {
      const positions = root.positionsOf(path);
      const convert = (n: SymbolNode): lsp.DocumentSymbol => ({ name: n.name || '(unnamed)', detail: n.detail, kind: symbolKind(n.kind), range: positions.range(n.span), selectionRange: positions.range(n.selection), children: n.children.map(convert) });
      return documentSymbols(root.engine.workspace, path).map(convert);
    }),
  );
  connection.onWorkspaceSymbol(p => {
    session.flush();
    return session.roots.flatMap(root =>
      workspaceSymbols(root.engine.workspace, p.query).map((s): lsp.SymbolInformation => ({ name: s.name, kind: symbolKind(s.kind), containerName: s.container, location: location(root, s.file, s.span) })),
    );
  });
  connection.onPrepareRename(p =>
    at(p.textDocument.uri, null, (root, path) => {
      const found = prepareRename(root.engine.workspace, path, root.positionsOf(path).offset(p.position));
      return found && { range: root.positionsOf(path).range(found.span), placeholder: found.placeholder };
    }),
  );
  connection.onRenameRequest(p => {
    const result = at(p.textDocument.uri, null, (root, path) => ({ root, renamed: rename(root.engine.workspace, path, root.positionsOf(path).offset(p.position), p.newName) }));
    if (!result) return null;
    if (!result.renamed.ok) return new lsp.ResponseError(lsp.ErrorCodes.InvalidRequest, result.renamed.message);
    const edit = workspaceEdit(session, result.root, result.renamed.changes);
    if (edit) rememberRenames(session, edit);
    return edit ?? new lsp.ResponseError(lsp.ErrorCodes.InvalidRequest, 'This name is the name of a file, and the editor can not rename files together with text.');
  });
  connection.onCodeAction(p =>
    at(p.textDocument.uri, [], (root, path) => {
      const positions = root.positionsOf(path);
      const span = { start: positions.offset(p.range.start), end: positions.offset(p.range.end) };
      const more = isWanted('quickfix', p.context) ? impactAction(root, p.context) : [];
      const actions = codeActions(root.linter, root.engine.workspace, path, span).flatMap(a => actionOf(session, root, path, a, p.context) ?? []);
      return [...actions, ...more, ...(isWanted(FIX_ALL, p.context) ? fixAll(root, path) : [])];
    }),
  );
  /** Findings about changes lead to the whole of what they do. */
  const impactAction = (root: Root, context: lsp.CodeActionContext): lsp.CodeAction[] => {
    const diagnostics = context.diagnostics.filter(d => d.code === 'breaking-change' || d.code === 'risky-change' || d.code === 'schema-incompatible');
    if (diagnostics.length === 0 || session.options.commands !== true) return [];
    const title = 'Show impact of current changes';
    return [{ title, kind: lsp.CodeActionKind.QuickFix, diagnostics, command: { title, command: 'pipewright.showImpact', arguments: [root.uri] } }];
  };
  const fixAll = (root: Root, path: string): lsp.CodeAction[] => {
    const { changes, fixed } = safeFixes(root.linter, root.engine.workspace, [path], path);
    const edit = changes.length > 0 ? workspaceEdit(session, root, changes) : null;
    return edit ? [{ title: `Apply ${count(fixed, 'safe fix', 'safe fixes')}`, kind: FIX_ALL, edit }] : [];
  };
  connection.workspace.onWillRenameFiles(p => editsForRenames(session, p.files));
  connection.onCodeLens(p =>
    at(p.textDocument.uri, [], (root, path) =>
      codeLenses(root.engine.workspace, path).map(l => ({
        range: root.positionsOf(path).range({ start: l.span.start, end: l.span.start }),
        command: session.options.commands !== true ? { title: l.title, command: '' } : l.action === 'references' ? { title: l.title, command: 'pipewright.showReferences', arguments: [root.uriOf(path), root.positionsOf(path).range(l.span).start, l.entity] } : { title: l.title, command: 'pipewright.showLineage', arguments: [root.uriOf(path), l.entity] },
      })),
    ),
  );
  connection.onFoldingRanges(p => at(p.textDocument.uri, [], (root, path) => [...foldingRanges(root.engine.workspace, path)]));
  connection.onSelectionRanges(p =>
    at(p.textDocument.uri, [], (root, path) => {
      const positions = root.positionsOf(path);
      return p.positions.map(position => {
        let range: lsp.SelectionRange = { range: { start: position, end: position } };
        for (const span of [...selectionSpans(root.engine.workspace, path, positions.offset(position))].reverse()) range = { range: positions.range(span), ...(range.range.start === position && range.range.end === position ? {} : { parent: range }) };
        return range;
      });
    }),
  );
  // Where go-to-definition shows links of its own, a second underline and a second line in the hover would only be in the way.
  connection.onDocumentLinks(p =>
    at(p.textDocument.uri, [], (root, path) =>
      (session.client.textDocument?.definition?.linkSupport === true ? [] : documentLinks(root.engine.workspace, path)).map(l => {
        const target = root.positionsOf(l.file).range({ start: l.offset, end: l.offset }).start;
        return { range: root.positionsOf(path).range(l.span), target: `${root.uriOf(l.file)}#${target.line + 1},${target.character + 1}`, tooltip: l.tooltip };
      }),
    ),
  );
  connection.languages.semanticTokens.on(p => at(p.textDocument.uri, { data: [] }, (root, path) => ({ data: tokenData(semanticTokens(root.engine.workspace, path), root.positionsOf(path)) })));
  connection.languages.diagnostics.on(p => at(p.textDocument.uri, { kind: 'full', items: [] }, (root, path) => ({ kind: 'full', items: root.linter.lint(path).map(f => diagnostic(root, path, f)) })));
  const hierarchy = (root: Root, i: HierarchyItem): lsp.CallHierarchyItem => ({
    name: i.name, detail: i.detail, kind: i.job ? lsp.SymbolKind.Event : lsp.SymbolKind.Struct, uri: root.uriOf(i.file), data: { root: root.uri, id: i.id },
    range: root.positionsOf(i.file).range(i.span), selectionRange: root.positionsOf(i.file).range(i.selection),
  });
  connection.languages.callHierarchy.onPrepare(p =>
    at(p.textDocument.uri, null, (root, path) => {
      const item = prepareHierarchy(root.engine.workspace, path, root.positionsOf(path).offset(p.position));
      return item && [hierarchy(root, item)];
    }),
  );
  const calls = (item: lsp.CallHierarchyItem, direction: 'up' | 'down') => {
    const data = item.data as { root?: string; id?: string } | undefined;
    const root = session.roots.find(r => r.uri === data?.root);
    if (!root || !data?.id) return [];
    return hierarchyCalls(root.engine.workspace, data.id, direction).map(c => ({ item: hierarchy(root, c.item), ranges: c.spans.map(s => root.positionsOf(c.file).range(s)) }));
  };
  connection.languages.callHierarchy.onIncomingCalls(p => calls(p.item, 'down').map(c => ({ from: c.item, fromRanges: c.ranges })));
  connection.languages.callHierarchy.onOutgoingCalls(p => calls(p.item, 'up').map(c => ({ to: c.item, fromRanges: c.ranges })));
  registerOwnRequests(session);
  registerPages(session);
}
