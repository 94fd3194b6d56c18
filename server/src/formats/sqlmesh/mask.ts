import type { Span } from '../../text/span';

/** The SQL of a model with what SQLMesh writes itself left out. */
export interface Masked {
  readonly text: string;
  readonly holes: readonly Span[];
  /** Whether a template decides parts of it. */
  readonly templated: boolean;
}

/**
 * Blanks the DDL at `blanks`, definitions (`@DEF(…);`) and blocks for virtual updates; macro calls become names that nobody
 * knows, as long as they are. Variables (`@start_ds`) stay: the reader takes them for parameters.
 */
export function maskModel(text: string, blanks: readonly Span[]): Masked {
  const out = text.split('');
  const holes: Span[] = [];
  const blank = (s: Span): void => {
    for (let i = s.start; i < s.end; i++) if (out[i] !== '\n' && out[i] !== '\r') out[i] = ' ';
  };
  for (const s of blanks) blank(s);
  for (const match of text.matchAll(/ON_VIRTUAL_UPDATE_BEGIN\s*;[\s\S]*?ON_VIRTUAL_UPDATE_END\s*;?/gi)) blank({ start: match.index, end: match.index + match[0].length });
  const jinja = /JINJA_(?:QUERY|STATEMENT)_BEGIN/i.test(text);
  for (const match of text.matchAll(/JINJA_(?:QUERY|STATEMENT)_BEGIN\s*;|JINJA_END\s*;?/gi)) blank({ start: match.index, end: match.index + match[0].length });
  for (const match of text.matchAll(/@\{?[A-Za-z_]\w*\}?/g)) {
    const start = match.index;
    if (out[start] === ' ' || inText(text, start)) continue;
    const open = start + match[0].length;
    if (text[open] !== '(') {
      if (/^@this_model$/i.test(match[0]) || match[0].includes('{')) hole(out, holes, { start, end: open }, match[0].length);
      continue;
    }
    const end = closing(text, open);
    if (/^@DEF$/i.test(match[0])) {
      const semicolon = /^\s*;/.exec(text.slice(end));
      blank({ start, end: end + (semicolon?.[0].length ?? 0) });
    } else hole(out, holes, { start, end }, end - start);
  }
  return { text: out.join(''), holes, templated: jinja };
}

function hole(out: string[], holes: Span[], span: Span, length: number): void {
  const name = (length >= 9 ? '__pw_hole' : '_pwh'.slice(0, length)).padEnd(length, '_');
  for (let i = 0; i < length; i++) if (out[span.start + i] !== '\n' && out[span.start + i] !== '\r') out[span.start + i] = name[i]!;
  // A line break within would cut the name in two.
  let first = span.start;
  while (first < span.end && out[first] !== '\n') first++;
  if (first < span.end) for (let i = first; i < span.end; i++) if (out[i] === '_') out[i] = ' ';
  holes.push(span);
}

/** Whether a place lies in a text or comment of its line. */
function inText(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return (line.split("'").length - 1) % 2 === 1 || line.includes('--');
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i]!;
    if (c === "'") {
      const close = text.indexOf("'", i + 1);
      if (close < 0) return text.length;
      i = close;
    } else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i + 1;
  }
  return text.length;
}
