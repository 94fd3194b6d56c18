/**
 * Regular expressions that a user's file holds (Java's dialect), read and run by our own small matcher: whatever the pattern,
 * it ends after a bounded number of steps. What the matcher does not know (look-around, back references, `\p{…}`) makes the
 * pattern `unknown`, and then nothing is claimed about it.
 */
export interface Regex {
  readonly kind: 'regex';
  readonly root: Node;
  readonly groups: number;
}

/** What is wrong with a pattern for certain, with its offset in it; or that we can't tell. */
export type NoRegex = { readonly kind: 'invalid'; readonly message: string; readonly at: number } | { readonly kind: 'unknown' };

type Node =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: 'start' | 'end' | 'empty' }
  | { readonly kind: 'group'; readonly index: number | null; readonly name: string | null; readonly body: Node }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly least: number; readonly most: number; readonly lazy: boolean };

const MOST_STEPS = 50_000;
const MOST_DEPTH = 60;
const MOST_LENGTH = 2_000;

class Unknown extends Error {}

class Invalid extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/** Reads a pattern. Never throws. */
export function readRegex(pattern: string): Regex | NoRegex {
  if (pattern.length > MOST_LENGTH) return { kind: 'unknown' };
  const state = { pattern, at: 0, groups: 0, depth: 0 };
  try {
    const root = choice(state);
    if (state.at < pattern.length) throw new Invalid("a ')' without its '('", state.at);
    return { kind: 'regex', root, groups: state.groups };
  } catch (error) {
    if (error instanceof Invalid) return { kind: 'invalid', message: error.message, at: error.at };
    return { kind: 'unknown' };
  }
}

interface State {
  readonly pattern: string;
  at: number;
  groups: number;
  depth: number;
}

function choice(s: State): Node {
  if (++s.depth > MOST_DEPTH) throw new Unknown();
  const parts: Node[] = [];
  do parts.push(sequence(s));
  while (s.pattern[s.at] === '|' && ++s.at > 0);
  s.depth--;
  return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
}

function sequence(s: State): Node {
  const parts: Node[] = [];
  while (s.at < s.pattern.length && s.pattern[s.at] !== '|' && s.pattern[s.at] !== ')') parts.push(repeated(s, atom(s)));
  return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
}

function repeated(s: State, body: Node): Node {
  const c = s.pattern[s.at];
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  if (c === '*') s.at++;
  else if (c === '+') {
    least = 1;
    s.at++;
  } else if (c === '?') {
    most = 1;
    s.at++;
  } else if (c === '{') {
    const m = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(s.pattern.slice(s.at, s.at + 12));
    if (!m) throw new Unknown();
    least = Number(m[1]);
    most = m[2] === undefined ? least : m[3] === '' ? Number.POSITIVE_INFINITY : Number(m[3]);
    s.at += m[0].length;
  } else return body;
  const after = s.pattern[s.at];
  // A possessive quantifier takes what it can and never gives back; that is another language, so nothing is claimed.
  if (after === '+') throw new Unknown();
  if (after === '?') s.at++;
  return { kind: 'repeat', body, least, most, lazy: after === '?' };
}

function atom(s: State): Node {
  const c = s.pattern[s.at]!;
  const at = s.at;
  s.at++;
  if (c === '.') return { kind: 'any' };
  if (c === '^') return { kind: 'start' };
  if (c === '$') return { kind: 'end' };
  if (c === '(') return group(s, at);
  if (c === '[') return characterClass(s, at);
  if (c === '\\') return escape(s);
  if (c === '*' || c === '+' || c === '?') throw new Invalid(`a '${c}' with nothing before it to repeat`, at);
  return { kind: 'char', char: c };
}

function group(s: State, at: number): Node {
  let index: number | null = null;
  let name: string | null = null;
  if (s.pattern[s.at] === '?') {
    const named = /^\?<([A-Za-z]\w*)>/.exec(s.pattern.slice(s.at, s.at + 80));
    if (named) {
      name = named[1]!;
      s.at += named[0].length;
      index = ++s.groups;
    } else if (s.pattern.startsWith('?:', s.at)) s.at += 2;
    else throw new Unknown();
  } else index = ++s.groups;
  const body = choice(s);
  if (s.pattern[s.at] !== ')') throw new Invalid("a '(' that is never closed", at);
  s.at++;
  return { kind: 'group', index, name, body };
}

const CLASSES: { readonly [letter: string]: readonly (readonly [number, number])[] } = {
  d: [[48, 57]],
  w: [[48, 57], [65, 90], [95, 95], [97, 122]],
  s: [[9, 13], [32, 32]],
};

const CONTROLS: { readonly [letter: string]: string } = { t: '\t', n: '\n', r: '\r', f: '\f' };

function escape(s: State): Node {
  const c = s.pattern[s.at];
  if (c === undefined) throw new Invalid("a '\\' at the end", s.at - 1);
  s.at++;
  const ranges = CLASSES[c.toLowerCase()];
  if (ranges) return { kind: 'class', negated: c !== c.toLowerCase(), ranges };
  if (CONTROLS[c] !== undefined) return { kind: 'char', char: CONTROLS[c] };
  if (/[A-Za-z0-9]/.test(c)) throw new Unknown();
  return { kind: 'char', char: c };
}

