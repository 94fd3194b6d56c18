import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page of the view: our script by its nonce, our style, nothing else; nothing can be fetched. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(18).toString('base64');
  const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>', '<html lang="en">', '<head>', '<meta charset="utf-8">', `<meta http-equiv="Content-Security-Policy" content="${policy}">`, '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Lineage</title>', `<link rel="stylesheet" href="${uri('lineage.css')}">`, '</head>', '<body>', `<script nonce="${nonce}" src="${uri('lineage.js')}"></script>`, '</body>', '</html>',
  ].join('\n');
}
