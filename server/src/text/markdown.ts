/** Text as Markdown that shows it as it is: nothing in it becomes a link, an image, HTML or emphasis. */
export function escapeMarkdown(text: string): string {
  // Underscores and hyphens within a word mean nothing, and brackets of links are escaped already: names stay readable where Markdown is not drawn.
  return text.replace(/[\\`*{}[\]#+!|<>~&$]|(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])|(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])/g, c => (c === '<' ? '&lt;' : c === '&' ? '&amp;' : c.replace(/./g, '\\$&'))).replace(/^(\s*)(\d+)\./gm, '$1$2\\.');
}

/** Text as inline code; backticks in it can't end it. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(m => m[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : '';
  return flat === '' ? '' : fence + pad + flat + pad + fence;
}

/** A fenced block; fences in the text can't end it. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(m => m[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A description written by the user, shortened, as harmless text that keeps its paragraphs. */
export function prose(text: string, most = 600): string {
  const short = text.length > most ? `${text.slice(0, most).trimEnd()} …` : text;
  return short.trim().split(/\n\s*\n/).map(p => escapeMarkdown(p.replace(/\s*\n\s*/g, ' ').trim())).join('\n\n');
}

/** A cell of a table: one line, no bars. */
export function cell(text: string, most = 80): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return escapeMarkdown(flat.length > most ? `${flat.slice(0, most - 1)}…` : flat);
}
