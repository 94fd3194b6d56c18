import { pathToFileURL } from 'node:url';
import * as lsp from 'vscode-languageserver';
import type { Severity } from '../model/rule';
import { LineIndex } from '../text/lines';
import type { Span, TextEdit } from '../text/span';

/** Offsets of one text to LSP positions and back. */
export class Positions {
  private readonly index: LineIndex;

  constructor(readonly text: string) {
    this.index = new LineIndex(text);
  }

  range(span: Span): lsp.Range {
    return { start: this.index.position(span.start), end: this.index.position(span.end) };
  }

  offset(position: lsp.Position): number {
    return this.index.offset(position);
  }

  edit(edit: TextEdit): lsp.TextEdit {
    return { range: this.range(edit.span), newText: edit.text };
  }
}

export function severity(s: Severity): lsp.DiagnosticSeverity {
  switch (s) {
    case 'error': return lsp.DiagnosticSeverity.Error;
    case 'warning': return lsp.DiagnosticSeverity.Warning;
    case 'information': return lsp.DiagnosticSeverity.Information;
    case 'hint': return lsp.DiagnosticSeverity.Hint;
  }
}

/** The form of a URI in which two spellings of one file are equal: VS Code escapes the colon of drives, others do not. */
export function normalUri(uri: string): string {
  try {
    const url = new URL(uri);
    const path = decodeURIComponent(url.pathname);
    const drive = /^\/([a-zA-Z]):/.exec(path);
    return `${url.protocol}//${url.host}${drive ? `/${drive[1]!.toLowerCase()}:${path.slice(3)}` : path}`;
  } catch {
    return uri;
  }
}

/** The path of a document below a root folder, with `/`; null if it lies elsewhere. Both are URIs. */
export function relativePath(rootUri: string, uri: string): string | null {
  const root = normalUri(rootUri).replace(/\/+$/, '');
  const full = normalUri(uri);
  if (!full.startsWith(`${root}/`)) return null;
  return full.slice(root.length + 1);
}

/** The way from a folder to a file, both as URIs, as a relative link; null if there is none (another drive or scheme). */
export function relativeLink(folder: string, file: string): string | null {
  const parts = (uri: string) => normalUri(uri).replace(/\/+$/, '').split('/');
  const [from, to] = [parts(folder), parts(file)];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  // Scheme, host, and on Windows the drive, must be the same.
  if (same < 3 || (/^[a-z]:$/.test(to[3] ?? '') && same < 4)) return null;
  return [...from.slice(same).map(() => '..'), ...to.slice(same).map(encodeURIComponent)].join('/');
}

/** The URI of a file below a root folder. */
export function fileUri(rootUri: string, path: string): string {
  const root = rootUri.replace(/\/+$/, '');
  return `${root}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

export function folderUri(path: string): string {
  return pathToFileURL(path).toString();
}
