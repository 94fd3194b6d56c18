/**
 * Regular expressions from users, matched in bounded time whatever they say.
 *
 *   pattern(source)(text)     whether the expression is found in the text, without regard to case
 *   pattern(source)           null if it is no expression, too large, or needs what can't be bounded
 *
 * The syntax is JavaScript's without back references and look-around. The expression becomes a list of steps that are
 * followed all at once, so the cost is at most (steps) x (length of text).
 */
export type Found = (text: string) => boolean;

/** One step of an expression. `next` and `other` are indexes of steps. */
export type Step =
  | { readonly kind: 'one'; readonly source: string }
  | { readonly kind: 'both'; next: number; other: number }
  | { readonly kind: 'edge'; readonly source: string }
  | { readonly kind: 'end' };

const MOST_STEPS = 2_000;
const MOST_DEPTH = 50;
/** Longer texts are no names; only their beginning is looked at. */
const MOST_TEXT = 10_000;

export function pattern(source: string): Found | null {
  const steps = stepsOf(source);
  if (!steps) return null;
  try {
    const tests = steps.map(s => (s.kind === 'one' ? new RegExp(`^(?:${s.source})$`, 'is') : null));
    return text => follow(steps, tests, text.slice(0, MOST_TEXT));
  } catch {
    return null;
  }
}

function follow(steps: readonly Step[], tests: readonly (RegExp | null)[], text: string): boolean {
  let now = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    if (enter(steps, 0, text, at, now)) return true;
    const next = new Set<number>();
    for (const i of now) if (at < text.length && tests[i]?.test(text[at]!) && enter(steps, i + 1, text, at + 1, next)) return true;
    now = next;
  }
  return false;
}

/** Adds the step and all that follow without a character; true if the end is among them. */
function enter(steps: readonly Step[], first: number, text: string, at: number, into: Set<number>): boolean {
  const open = [first];
  while (open.length > 0) {
    const i = open.pop()!;
    if (into.has(i)) continue;
    into.add(i);
    const step = steps[i]!;
    if (step.kind === 'end') return true;
    if (step.kind === 'both') open.push(step.next, step.other);
    if (step.kind === 'edge' && holds(step.source, text, at)) open.push(i + 1);
  }
  return false;
}

function holds(edge: string, text: string, at: number): boolean {
  if (edge === '^') return at === 0;
  if (edge === '$') return at === text.length;
  const word = (i: number): boolean => /\w/.test(text[i] ?? '');
  return (word(at - 1) !== word(at)) === (edge === '\\b');
}

/** Back references and look-around: `edge` takes them for nothing, as an expression of ours is looked through for its other parts. */
export type Beyond = 'refuse' | 'edge';

/** The steps of an expression, which begin at 0; null if it can't be read. */
export function stepsOf(source: string, beyond: Beyond = 'refuse'): readonly Step[] | null {
  const reader = new Reader(source, beyond);
  return reader.whole();
}

const CLASS = /\[(?:\\[\s\S]|[^\]\\])*\]/y;
const ESCAPE = /\\(?:x[\da-fA-F]{2}|u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|c[A-Za-z]|[pP]\{[^}]*\}|k<[^>]*>|[\s\S])/y;
const COUNT = /\{(\d{1,6})(?:(,)(\d{1,6})?)?\}/y;

class Reader {
  private at = 0;
  private depth = 0;
  private readonly steps: Step[] = [];

  constructor(
    private readonly source: string,
    private readonly beyond: Beyond,
  ) {}

  whole(): readonly Step[] | null {
    if (!this.choice() || this.at < this.source.length) return null;
    this.steps.push({ kind: 'end' });
    return this.steps.length > MOST_STEPS ? null : this.steps;
  }

  /** `a|b|c`, up to the end or a closing bracket. */
  private choice(): boolean {
    if (++this.depth > MOST_DEPTH) return false;
    const start = this.steps.length;
    const ways: Step[][] = [];
    do {
      if (!this.sequence()) return false;
      ways.push(this.steps.splice(start));
    } while (this.take('|'));
    this.depth--;
    this.put(ways);
    return true;
  }

