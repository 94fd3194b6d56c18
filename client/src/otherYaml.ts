import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient/node';
import { withoutDoubled } from './doubled';

type Middleware = NonNullable<LanguageClientOptions['middleware']>;
type Show = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/**
 * Keeps back findings about the form of YAML files while another extension tells the same, and brings them back when it no longer
 * does. Light bulbs stay: the server knows its findings, shown or not.
 */
export function yieldingToOthers(context: vscode.ExtensionContext): Pick<Middleware, 'handleDiagnostics'> {
  const all = new Map<string, { readonly diagnostics: vscode.Diagnostic[]; readonly show: Show; shown: number }>();
  const present = (uri: vscode.Uri): void => {
    const own = all.get(uri.toString());
    if (!own) return;
    const shown = leavesToOthers(uri) ? withoutDoubled(own.diagnostics, vscode.languages.getDiagnostics(uri)) : own.diagnostics;
    own.shown = shown.length;
    own.show(uri, shown);
  };
  context.subscriptions.push(
    vscode.languages.onDidChangeDiagnostics(e => {
      for (const uri of e.uris) {
        const own = all.get(uri.toString());
        if (!own) continue;
        const now = leavesToOthers(uri) ? withoutDoubled(own.diagnostics, vscode.languages.getDiagnostics(uri)).length : own.diagnostics.length;
        // Our own showing is a change too: it must not lead to another.
        if (now !== own.shown) present(uri);
      }
    }),
    vscode.workspace.onDidChangeConfiguration(e => {
      if (e.affectsConfiguration('pipewright.yaml.leaveToOthers')) for (const uri of all.keys()) present(vscode.Uri.parse(uri));
    }),
  );
  return {
    handleDiagnostics(uri, diagnostics, next) {
      if (!/\.ya?ml$/i.test(uri.path)) return next(uri, diagnostics);
      if (diagnostics.length === 0) {
        all.delete(uri.toString());
        return next(uri, diagnostics);
      }
      all.set(uri.toString(), { diagnostics, show: next, shown: diagnostics.length });
      present(uri);
    },
  };
}

function leavesToOthers(uri: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('pipewright', uri).get<boolean>('yaml.leaveToOthers', true);
}
