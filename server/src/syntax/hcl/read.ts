import type { Span } from '../../text/span';
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclFile } from './tree';

/** Deeper nesting is read as nothing, so that hostile text can't exhaust the stack. */
const MOST_DEPTH = 100;
const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(\.\d+)?([eE][+-]?\d+)?/y;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[^\n]*\n/uy;
const OPERATOR = /&&|\|\||[=!<>]=|[-+*/%<>]/y;
/** How strongly operators bind. */
const PRECEDENCE: { readonly [operator: string]: number } = { '||': 1, '&&': 2, '==': 3, '!=': 3, '<': 4, '>': 4, '<=': 4, '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6, '%': 6 };

/**
 * Reads HCL's native syntax (Terraform 1.x). Total and linear: what can't be read is left out up to the end of its line,
 * with a problem; the blocks after it are read as usual.
 */
export function readHcl(text: string): HclFile {
  return new Reader(text).file();
}

class Reader {
  private at = 0;
  private depth = 0;
  private readonly comments: Span[] = [];
  private readonly problems: { span: Span; message: string }[] = [];
  /** Brackets that begin as a loop does and are none. */
  private readonly noLoops = new Set<number>();

  constructor(private readonly text: string) {}

  file(): HclFile {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    const body = this.body(null);
    return { body, comments: this.comments, problems: this.problems };
  }

  /** Attributes and blocks up to the closing brace, or the end of the text for a file. */
  private body(open: number | null): HclBody {
    const start = open ?? 0;
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (;;) {
      this.blanks(true);
      if (this.at >= this.text.length) {
        if (open !== null) this.problem({ start: open - 1, end: open }, 'This brace is never closed');
        break;
      }
      if (this.text[this.at] === '}') {
        if (open !== null) break;
        this.problem({ start: this.at, end: this.at + 1 }, 'This brace closes nothing');
        this.at++;
        continue;
      }
      const before = this.at;
      const item = this.item();
      if (item?.kind === 'attribute') attributes.push(item.attribute);
      else if (item) blocks.push(item.block);
      else this.skipLine(before);
    }
    return { attributes, blocks, span: { start, end: this.at } };
  }

  private item(): { kind: 'attribute'; attribute: HclAttribute } | { kind: 'block'; block: HclBlock } | null {
    const name = this.identifier() ?? this.quotedLabel();
    if (!name) return null;
    this.blanks(false);
    if (this.text[this.at] === '=' && this.text[this.at + 1] !== '=') {
      this.at++;
      const value = this.expression(false);
      if (!value) {
        this.problem({ start: name.span.start, end: this.at }, `'${name.text}' has no value`);
        return null;
      }
      const end = value.span.end;
      this.endOfItem();
      return { kind: 'attribute', attribute: { name: name.text, nameSpan: name.span, value, span: { start: name.span.start, end } } };
    }
    const labels: { text: string; span: Span }[] = [];
    for (;;) {
      this.blanks(false);
      const label = this.text[this.at] === '"' ? this.quotedLabel() : this.identifier();
      if (!label) break;
      labels.push(label);
    }
    if (this.text[this.at] !== '{' || this.depth >= MOST_DEPTH) return null;
    this.at++;
    this.depth++;
    const body = this.body(this.at);
    this.depth--;
    if (this.text[this.at] === '}') this.at++;
    return { kind: 'block', block: { type: name.text, typeSpan: name.span, labels, body, span: { start: name.span.start, end: this.at } } };
  }

  /** After a value the line ends; what else stands there belongs to nothing. */
  private endOfItem(): void {
    this.blanks(false);
    const c = this.text[this.at];
    if (c === undefined || c === '\n' || c === '\r' || c === '}') return;
    this.skipLine(this.at);
  }

  private skipLine(start: number): void {
    const newline = this.text.indexOf('\n', Math.max(this.at, start));
    const end = newline < 0 ? this.text.length : newline;
    this.problem({ start, end: Math.max(start + 1, end) }, 'Terraform can\'t read this');
    this.at = Math.max(end, start + 1);
  }

  private identifier(): { text: string; span: Span } | null {
    IDENTIFIER.lastIndex = this.at;
    const found = IDENTIFIER.exec(this.text);
    if (!found) return null;
    this.at += found[0].length;
    return { text: found[0], span: { start: found.index, end: this.at } };
  }

  private quotedLabel(): { text: string; span: Span } | null {
    if (this.text[this.at] !== '"') return null;
    const start = this.at;
    const end = this.endOfQuoted(start + 1);
    this.at = Math.min(end + 1, this.text.length);
    return { text: this.text.slice(start + 1, end), span: { start: start + 1, end } };
  }

  /** Offset of the closing quote of a text without templates; of the end of the line if there is none. */
  private endOfQuoted(from: number): number {
    for (let i = from; i < this.text.length; i++) {
      const c = this.text[i]!;
      if (c === '\\') i++;
      else if (c === '"' || c === '\n') return i;
    }
    return this.text.length;
  }

  /** An expression with its operators. Inside brackets (`many`) it may go on over lines. */
  private expression(many: boolean): HclExpression | null {
    if (this.depth >= MOST_DEPTH) return null;
    this.depth++;
    const e = this.condition(many);
    this.depth--;
    return e;
  }

  private condition(many: boolean): HclExpression | null {
    const condition = this.operators(many, 0);
    this.blanks(many);
    if (!condition || this.text[this.at] !== '?') return condition;
    this.at++;
    this.blanks(many);
    const yes = this.expression(many);
    this.blanks(many);
    if (this.text[this.at] === ':') this.at++;
    this.blanks(many);
    const no = yes === null ? null : this.expression(many);
    const parts = [condition, ...(yes ? [yes] : []), ...(no ? [no] : [])];
    return { kind: 'other', parts, span: { start: condition.span.start, end: parts[parts.length - 1]!.span.end }, ...(yes && no ? { form: { op: 'if' as const, condition, yes, no } } : {}) };
  }

  /** Operators that bind at least as strongly as `least`. */
  private operators(many: boolean, least: number): HclExpression | null {
    this.blanks(many);
    let left = this.signed(many);
    if (!left) return null;
    for (;;) {
      this.blanks(many);
      OPERATOR.lastIndex = this.at;
      const found = OPERATOR.exec(this.text)?.[0];
      const binds = found === undefined ? undefined : PRECEDENCE[found];
      if (found === undefined || binds === undefined || binds < least) return left;
      this.at += found.length;
      const right: HclExpression | null = this.depth >= MOST_DEPTH ? null : this.deeper(() => this.operators(many, binds + 1));
      if (!right) return { kind: 'other', parts: [left], span: left.span };
      left = { kind: 'other', parts: [left, right], span: { start: left.span.start, end: right.span.end }, form: { op: 'binary', operator: found, left, right } };
    }
  }

  private deeper<T>(read: () => T): T {
    this.depth++;
    const out = read();
    this.depth--;
    return out;
  }

  /** An operand with the signs before it. */
  private signed(many: boolean): HclExpression | null {
    const start = this.at;
    const signs: string[] = [];
    while (this.text[this.at] === '!' || this.text[this.at] === '-') {
      signs.push(this.text[this.at]!);
      this.at++;
      this.blanks(many);
    }
    let of = this.operand();
    if (!of) return null;
    if (signs.length > MOST_DEPTH) return { kind: 'other', parts: [of], span: { start, end: of.span.end } };
    for (const operator of signs.reverse()) of = { kind: 'other', parts: [of], span: { start, end: of.span.end }, form: { op: 'unary', operator, of } };
    return of;
  }

  private operand(): HclExpression | null {
    const c = this.text[this.at];
    if (c === undefined) return null;
    if (c === '"') return this.quoted();
    if (c === '<') return this.heredoc();
    if (c === '[') return this.after(this.list());
    if (c === '{') return this.object();
    if (c === '(') return this.after(this.parenthesis());
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text);
    if (number) {
      const span = { start: this.at, end: this.at + number[0].length };
      this.at = span.end;
      return { kind: 'literal', value: Number(number[0]), span, content: span };
    }
    return this.named();
  }

  private named(): HclExpression | null {
    const name = this.identifier();
    if (!name) return null;
    if (name.text === 'true' || name.text === 'false' || name.text === 'null') {
      return { kind: 'literal', value: name.text === 'null' ? null : name.text === 'true', span: name.span, content: name.span };
    }
    if (this.text[this.at] === '(' || this.text.startsWith('::', this.at)) return this.after(this.call(name));
    return this.path(name);
  }

  private call(name: { text: string; span: Span }): HclExpression {
    let full = name.text;
    while (this.text.startsWith('::', this.at)) {
      this.at += 2;
      full += `::${this.identifier()?.text ?? ''}`;
    }
    const args = this.text[this.at] === '(' ? this.items(')', true) : [];
    return { kind: 'call', name: full, args, span: { start: name.span.start, end: this.at } };
  }

  private path(first: { text: string; span: Span }): HclExpression {
    const names = [first.text];
    const spans = [first.span];
    const indexes: { [place: number]: HclExpression } = {};
    for (;;) {
      const c = this.text[this.at];
      if (c === '.') {
        this.at++;
        if (this.text[this.at] === '*') {
          names.push('*');
          spans.push({ start: this.at, end: ++this.at });
          continue;
        }
        NUMBER.lastIndex = this.at;
        const index = /\d/.test(this.text[this.at] ?? '') ? /\d+/y : null;
        if (index) {
          index.lastIndex = this.at;
          const found = index.exec(this.text)!;
          names.push(found[0]);
          spans.push({ start: this.at, end: this.at + found[0].length });
          this.at += found[0].length;
          continue;
        }
        const next = this.identifier();
        if (!next) break;
        names.push(next.text);
        spans.push(next.span);
        continue;
      }
      if (c !== '[') break;
      const start = this.at;
      const [index] = this.items(']');
      if (index) indexes[names.length] = index;
      names.push(index?.kind === 'literal' && index.value !== null ? String(index.value) : '*');
      spans.push({ start, end: this.at });
    }
    return { kind: 'path', names, spans, span: { start: first.span.start, end: this.at }, ...(Object.keys(indexes).length > 0 ? { indexes } : {}) };
  }

  /** What is taken of a value: `[…][0].x`. */
  private after(e: HclExpression): HclExpression {
    const steps: (string | HclExpression)[] = [];
    for (;;) {
      const c = this.text[this.at];
      if (c === '[') steps.push(this.items(']')[0] ?? '*');
      else if (c === '.' && /[\p{L}_*\d]/u.test(this.text[this.at + 1] ?? '')) {
        this.at++;
        const start = this.at;
        if (this.text[this.at] === '*') this.at++;
        else if (!this.identifier()) while (/\d/.test(this.text[this.at] ?? '')) this.at++;
        steps.push(this.text.slice(start, this.at));
      } else break;
    }
    return steps.length === 0 ? e : { kind: 'other', parts: [e, ...steps.filter(s => typeof s !== 'string')], span: { start: e.span.start, end: this.at }, form: { op: 'take', of: e, steps } };
  }

  private list(): HclExpression {
    const start = this.at;
    const each = this.isFor() ? this.each(']') : null;
    if (each) return each;
    const isFor = this.isFor();
    const items = this.items(']', !isFor);
    const span = { start, end: this.at };
    return isFor ? { kind: 'other', parts: items, span } : { kind: 'list', items, span };
  }

  /** `[for x in y : z if w]`, `{for k, v in y : k => v... if w}`; null, standing where it stood, if it is no such thing. */
  private each(close: string): HclExpression | null {
    const start = this.at;
    if (this.depth >= MOST_DEPTH || this.noLoops.has(start)) return null;
    const told = this.problems.length;
    const heard = this.comments.length;
    const made = this.deeper(() => this.eachOf(start, close));
    if (made) return made;
    // It is not tried again when an expression around it is read anew.
    this.noLoops.add(start);
    this.at = start;
    this.problems.length = told;
    this.comments.length = heard;
    return null;
  }

  private eachOf(start: number, close: string): HclExpression | null {
    const take = (text: string): boolean => {
      this.blanks(true);
      if (!this.text.startsWith(text, this.at)) return false;
      this.at += text.length;
      return true;
    };
    this.at++;
    if (!take('for')) return null;
    this.blanks(true);
    const names = [this.identifier()?.text ?? ''];
    if (take(',')) {
      this.blanks(true);
      names.push(this.identifier()?.text ?? '');
    }
    if (!take('in')) return null;
    const over = this.expression(true);
    if (!over || !take(':')) return null;
    const first = this.expression(true);
    if (!first) return null;
    const second = take('=>') ? this.expression(true) : null;
    const grouped = take('...');
    const condition = take('if') ? this.expression(true) : null;
    if (!take(close)) return null;
    const [key, value] = second ? [first, second] : [null, first];
    return { kind: 'other', parts: [over, first, ...(second ? [second] : []), ...(condition ? [condition] : [])], span: { start, end: this.at }, form: { op: 'for', names, over, key, value, condition, grouped } };
  }

  private parenthesis(): HclExpression {
    const start = this.at;
    const items = this.items(')');
    const [only] = items;
    return items.length === 1 && only ? { ...only, span: { start, end: this.at } } : { kind: 'other', parts: items, span: { start, end: this.at } };
  }

  /**
   * Expressions between brackets; whatever else stands there (`for`, `=>`, `...`) is passed over, but for a missing comma where
   * they are `listed`. Stands behind the closing bracket at the end.
   */
  private items(close: string, listed = false): HclExpression[] {
    const open = this.at;
    this.at++;
    const out: HclExpression[] = [];
    if (this.depth >= MOST_DEPTH) return out;
    let told = !listed;
    for (;;) {
      this.blanks(true);
      const c = this.text[this.at];
      if (c === undefined) {
        this.problem({ start: open, end: open + 1 }, 'This bracket is never closed');
        break;
      }
      if (c === close) {
        this.at++;
        break;
      }
      if (c === ',') {
        this.at++;
        continue;
      }
      if (c === '}' || c === ']' || c === ')') {
        if (!this.problems.some(p => p.span.start === open)) this.problem({ start: open, end: open + 1 }, 'This bracket is never closed');
        break;
      }
      const before = this.at;
      const item = this.expression(true);
      if (item) out.push(item);
      else if (this.at < this.text.length && this.text[this.at] !== close) this.at++;
      if (told || !item || this.at === before) continue;
      this.blanks(true);
      if (this.text.startsWith('...', this.at)) this.at += 3;
      this.blanks(true);
      const next = this.text[this.at];
      if (next === undefined || /[,\]})]/.test(next)) continue;
      told = true;
      this.problem({ start: this.at, end: this.at + 1 }, 'A comma is missing before this');
    }
    return out;
  }

  private isFor(): boolean {
    return /^.\s*for\s/.test(this.text.slice(this.at, this.at + 60));
  }

  private object(): HclExpression {
    const start = this.at;
    if (this.isFor() || this.depth >= MOST_DEPTH) {
      const each = this.each('}');
      if (each) return this.after(each);
      const parts = this.items('}');
      return this.after({ kind: 'other', parts, span: { start, end: this.at } });
    }
    this.at++;
    this.depth++;
    const entries: { key: string | null; keySpan: Span; value: HclExpression }[] = [];
    for (;;) {
      this.blanks(true);
      const c = this.text[this.at];
      if (c === undefined) {
        this.problem({ start, end: start + 1 }, 'This brace is never closed');
        break;
      }
      if (c === '}') {
        this.at++;
        break;
      }
      if (c === ',') {
        this.at++;
        continue;
      }
      const before = this.at;
      const key = this.expression(true);
      this.blanks(true);
      const mark = this.text[this.at];
      if (!key || (mark !== '=' && mark !== ':')) {
        this.at = Math.max(this.at, before + 1);
        continue;
      }
      this.at++;
      const value = this.expression(false);
      if (!value) continue;
      const name = key.kind === 'literal' ? String(key.value) : key.kind === 'path' && key.names.length === 1 ? key.names[0]! : null;
      entries.push({ key: name, keySpan: key.kind === 'literal' ? key.content : key.span, value });
    }
    this.depth--;
    return this.after({ kind: 'object', entries, span: { start, end: this.at } });
  }

  private quoted(): HclExpression {
    const start = this.at;
    this.at++;
    const parts = this.templateParts(() => (this.text[this.at] === '"' ? 'end' : this.text[this.at] === '\n' ? 'broken' : 'go'), true);
    const content = { start: start + 1, end: this.at };
    if (this.text[this.at] === '"') this.at++;
    else this.problem({ start, end: content.end }, 'This text is never closed');
    return templateOf(parts, { start, end: this.at }, content);
  }

  private heredoc(): HclExpression | null {
    HEREDOC.lastIndex = this.at;
    const found = HEREDOC.exec(this.text);
    if (!found) return null;
    const start = this.at;
    const mark = found[2]!;
    const from = start + found[0].length;
    let close = from;
    for (;;) {
      const newline = this.text.indexOf('\n', close);
      const line = this.text.slice(close, newline < 0 ? this.text.length : newline).replace(/\r$/, '');
      if (line.trim() === mark) break;
      if (newline < 0) {
        this.problem({ start, end: from - 1 }, `This text is never closed: there is no line '${mark}'`);
        close = this.text.length;
        break;
      }
      close = newline + 1;
    }
    this.at = from;
    const parts = this.templateParts(() => (this.at >= close ? 'end' : 'go'), false);
    const content = { start: from, end: close };
    const end = this.text.indexOf(mark, close);
    this.at = end < 0 ? this.text.length : end + mark.length;
    return templateOf(parts, { start, end: this.at }, content);
  }

  private templateParts(state: () => 'go' | 'end' | 'broken', escapes: boolean): (string | HclExpression)[] {
    const parts: (string | HclExpression)[] = [];
    let plain = '';
    while (this.at < this.text.length && state() === 'go') {
      const c = this.text[this.at]!;
      if ((c === '$' || c === '%') && this.text[this.at + 1] === c && this.text[this.at + 2] === '{') {
        plain += `${c}{`;
        this.at += 3;
      } else if ((c === '$' || c === '%') && this.text[this.at + 1] === '{') {
        if (plain !== '') parts.push(plain);
        plain = '';
        const start = this.at;
        this.at++;
        const inner = this.items('}');
        const [only] = inner;
        parts.push(inner.length === 1 && only ? only : { kind: 'other', parts: inner, span: { start, end: this.at } });
      } else if (c === '\\' && escapes) {
        const next = this.text[this.at + 1] ?? '';
        plain += ESCAPES[next] ?? next;
        this.at += 1 + next.length;
      } else {
        plain += c;
        this.at++;
      }
    }
    if (plain !== '') parts.push(plain);
    return parts;
  }

  /** Blanks and comments; with `lines` the ends of lines too. */
  private blanks(lines: boolean): void {
    for (;;) {
      const c = this.text[this.at];
      if (c === ' ' || c === '\t' || c === '\r' || (lines && c === '\n')) this.at++;
      else if (c === '#' || (c === '/' && this.text[this.at + 1] === '/')) this.comment(this.text.indexOf('\n', this.at));
      else if (c === '/' && this.text[this.at + 1] === '*') {
        const end = this.text.indexOf('*/', this.at + 2);
        this.comment(end < 0 ? -1 : end + 2);
      } else return;
    }
  }

  private comment(end: number): void {
    const to = end < 0 ? this.text.length : end;
    this.comments.push({ start: this.at, end: to });
    this.at = to;
  }

  private problem(span: Span, message: string): void {
    this.problems.push({ span, message });
  }
}

const ESCAPES: { readonly [c: string]: string } = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function templateOf(parts: readonly (string | HclExpression)[], span: Span, content: Span): HclExpression {
  if (parts.length === 0) return { kind: 'literal', value: '', span, content };
  if (parts.length === 1 && typeof parts[0] === 'string') return { kind: 'literal', value: parts[0], span, content };
  return { kind: 'template', parts, span, content };
}
