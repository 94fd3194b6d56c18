import type { YamlPair, YamlScalar } from '../../syntax/yaml';
import type { Span } from '../../text/span';

/** A section of an option file: `[mysqld]` and the lines below it. */
export interface Section {
  readonly name: string;
  readonly nameSpan: Span;
  readonly entries: readonly (YamlPair & { readonly value: YamlScalar | null })[];
}

/**
 * Option files as their server reads them: sections, `key = value` or `key` alone, comments that begin a line with `#` or `;`,
 * quotes around a value fall away, ` #` ends a value. What stands before the first section, and `!include`, belongs to none.
 */
export function sectionsOf(text: string): readonly Section[] {
  const out: { name: string; nameSpan: Span; entries: (YamlPair & { value: YamlScalar | null })[] }[] = [];
  let at = 0;
  for (const raw of text.split('\n')) {
    const start = at + raw.length - raw.trimStart().length;
    const line = raw.trim();
    at += raw.length + 1;
    const header = /^\[([^\]\s]+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      out.push({ name: header, nameSpan: { start: start + 1, end: start + 1 + header.length }, entries: [] });
      continue;
    }
    const key = /^[A-Za-z][\w.-]*/.exec(line)?.[0];
    const section = out.at(-1);
    if (key === undefined || !section) continue;
    const sign = /^\s*=\s*/.exec(line.slice(key.length))?.[0];
    const rest = sign === undefined ? '' : line.slice(key.length + sign.length).replace(/\s+#.*$/, '').trimEnd();
    const from = start + key.length + (sign?.length ?? 0);
    section.entries.push({ key: scalar(key, { start, end: start + key.length }), value: rest === '' ? null : scalar(rest, { start: from, end: from + rest.length }), span: { start, end: Math.max(start + key.length, from + rest.length) } });
  }
  return out;
}

export function readComments(text: string): readonly Span[] {
  return [...text.matchAll(/^[ \t]*([#;].*)$/gm)].map(m => ({ start: m.index + m[0].indexOf(m[1]!), end: m.index + m[0].length }));
}

function scalar(raw: string, span: Span): YamlScalar {
  const quoted = raw.length > 1 && /^(["']).*\1$/.test(raw);
  const content = quoted ? { start: span.start + 1, end: span.end - 1 } : span;
  const text = quoted ? raw.slice(1, -1) : raw;
  return { kind: 'scalar', span, content, style: quoted ? 'double' : 'plain', text, value: text, anchor: null, alias: null, tag: null };
}
