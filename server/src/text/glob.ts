/**
 * Globs, matched without regular expressions, so that no pattern can make the match explode.
 *
 *   glob(pattern)(path)      whether the whole path matches; `/` separates segments
 *   segment(pattern)(name)   the same for one segment
 *   expandBraces(pattern)    `a.{x,y}` -> `a.x`, `a.y`; at most MAX_ALTERNATIVES
 *
 * `*` and `?` stay within a segment, `**` as a whole segment stands for any number of segments (at the end: at least one),
 * `[a-z]`, `[!a]`, `[[:digit:]]` are classes, `\` takes the next character as it is. A class that is never closed matches nothing.
 * Cost: at most (length of pattern) x (length of path) steps.
 */

/** Braces may not multiply without bound: later alternatives are left out. */
export const MAX_ALTERNATIVES = 256;

export type Match = (text: string) => boolean;

const NEVER: Match = () => false;

/** A test for whole paths. A leading `./` or `/` of the pattern is dropped. */
export function glob(pattern: string): Match {
  const tests = expandBraces(pattern.replace(/^\.?\//, '')).map(p => segments(p.split('/')));
  return tests.length === 1 ? tests[0]! : path => tests.some(t => t(path));
}

/** A test for paths from the segments of a pattern. */
export function segments(pattern: readonly string[]): Match {
  const parts = pattern.map(p => (p === '**' ? null : segment(p)));
  if (parts.length === 1 && parts[0]) {
    const only = parts[0];
    return path => !path.includes('/') && only(path);
  }
  return path => matchParts(parts, path.split('/'));
}

/** `null` stands for any number of names. Only the last such part need be reconsidered when a later part fails. */
function matchParts(parts: readonly (Match | null)[], names: readonly string[]): boolean {
  let p = 0;
  let n = 0;
  let retryPart = -1;
  let retryName = 0;
  while (n < names.length) {
    const part = parts[p];
    if (part === null) {
      if (p === parts.length - 1) return true;
      retryPart = ++p;
      retryName = n;
    } else if (part?.(names[n]!)) {
      p++;
      n++;
    } else if (retryPart >= 0) {
      p = retryPart;
      n = ++retryName;
    } else {
      return false;
    }
  }
  return p === parts.length;
}

type Token = string | typeof ANY | typeof STAR | CharacterClass;
const ANY = 1;
const STAR = 2;
interface CharacterClass {
  readonly negated: boolean;
  readonly has: (code: number) => boolean;
}

/** A test for one name. */
export function segment(pattern: string): Match {
  const tokens = tokenise(pattern);
  if (tokens === null) return NEVER;
  const stars = tokens.filter(t => t === STAR).length;
  if (tokens.every(t => typeof t === 'string' || t === STAR) && stars <= 1) {
    const at = tokens.indexOf(STAR);
    if (at < 0) {
      const word = tokens.join('');
      return name => name === word;
    }
    const head = tokens.slice(0, at).join('');
    const tail = tokens.slice(at + 1).join('');
    return name => name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
  }
  return name => matchTokens(tokens, name);
}

function matchTokens(tokens: readonly Token[], name: string): boolean {
  let t = 0;
  let i = 0;
  let retryToken = -1;
  let retryAt = 0;
  while (i < name.length) {
    const token = tokens[t];
    if (token === STAR) {
      retryToken = ++t;
      retryAt = i;
    } else if (token !== undefined && one(token, name, i)) {
      t++;
      i++;
    } else if (retryToken >= 0) {
      t = retryToken;
      i = ++retryAt;
    } else {
      return false;
    }
  }
  while (tokens[t] === STAR) t++;
  return t === tokens.length;
}

function one(token: Exclude<Token, typeof STAR>, name: string, at: number): boolean {
  if (token === ANY) return true;
  if (typeof token === 'string') return token === name[at];
  return token.has(name.charCodeAt(at)) !== token.negated;
}

/** Null if the pattern can't match anything. */
function tokenise(pattern: string): Token[] | null {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '*') {
      if (tokens.at(-1) !== STAR) tokens.push(STAR);
    } else if (c === '?') {
      tokens.push(ANY);
    } else if (c === '\\') {
      if (++i >= pattern.length) return null;
      tokens.push(pattern[i]!);
    } else if (c === '[') {
      const read = readClass(pattern, i + 1);
      if (read === null) return null;
      tokens.push(read.token);
      i = read.end;
    } else {
      tokens.push(c);
    }
  }
  return tokens;
}