  /** Ways one after the other, each with a jump over the rest. Steps of a way count from where it stood when it was read. */
  private put(ways: readonly Step[][]): void {
    const base = this.steps.length;
    const end = ways.reduce((n, w, i) => n + w.length + (i < ways.length - 1 ? 2 : 0), base);
    for (const [i, way] of ways.entries()) {
      const last = i === ways.length - 1;
      const here = this.steps.length;
      if (!last) this.steps.push({ kind: 'both', next: here + 1, other: here + way.length + 2 });
      this.steps.push(...moved(way, this.steps.length - base));
      if (!last) this.steps.push({ kind: 'both', next: end, other: end });
    }
  }

  private sequence(): boolean {
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') {
      const start = this.steps.length;
      if (!this.atom() || !this.repeated(start) || this.steps.length > MOST_STEPS) return false;
    }
    return true;
  }

  private atom(): boolean {
    const c = this.source[this.at]!;
    if (c === '(') return this.group();
    if (c === '^' || c === '$') return this.edge(c, 1);
    if (c === '[') return this.one(CLASS);
    if (c === '\\') {
      ESCAPE.lastIndex = this.at;
      const escape = ESCAPE.exec(this.source)?.[0];
      if (escape === undefined) return false;
      if (escape === '\\b' || escape === '\\B') return this.edge(escape, 2);
      if (/^\\[1-9k]/.test(escape)) return this.beyond === 'edge' && this.edge('\\k', escape.length);
      return this.one(ESCAPE);
    }
    if (c === '*' || c === '+' || c === '?') return false;
    this.steps.push({ kind: 'one', source: /[\]{}/]/.test(c) ? `\\${c}` : c });
    this.at++;
    return true;
  }

  private one(what: RegExp): boolean {
    what.lastIndex = this.at;
    const found = what.exec(this.source)?.[0];
    if (found === undefined) return false;
    this.steps.push({ kind: 'one', source: found });
    this.at += found.length;
    return true;
  }

  private edge(source: string, length: number): boolean {
    this.steps.push({ kind: 'edge', source });
    this.at += length;
    return true;
  }

  private group(): boolean {
    const head = /\((?:\?(?:[:=!]|<[=!]|<\w+>))?/y;
    head.lastIndex = this.at;
    const open = head.exec(this.source)![0];
    this.at += open.length;
    if (/[=!]$/.test(open) && this.beyond === 'refuse') return false;
    return this.choice() && this.take(')');
  }

  /** Repeats what was read since `start` as the next characters say; laziness makes no difference here. */
  private repeated(start: number): boolean {
    const c = this.source[this.at];
    let least = 1;
    let most: number | null = 1;
    if (c === '*' || c === '+' || c === '?') {
      this.at++;
      least = c === '+' ? 1 : 0;
      most = c === '?' ? 1 : null;
    } else if (c === '{') {
      COUNT.lastIndex = this.at;
      const count = COUNT.exec(this.source);
      if (!count) return true;
      this.at += count[0].length;
      least = Number(count[1]);
      most = count[3] !== undefined ? Number(count[3]) : count[2] ? null : least;
    } else return true;
    this.take('?');
    const body = this.steps.splice(start);
    if (body.length * Math.max(least, most ?? 0, 1) > MOST_STEPS || (most !== null && most < least)) return false;
    const again = (): void => void this.steps.push(...moved(body, this.steps.length - start));
    for (let i = 0; i < (most === null ? Math.max(least, 1) : least); i++) {
      const here = this.steps.length;
      if (most === null && least === 0) this.steps.push({ kind: 'both', next: here + 1, other: here + body.length + 2 });
      const loop = this.steps.length;
      again();
      if (most === null && i === Math.max(least, 1) - 1) this.steps.push({ kind: 'both', next: loop, other: this.steps.length + 1 });
    }
    if (most !== null) {
      const end = this.steps.length + (most - least) * (body.length + 1);
      for (let i = least; i < most; i++) {
        this.steps.push({ kind: 'both', next: this.steps.length + 1, other: end });
        again();
      }
    }
    return true;
  }

  private take(c: string): boolean {
    if (this.source[this.at] !== c) return false;
    this.at++;
    return true;
  }
}

/** A copy of steps whose indexes are `by` higher. */
function moved(steps: readonly Step[], by: number): Step[] {
  return steps.map(s => (s.kind === 'both' ? { kind: 'both', next: s.next + by, other: s.other + by } : s));
}
