import * as vscode from 'vscode';

export interface PageOptions {
  /** Names of our files in `dist/webview`. */
  readonly script: string;
  readonly style: string;
  readonly title: string;
}

/** A page of ours: our script by its nonce, our style, the words of the editor's language, nothing else; nothing can be fetched. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, { script, style, title }: PageOptions): string {
  const nonce = nonceText();
  const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'`;
  const language = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(vscode.env.language) ? vscode.env.language : 'en';
  return [
    '<!doctype html>', `<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">`, '<head>', '<meta charset="utf-8">', `<meta http-equiv="Content-Security-Policy" content="${policy}">`, '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${inMarkup(title)}</title>`, `<link rel="stylesheet" href="${uri(style)}">`, '</head>', '<body>', `<script type="application/json" id="words">${inScript(vscode.l10n.bundle ?? {})}</script>`, `<script nonce="${nonce}" src="${uri(script)}"></script>`, '</body>', '</html>',
  ].join('\n');
}

/** Languages that are written from right to left. */
export function isRightToLeft(language: string): boolean {
  return /^(ar|arc|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)(-|$)/i.test(language);
}

/** A block of data that browsers don't run; no character in it ends the element or opens a comment. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function inMarkup(text: string): string {
  return text.replace(/[<>&"']/g, c => `&#${c.charCodeAt(0)};`);
}

/** Cannot be guessed; made in the way that desktop and browser share. */
function nonceText(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}