function characterClass(s: State, at: number): Node {
  const negated = s.pattern[s.at] === '^';
  if (negated) s.at++;
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; ; first = false) {
    const c = s.pattern[s.at];
    if (c === undefined) throw new Invalid("a '[' that is never closed", at);
    if (c === ']' && !first) break;
    if (c === '[' || s.pattern.startsWith('&&', s.at)) throw new Unknown();
    const low = member(s);
    if (typeof low !== 'number') {
      ranges.push(...low);
      continue;
    }
    if (s.pattern[s.at] === '-' && s.pattern[s.at + 1] !== ']' && s.at + 1 < s.pattern.length) {
      s.at++;
      const high = member(s);
      if (typeof high !== 'number') throw new Unknown();
      if (high < low) throw new Invalid('a range that runs backwards', s.at - 1);
      ranges.push([low, high]);
    } else ranges.push([low, low]);
  }
  s.at++;
  return { kind: 'class', negated, ranges };
}

function member(s: State): number | readonly (readonly [number, number])[] {
  const c = s.pattern[s.at]!;
  s.at++;
  if (c !== '\\') return c.charCodeAt(0);
  const node = escape(s);
  if (node.kind === 'char') return node.char.charCodeAt(0);
  if (node.kind === 'class' && !node.negated) return node.ranges;
  throw new Unknown();
}

/** The groups of a match of the whole text, the whole first; null if it does not match; undefined if that took too long to tell. */
export function matchWhole(regex: Regex, text: string): readonly string[] | null | undefined {
  let steps = 0;
  const starts: number[] = [];
  const ends: number[] = [];
  const run = (node: Node, at: number, depth: number, then: (at: number) => boolean): boolean => {
    if (++steps > MOST_STEPS || depth > 1_500) throw new Unknown();
    switch (node.kind) {
      case 'empty': return then(at);
      case 'char': return text[at] === node.char && then(at + 1);
      case 'any': return at < text.length && text[at] !== '\n' && then(at + 1);
      case 'class': {
        if (at >= text.length) return false;
        const code = text.charCodeAt(at);
        return node.ranges.some(([a, b]) => a <= code && code <= b) !== node.negated && then(at + 1);
      }
      case 'start': return at === 0 && then(at);
      case 'end': return at === text.length && then(at);
      case 'sequence': {
        const step = (i: number, from: number): boolean => (i === node.parts.length ? then(from) : run(node.parts[i]!, from, depth + 1, to => step(i + 1, to)));
        return step(0, at);
      }
      case 'choice': return node.parts.some(p => run(p, at, depth + 1, then));
      case 'group': {
        const index = node.index;
        if (index === null) return run(node.body, at, depth + 1, then);
        const [start, end] = [starts[index], ends[index]];
        if (run(node.body, at, depth + 1, to => {
          const [s0, e0] = [starts[index], ends[index]];
          starts[index] = at;
          ends[index] = to;
          if (then(to)) return true;
          starts[index] = s0!;
          ends[index] = e0!;
          return false;
        })) return true;
        starts[index] = start!;
        ends[index] = end!;
        return false;
      }
      case 'repeat': {
        const go = (count: number, from: number): boolean => {
          const more = (): boolean => count < node.most && run(node.body, from, depth + count + 1, to => to > from && go(count + 1, to));
          const stop = (): boolean => count >= node.least && then(from);
          return node.lazy ? stop() || more() : more() || stop();
        };
        return go(0, at);
      }
    }
  };
  try {
    if (!run(regex.root, 0, 0, at => at === text.length)) return null;
    return [text, ...Array.from({ length: regex.groups }, (_, i) => (ends[i + 1] === undefined ? '' : text.slice(starts[i + 1]!, ends[i + 1]!)))];
  } catch (error) {
    if (error instanceof Unknown || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Java's replacement text with the groups of a match put in: `$1`, `${name}` is left as unknown (undefined), `\$` is a dollar. */
export function replacedBy(replacement: string, groups: readonly string[]): string | undefined {
  let out = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    if (c === '\\') out += replacement[++i] ?? '';
    else if (c !== '$') out += c;
    else {
      const first = /^\d/.exec(replacement.slice(i + 1, i + 2));
      if (!first || Number(first[0]) >= groups.length) return undefined;
      let number = Number(first[0]);
      i++;
      while (/\d/.test(replacement[i + 1] ?? '') && number * 10 + Number(replacement[i + 1]) < groups.length) number = number * 10 + Number(replacement[++i]);
      out += groups[number]!;
    }
  }
  return out;
}

/**
 * All texts that a pattern stands for, if it is in truth a list of names: letters, escaped characters, choices between such.
 * A bare dot counts as a dot, since that is what people mean by `public.orders`. Null if the pattern stands for more, or for over `most`.
 */
export function literalsOf(regex: Regex, most = 200): readonly string[] | null {
  const all = (node: Node): string[] | null => {
    switch (node.kind) {
      case 'char': return [node.char];
      case 'any': return ['.'];
      case 'start': case 'end': case 'empty': return [''];
      case 'class': return !node.negated && node.ranges.length === 1 && node.ranges[0]![0] === node.ranges[0]![1] ? [String.fromCharCode(node.ranges[0]![0])] : null;
      case 'group': return all(node.body);
      case 'choice': return joined(node.parts.map(all));
      case 'repeat': return node.most === 1 && node.least === 1 ? all(node.body) : null;
      case 'sequence': {
        let out = [''];
        for (const part of node.parts) {
          const next = all(part);
          if (!next || out.length * next.length > most) return null;
          out = out.flatMap(a => next.map(b => a + b));
        }
        return out;
      }
    }
  };
  const found = all(regex.root);
  return found && found.length <= most ? [...new Set(found)] : null;
}

function joined(lists: readonly (string[] | null)[]): string[] | null {
  const out: string[] = [];
  for (const list of lists) {
    if (!list) return null;
    out.push(...list);
  }
  return out;
}
