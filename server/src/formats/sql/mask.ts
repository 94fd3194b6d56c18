import { maskJinja, readJinja } from '../../syntax/jinja';
import type { Span } from '../../text/span';

/** SQL as a client's own commands and templates leave it to the database. */
export interface Masked {
  /** As long as the file. */
  readonly text: string;
  readonly holes: readonly Span[];
  /** Whether a template may leave out or repeat parts. */
  readonly templated: boolean;
  /** Whether there is a template language we do not read: then nothing is said about syntax. */
  readonly foreign: boolean;
}

/**
 * The SQL of a file: Jinja is masked, and what only the client understands is blanked: psql's backslash commands and the
 * data behind `COPY … FROM stdin`, MySQL's DELIMITER, SQL*Plus' slash lines. Offsets stay.
 */
export function maskSql(text: string): Masked {
  const jinja = /\{[{%#]/.test(text);
  let out = text;
  let holes: readonly Span[] = [];
  if (jinja) {
    const template = readJinja(text);
    out = maskJinja(template).text;
    holes = template.segments.filter(s => s.kind !== 'text' && s.kind !== 'comment').map(s => s.span);
  }
  return { text: withoutArguments(withoutClient(out)), holes, templated: (jinja && /\{[{%]/.test(text)) || /\$\{|@\w+@?\./.test(text), foreign: /<%|\{\{[#/]|<#|<[A-Z][A-Z_ -]*>|\[\[?[A-Z_]+ *[A-Z_]*\]\]?(?=\s*[;,.])/.test(text) };
}

/** sqlc's named arguments are parameters. */
function withoutArguments(text: string): string {
  return /\bsqlc\.\w+\s*\(/.test(text) ? text.replace(/\bsqlc\.(?:arg|narg|slice|argh)\s*\([^()]*(?:\([^()]*\))?\)/g, call => `:p${' '.repeat(call.length - 2)}`) : text;
}

function withoutClient(text: string): string {
  if (!/^[ \t]*\\|^[ \t]*delimiter\b|\bfrom\s+stdin\b|^[ \t]*\/[ \t]*$/im.test(text)) return text;
  const out: string[] = [];
  let data = false;
  let delimiter: string | null = null;
  for (const line of text.split(/(?<=\n)/)) {
    const body = line.replace(/\r?\n$/, '');
    const end = line.slice(body.length);
    const blank = ' '.repeat(body.length) + end;
    if (data) {
      if (/^\\\.$/.test(body)) data = false;
      out.push(blank);
      continue;
    }
    const command = /^[ \t]*delimiter[ \t]+(\S+)[ \t]*$/i.exec(body);
    if (command) {
      delimiter = command[1] === ';' ? null : command[1]!;
      out.push(blank);
      continue;
    }
    if (/^[ \t]*(?:\\|\/[ \t]*$)/.test(body)) {
      out.push(blank);
      continue;
    }
    if (/\bfrom\s+stdin\b/i.test(body) && /;\s*$/.test(body)) data = true;
    const cut = delimiter !== null && body.trimEnd().endsWith(delimiter) ? body.trimEnd().length - delimiter.length : -1;
    out.push(cut < 0 ? line : `${body.slice(0, cut)};${' '.repeat(body.length - cut - 1)}${end}`);
  }
  return out.join('');
}
