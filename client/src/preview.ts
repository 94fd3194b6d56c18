import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { PreviewParams, PreviewResult } from '../../server/src/lsp/protocol';

const SCHEME = 'pipewright-preview';

/**
 * Answers `pipewright/preview`. Files that are only made are opened, unsaved, and are their own preview. What changes in files
 * that are there is shown beside them as they are, and made when the user says so; they are left unsaved.
 */
export function registerPreview(context: vscode.ExtensionContext, client: LanguageClient): void {
  const texts = new Map<string, string>();
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: uri => texts.get(uri.toString()) ?? '' }),
    client.onRequest('pipewright/preview', async ({ edit }: PreviewParams): Promise<PreviewResult> => {
      const made = (edit.documentChanges ?? []).flatMap(c => ('kind' in c && c.kind === 'create' ? [client.protocol2CodeConverter.asUri(c.uri)] : []));
      for (const uri of made) {
        if (!(await isThere(uri))) continue;
        await vscode.window.showTextDocument(uri);
        void vscode.window.showWarningMessage(vscode.l10n.t('{0} is there already. Nothing was written.', vscode.workspace.asRelativePath(uri)));
        return { applied: false };
      }
      const whole = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
      const changes = await Promise.all(whole.entries().filter(([uri]) => !made.some(m => m.toString() === uri.toString())).map(async ([uri, edits]) => changeOf(await vscode.workspace.openTextDocument(uri), edits)));
      if (changes.length > 0 && !(await agreed(texts, changes))) return { applied: false };
      if (changes.some(c => c.document.getText() !== c.before)) {
        void vscode.window.showWarningMessage(vscode.l10n.t('The file has changed meanwhile. Nothing was written.'));
        return { applied: false };
      }
      const applied = await vscode.workspace.applyEdit(whole);
      const first = made[0] ?? changes[0]?.document.uri;
      if (applied && first !== undefined) await vscode.window.showTextDocument(first);
      return { applied };
    }),
  );
}

interface Change {
  readonly document: vscode.TextDocument;
  readonly before: string;
  readonly after: string;
}

function changeOf(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): Change {
  const before = document.getText();
  let after = before;
  // Edits don't overlap; from the last to the first, none moves another. Those at one place keep their order.
  const sorted = edits.map((e, i) => ({ start: document.offsetAt(e.range.start), end: document.offsetAt(e.range.end), text: e.newText, i })).sort((a, b) => b.start - a.start || b.i - a.i);
  for (const e of sorted) after = after.slice(0, e.start) + e.text + after.slice(e.end);
  return { document, before, after };
}

/** Shows the first file with its change, and asks. A closed preview is a no. */
async function agreed(texts: Map<string, string>, changes: readonly Change[]): Promise<boolean> {
  const [{ document, after }] = changes as [Change];
  const name = vscode.workspace.asRelativePath(document.uri);
  const proposed = document.uri.with({ scheme: SCHEME, authority: '', query: `${Date.now()}` });
  texts.set(proposed.toString(), after);
  await vscode.commands.executeCommand('vscode.diff', document.uri, proposed, vscode.l10n.t('{0} (Proposed)', name.replace(/^.*\//, '')), { preview: true });
  const tab = (): vscode.Tab | undefined => vscode.window.tabGroups.all.flatMap(g => g.tabs).find(t => t.input instanceof vscode.TabInputTextDiff && t.input.modified.toString() === proposed.toString());
  const apply = vscode.l10n.t('Apply');
  const closed = new Promise<undefined>(resolve => {
    const watch = vscode.window.tabGroups.onDidChangeTabs(e => {
      if (!e.closed.some(t => t.input instanceof vscode.TabInputTextDiff && t.input.modified.toString() === proposed.toString())) return;
      watch.dispose();
      resolve(undefined);
    });
  });
  const question = changes.length === 1 ? vscode.l10n.t('Change {0} like this?', name) : vscode.l10n.t('Change {0} like this, and {1} more files?', name, changes.length - 1);
  const answer = await Promise.race([vscode.window.showInformationMessage(question, apply, vscode.l10n.t('Discard')), closed]);
  const shown = tab();
  if (shown !== undefined) await vscode.window.tabGroups.close(shown);
  texts.delete(proposed.toString());
  return answer === apply;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
