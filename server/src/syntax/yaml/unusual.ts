import type { YamlProblem } from './tree';

// Breaks that only YAML 1.1 knows (NEL, LS, PS), a lone CR, and characters that YAML does not allow.
const RARE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)/;
const BREAKS = /[\x85\u2028\u2029]|\r(?!\n)/g;
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Surrogate}/u;
const SURROGATE = /\p{Surrogate}/u;

/**
 * The text with what a reader need not know of put away: rare line breaks are line feeds, merge conflicts are reduced to
 * their first side. Every offset stays the same. Tells of conflicts and of the first forbidden character.
 */
export function tidy(text: string, start: number, end: number, problems: YamlProblem[]): string {
  let out = text;
  if (RARE.test(out)) out = out.replace(BREAKS, '\n');
  if (RARE.test(out) || SURROGATE.test(out)) {
    const found = FORBIDDEN.exec(out.slice(start, end));
    if (found) {
      const code = out.charCodeAt(start + found.index).toString(16).toUpperCase().padStart(4, '0');
      problems.push({ rule: 'yaml-syntax', span: { start: start + found.index, end: start + found.index + 1 }, message: `The character U+${code} is not allowed in YAML`, data: { mistake: 'character' } });
    }
  }
  return out.includes('<<<<<<<') ? withoutConflicts(out, start, end, problems) : out;
}

const MARKER = /^(?:<{7}(?= |\r?$)|\|{7}(?= |\r?$)|={7}(?=\r?$)|>{7}(?= |\r?$))[^\n]*/gm;

/** Blanks the markers of each complete conflict, and all between the first side and the last marker. */
function withoutConflicts(text: string, start: number, end: number, problems: YamlProblem[]): string {
  let out = text;
  let open: { start: number; end: number } | null = null;
  let split = -1;
  let cut = -1;
  for (const match of text.matchAll(MARKER)) {
    const at = match.index;
    if (at < start || at >= end) continue;
    const sign = match[0][0];
    if (sign === '<') {
      open = { start: at, end: at + match[0].trimEnd().length };
      split = cut = -1;
    } else if (!open) continue;
    else if (sign === '|' && cut < 0) cut = at;
    else if (sign === '=' && split < 0) {
      split = at;
      if (cut < 0) cut = at;
    } else if (sign === '>' && split >= 0) {
      const stop = at + match[0].length;
      problems.push({
        rule: 'yaml-syntax',
        span: open,
        message: 'This merge conflict is not resolved',
        data: { mistake: 'conflict', whole: [open.start, stop], split: [cut, split] },
      });
      out = blank(blank(out, open.start, open.end), cut, stop);
      open = null;
    }
  }
  return out;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