const POSIX: { readonly [name: string]: (c: number) => boolean } = {
  alnum: c => POSIX.alpha!(c) || POSIX.digit!(c),
  alpha: c => POSIX.lower!(c) || POSIX.upper!(c),
  blank: c => c === 32 || c === 9,
  cntrl: c => c < 32 || c === 127,
  digit: c => c >= 48 && c <= 57,
  graph: c => c > 32 && c < 127,
  lower: c => c >= 97 && c <= 122,
  print: c => c >= 32 && c < 127,
  punct: c => POSIX.graph!(c) && !POSIX.alnum!(c),
  space: c => c === 32 || (c >= 9 && c <= 13),
  upper: c => c >= 65 && c <= 90,
  xdigit: c => POSIX.digit!(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102),
};

/** Reads a class from after its `[`; `end` is the place of its `]`. */
function readClass(pattern: string, start: number): { token: CharacterClass; end: number } | null {
  let i = start;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  const first = i;
  const tests: ((c: number) => boolean)[] = [];
  while (i < pattern.length) {
    const c = pattern[i]!;
    if (c === ']' && i > first) return { token: { negated, has: code => tests.some(t => t(code)) }, end: i };
    if (c === '[' && pattern[i + 1] === ':') {
      const close = pattern.indexOf(':]', i + 2);
      const named = close < 0 ? undefined : POSIX[pattern.slice(i + 2, close)];
      if (named === undefined) return null;
      tests.push(named);
      i = close + 2;
      continue;
    }
    let from = i;
    if (c === '\\') from = ++i;
    if (from >= pattern.length) return null;
    const low = pattern.charCodeAt(from);
    i++;
    if (pattern[i] === '-' && i + 1 < pattern.length && pattern[i + 1] !== ']') {
      i++;
      if (pattern[i] === '\\') i++;
      if (i >= pattern.length) return null;
      const high = pattern.charCodeAt(i);
      i++;
      tests.push(code => code >= low && code <= high);
    } else {
      tests.push(code => code === low);
    }
  }
  return null;
}

/** All alternatives that the braces of a pattern give; a brace that is never closed, or has no comma, is an ordinary character. */
export function expandBraces(pattern: string): string[] {
  const out: string[] = [];
  // Innermost braces first, so one alternative may come up twice: the set keeps it once.
  const found = new Set([pattern]);
  for (const next of found) {
    if (out.length >= MAX_ALTERNATIVES) break;
    const group = firstGroup(next);
    if (group === null || found.size > MAX_ALTERNATIVES * 4) out.push(next);
    else for (const option of group.options) found.add(group.before + option + group.after);
  }
  return out;
}

function firstGroup(pattern: string): { before: string; options: string[]; after: string } | null {
  const opened: { at: number; commas: number[] }[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (c === '{') opened.push({ at: i, commas: [] });
    else if (c === ',') opened.at(-1)?.commas.push(i);
    else if (c === '}') {
      const group = opened.pop();
      if (!group || group.commas.length === 0) continue;
      const cuts = [group.at, ...group.commas, i];
      const options = cuts.slice(1).map((end, n) => pattern.slice(cuts[n]! + 1, end));
      return { before: pattern.slice(0, group.at), options, after: pattern.slice(i + 1) };
    }
  }
  return null;
}
