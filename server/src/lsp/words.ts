import * as lsp from 'vscode-languageserver/node';
import type { CompletionKind } from '../features/completion';
import type { SymbolKind } from '../features/symbols';
import type { Token } from '../model/format';
import type { Positions } from './convert';

/** Our kinds in LSP's words. */
export function completionKind(kind: CompletionKind): lsp.CompletionItemKind {
  const kinds = {
    dataset: lsp.CompletionItemKind.Struct, column: lsp.CompletionItemKind.Field, function: lsp.CompletionItemKind.Function, macro: lsp.CompletionItemKind.Function, keyword: lsp.CompletionItemKind.Keyword,
    key: lsp.CompletionItemKind.Property, value: lsp.CompletionItemKind.EnumMember, snippet: lsp.CompletionItemKind.Snippet, symbol: lsp.CompletionItemKind.Reference, alias: lsp.CompletionItemKind.Variable,
  } as const;
  return kinds[kind];
}

export function symbolKind(kind: SymbolKind): lsp.SymbolKind {
  const kinds = {
    dataset: lsp.SymbolKind.Struct, job: lsp.SymbolKind.Event, column: lsp.SymbolKind.Field, macro: lsp.SymbolKind.Function, group: lsp.SymbolKind.Namespace,
    check: lsp.SymbolKind.Boolean, query: lsp.SymbolKind.Variable, other: lsp.SymbolKind.Object,
  } as const;
  return kinds[kind];
}

export const TOKEN_TYPES: readonly Token['type'][] = ['function', 'macro', 'class', 'variable', 'parameter', 'property', 'string', 'number', 'keyword', 'operator', 'comment', 'namespace', 'type'];

/** Tokens as LSP's differences; those over several lines are cut at the line ends, overlapping ones left out. */
export function tokenData(tokens: readonly Token[], positions: Positions): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const token of tokens) {
    const { start, end } = positions.range(token.span);
    if (start.line !== end.line || start.line < line || (start.line === line && start.character < character)) continue;
    const delta = start.line - line;
    data.push(delta, delta === 0 ? start.character - character : start.character, end.character - start.character, TOKEN_TYPES.indexOf(token.type), 0);
    line = start.line;
    character = start.character;
  }
  return data;
}
