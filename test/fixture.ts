import type { Span } from '../server/src/text/span';

/** Files of a fixture by path, with the cursor and the findings that its text expects. */
export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  /** Where `$0` stood. */
  readonly cursor: { readonly path: string; readonly offset: number } | null;
  readonly expected: readonly Expected[];
}

export interface Expected {
  readonly path: string;
  readonly span: Span;
  /** Part of the message; '' for any. */
  readonly message: string;
}

/**
 * Reads the fixture language: `//- path` starts a file, `$0` is the cursor, and a line that (after indentation and an
 * optional comment mark) begins with `^^^` underlines characters of the last text line above it and says what is expected
 * there. Marks and expectations are taken out of the text. Without a header the text is one file called `file`.
 * A line `^^^` of one or two carets is text, so short underlines are written `^^^` too: the span is as long as the carets.
 */
export function fixture(text: string, file = 'file'): Fixture {
  const files = new Map<string, string>();
  const expected: Expected[] = [];
  let cursor: Fixture['cursor'] = null;
  for (const part of split(text, file)) {
    const out: string[] = [];
    let length = 0;
    let lastStart = 0;
    for (const line of part.lines) {
      const mark = /^(\s*(?:--|#|\/\/)?\s*)(\^+)(?: (.*))?$/.exec(line);
      if (mark && out.length > 0) {
        const from = mark[1]!.length;
        expected.push({ path: part.path, span: { start: lastStart + from, end: lastStart + from + mark[2]!.length }, message: (mark[3] ?? '').trim() });
        continue;
      }
      let clean = line;
      const at = clean.indexOf('$0');
      if (at >= 0) {
        clean = clean.slice(0, at) + clean.slice(at + 2);
        cursor = { path: part.path, offset: length + at };
      }
      lastStart = length;
      out.push(clean);
      length += clean.length + 1;
    }
    files.set(part.path, out.join('\n'));
  }
  return { files, cursor, expected };
}

function split(text: string, file: string): { path: string; lines: string[] }[] {
  const lines = text.replace(/^\n/, '').split('\n');
  const indent = Math.min(...lines.filter(l => l.trim() !== '').map(l => /^ */.exec(l)![0].length));
  const parts: { path: string; lines: string[] }[] = [];
  for (const raw of lines) {
    const line = raw.slice(Number.isFinite(indent) ? Math.min(indent, /^ */.exec(raw)![0].length) : 0);
    const header = /^\/\/- (\S+)\s*$/.exec(line);
    if (header) parts.push({ path: header[1]!, lines: [] });
    else {
      if (parts.length === 0) parts.push({ path: file, lines: [] });
      parts[parts.length - 1]!.lines.push(line);
    }
  }
  return parts;
}
