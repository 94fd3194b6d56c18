import { entry } from '../../text/entry';
import type { SyntaxNode } from '@lezer/common';
import { isError, kids, type Reading, spanOf } from './nodes';
import type { Expression, FormatExpression, FormatPart, TextExpression } from './tree';

/** A string literal without replacements; one that is never closed ends where its node ends. */
export function readText(reading: Reading, node: SyntaxNode): TextExpression {
  const { prefix, content } = frame(reading, node);
  const raw = reading.text.slice(content.start, content.end);
  const value = prefix.includes('r') ? raw : unescape(raw);
  return { kind: 'text', span: spanOf(node), prefix, content, value, verbatim: value === raw };
}

/** An f-string; `read` reads the expression of a replacement. */
export function readFormat(reading: Reading, node: SyntaxNode, read: (nodes: readonly SyntaxNode[]) => Expression): FormatExpression {
  const { prefix, content } = frame(reading, node);
  const parts: FormatPart[] = [];
  let at = content.start;
  const literal = (end: number): void => {
    if (end <= at) return;
    const raw = reading.text.slice(at, end).replace(/\{\{/g, '{').replace(/\}\}/g, '}');
    parts.push({ kind: 'literal', span: { start: at, end }, value: prefix.includes('r') ? raw : unescape(raw) });
  };
  for (const child of kids(node)) {
    if (child.name !== 'FormatReplacement' || child.from < at) continue;
    literal(child.from);
    const inner = kids(child).filter(k => k.name !== '{' && k.name !== '}');
    const plain = !inner.some(k => k.name === 'FormatConversion' || k.name === 'FormatSpec' || k.name === 'FormatSelfDoc');
    parts.push({ kind: 'replacement', span: spanOf(child), expression: read(inner.filter(k => !k.name.startsWith('Format') || k.name === 'FormatString')), plain });
    at = Math.min(child.to, content.end);
  }
  literal(content.end);
  return { kind: 'format', span: spanOf(node), prefix, content, parts };
}

function frame(reading: Reading, node: SyntaxNode): { readonly prefix: string; readonly content: { start: number; end: number } } {
  const source = reading.text.slice(node.from, node.to);
  const prefix = /^[A-Za-z]{0,3}/.exec(source)![0];
  const quote = /^("""|'''|"|')/.exec(source.slice(prefix.length))?.[0] ?? '';
  const start = Math.min(node.from + prefix.length + quote.length, node.to);
  const closed = quote !== '' && source.length >= prefix.length + 2 * quote.length && source.endsWith(quote) && !kids(node).some(isError);
  return { prefix: prefix.toLowerCase(), content: { start, end: Math.max(start, closed ? node.to - quote.length : node.to) } };
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' };

/** The text that a literal's characters stand for. What is no escape stays as it is, as in Python. */
function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[\s\S])/g, (whole, escape: string) => {
    if (escape === '\r\n') return '';
    const known = entry(ESCAPES, escape);
    if (known !== undefined) return known;
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    if (escape.length === 1) return whole;
    const code = Number.parseInt(escape.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
