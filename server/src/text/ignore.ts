import { type Match, expandBraces, segment, segments } from './glob';

/**
 * The patterns of one `.gitignore`, as gitignore(5) describes them.
 *
 *   readIgnore(text).test(path, isFolder)   true: ignored, false: kept by a `!` pattern, null: not mentioned
 *
 * `path` is relative to the folder the file lies in. The caller asks the deepest file first, and never looks into an
 * ignored folder. Written here and not left to regular expressions, since patterns come from repositories we don't trust.
 */
export interface IgnoreRules {
  readonly count: number;
  test(path: string, isFolder: boolean): boolean | null;
}

/** Patterns beyond these are left out. */
export const MAX_IGNORE_PATTERNS = 2_000;
export const MAX_IGNORE_PATTERN_LENGTH = 1_000;

interface Rule {
  readonly ignores: boolean;
  readonly foldersOnly: boolean;
  /** Tested against the last name of the path only. */
  readonly byName: boolean;
  readonly matches: Match;
}

/** Reads patterns, one a line. With `braces`, `{a,b}` is understood too (settings have it, git has not). */
export function readIgnore(text: string, braces = false): IgnoreRules {
  const rules: Rule[] = [];
  for (const line of text.replace(/^\uFEFF/, '').split('\n')) {
    if (line.length > MAX_IGNORE_PATTERN_LENGTH) continue;
    for (const pattern of braces ? expandBraces(line) : [line]) {
      const rule = rules.length < MAX_IGNORE_PATTERNS ? readRule(pattern) : null;
      if (rule) rules.push(rule);
    }
  }
  rules.reverse();
  return {
    count: rules.length,
    test(path, isFolder) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      for (const rule of rules) {
        if (rule.foldersOnly && !isFolder) continue;
        if (rule.matches(rule.byName ? name : path)) return rule.ignores;
      }
      return null;
    },
  };
}

function readRule(line: string): Rule | null {
  let pattern = trimEnd(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (pattern === '' || pattern.startsWith('#')) return null;
  const ignores = !pattern.startsWith('!');
  if (!ignores) pattern = pattern.slice(1);
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  const byName = !pattern.includes('/');
  if (pattern.startsWith('/')) pattern = pattern.slice(1);
  if (pattern === '') return null;
  return { ignores, foldersOnly, byName, matches: byName ? segment(pattern) : segments(pattern.split('/')) };
}

/** Spaces at the end don't count unless a backslash precedes. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') {
    let slashes = 0;
    while (line[end - 2 - slashes] === '\\') slashes++;
    if (slashes % 2 === 1) break;
    end--;
  }
  return line.slice(0, end);
}
