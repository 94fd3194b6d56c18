/**
 * Plain values as bytes: small enough to keep the facts of closed files in memory, to send them between threads and to store them.
 *
 *   pack(value)      bytes of a plain value (JSON, and `undefined` as a property)
 *   unpack(bytes)    a value deeply equal to it, properties in the same order; empty lists are one shared list
 *
 * Bytes are read only by the program that wrote them (`PACK_VERSION` changes with the format); those of another are to be told
 * apart by whoever keeps them. Damaged bytes throw `DamagedPack` or give a wrong value, but never hang.
 *
 * A pack is a table of strings, a table of shapes (lists of property names) and the value, all as numbers of 7 bits a byte. The
 * lowest 3 bits of a number say what kind of value it begins. Spans, half of all objects, are written as the distance from the
 * span before and a length.
 */
export const PACK_VERSION = 1;

export class DamagedPack extends Error {}

const CONSTANT = 0;
const INTEGER = 1;
const STRING = 2;
const LIST = 3;
const OBJECT = 4;
const SPAN = 5;
const NEGATIVE = 6;
const CONSTANTS: readonly unknown[] = [null, true, false, undefined];
const FLOAT = 4;
const MAX_DEPTH = 2_000;
/** Larger numbers are written as floating-point numbers. */
const MAX_INTEGER = 2 ** 30;

type Plain = { readonly [name: string]: unknown };

/** A list of property names; objects that have exactly these, in this order, are of the shape. */
interface WrittenShape {
  readonly names: readonly string[];
  /** Its number in the pack whose serial number is `pack`. */
  id: number;
  pack: number;
  /** The shape of the object that came after the last one of this shape: most often that of the next one, too. */
  next: WrittenShape | null;
}

/** Shapes by first name: the same few in all files. */
const writtenShapes = new Map<string | undefined, WrittenShape[]>();
let writtenCount = 0;

function writtenShape(value: Plain, guess: WrittenShape | null): WrittenShape {
  if (guess !== null && fits(value, guess.names)) return guess;
  const names = Object.keys(value);
  let list = writtenShapes.get(names[0]);
  if (!list) writtenShapes.set(names[0], (list = []));
  for (const shape of list) if (sameNames(names, shape.names)) return shape;
  // Names that nobody else uses (columns of a file as properties) would pile up.
  if (writtenCount++ > MAX_SHAPES) {
    writtenShapes.clear();
    writtenCount = 0;
    list = [];
  }
  const shape: WrittenShape = { names, id: -1, pack: 0, next: null };
  list.push(shape);
  return shape;
}

function fits(value: Plain, names: readonly string[]): boolean {
  let i = 0;
  for (const name in value) if (name !== names[i++]) return false;
  return i === names.length;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function pack(value: unknown): Uint8Array {
  const writer = new Writer();
  writer.value(value, 0);
  return writer.finish();
}

/** Where packs are written before they are copied to their size. */
let scratch = new Uint8Array(64 * 1024);
const MOST_SCRATCH = 4 * 1024 * 1024;
let packs = 0;

class Writer {
  private readonly serial = ++packs;
  private bytes = scratch;
  private length = 0;
  private readonly strings = new Map<string, number>();
  private readonly shapes: WrittenShape[] = [];
  private last: WrittenShape | null = null;
  /** Where the last span began. */
  private at = 0;

  value(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) throw new RangeError('a value that is nested too deep');
    switch (typeof value) {
      case 'string':
        this.tagged(STRING, this.stringId(value));
        break;
      case 'number':
        this.number(value);
        break;
      case 'boolean':
        this.tagged(CONSTANT, value ? 1 : 2);
        break;
      case 'object':
        if (value === null) this.tagged(CONSTANT, 0);
        else if (Array.isArray(value)) this.list(value, depth);
        else this.object(value as Plain, depth);
        break;
      default:
        this.tagged(CONSTANT, 3);
    }
  }

  private number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < MAX_INTEGER && !Object.is(value, -0)) {
      this.tagged(value < 0 ? NEGATIVE : INTEGER, Math.abs(value));
      return;
    }
    this.tagged(CONSTANT, FLOAT);
    this.room(8);
    new DataView(this.bytes.buffer).setFloat64(this.length, value);
    this.length += 8;
  }

  private list(value: readonly unknown[], depth: number): void {
    this.tagged(LIST, value.length);
    for (let i = 0; i < value.length; i++) this.value(value[i], depth + 1);
  }

  private object(value: Plain, depth: number): void {
    if (this.span(value)) return;
    const before = this.last;
    const shape = writtenShape(value, before === null ? null : before.next);
    if (before !== null) before.next = shape;
    this.last = shape;
    if (shape.pack !== this.serial) {
      shape.pack = this.serial;
      shape.id = this.shapes.push(shape) - 1;
    }
    this.tagged(OBJECT, shape.id);
    for (const name in value) this.value(value[name], depth + 1);
  }

  private span(value: Plain): boolean {
    const { start, end } = value;
    if (typeof start !== 'number' || typeof end !== 'number' || !fits(value, SPAN_NAMES) || !isPlace(start) || !isPlace(end) || end < start) return false;
    const step = start - this.at;
    this.at = start;
    this.tagged(SPAN, step < 0 ? -step * 2 - 1 : step * 2);
    this.varint(end - start);
    return true;
  }

  private stringId(value: string): number {
    let id = this.strings.get(value);
    if (id === undefined) this.strings.set(value, (id = this.strings.size));
    return id;
  }

  private tagged(tag: number, value: number): void {
    if (value < 16) {
      if (this.length === this.bytes.length) this.room(1);
      this.bytes[this.length++] = tag | (value << 3);
      return;
    }
    this.room(6);
    this.bytes[this.length++] = tag | ((value & 15) << 3) | 128;
    this.rest(Math.floor(value / 16));
  }

  private varint(value: number): void {
    this.room(6);
    this.rest(value);
  }

  private rest(value: number): void {
    while (value > 127) {
      this.bytes[this.length++] = (value & 127) | 128;
      value = Math.floor(value / 128);
    }
    this.bytes[this.length++] = value;
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  finish(): Uint8Array {
    const body = this.length;
    // Property names come last among the strings, so that the body is written before the tables are known.
    const shapes = this.shapes.map(({ names }) => names.map(n => this.stringId(n)));
    this.varint(this.strings.size);
    this.table([...this.strings.keys()]);
    this.varint(shapes.length);
    for (const shape of shapes) {
      this.varint(shape.length);
      for (const id of shape) this.varint(id);
    }
    const out = new Uint8Array(this.length);
    out.set(this.bytes.subarray(body, this.length));
    out.set(this.bytes.subarray(0, body), this.length - body);
    if (this.bytes.length > scratch.length && this.bytes.length <= MOST_SCRATCH) scratch = this.bytes;
    return out;
  }

  /** Length and kind of each string, then all of them. */
  private table(strings: readonly string[]): void {
    const all = strings.join('');
    // Most are of plain letters throughout: then a byte is a character.
    if (Buffer.byteLength(all) === all.length) {
      for (const s of strings) this.varint(s.length * 4);
      this.room(all.length);
      this.length += Buffer.from(this.bytes.buffer).write(all, this.length, 'latin1');
      return;
    }
    const texts = strings.map(s => {
      const sound = isWellFormed(s);
      const text = Buffer.from(s, sound ? 'utf8' : 'utf16le');
      this.varint(text.length * 4 + (!sound ? 2 : text.length === s.length ? 0 : 1));
      return text;
    });
    for (const text of texts) {
      this.room(text.length);
      this.bytes.set(text, this.length);
      this.length += text.length;
    }
  }
}

function isPlace(n: number): boolean {
  return n >= 0 && n < MAX_INTEGER && Number.isInteger(n);
}

const SPAN_NAMES = ['start', 'end'];

/** Whether a string survives UTF-8: one with half a surrogate pair does not. */
function isWellFormed(s: string): boolean {
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c < 0xd800 || c > 0xdfff) continue;
    const low = s.charCodeAt(i + 1);
    if (c > 0xdbff || !(low >= 0xdc00 && low <= 0xdfff)) return false;
    i++;
  }
  return true;
}

/** Lists are read-only wherever they go, so all empty ones can be one. */
const EMPTY: readonly unknown[] = [];

/** Names that many files share are kept once. */
const pool = new Map<string, string>();
const MAX_POOL = 200_000;

function pooled(s: string): string {
  const known = pool.get(s);
  if (known !== undefined) return known;
  if (pool.size >= MAX_POOL) pool.clear();
  pool.set(s, s);
  return s;
}

interface Shape {
  readonly names: readonly string[];
  /** Copied for every object of the shape, so that all of them have one hidden class. */
  readonly template: Plain;
}

/** Shapes by their names: all files have the same few. */
const shapesByNames = new Map<string, Shape>();
const MAX_SHAPES = 5_000;

function shapeOf(names: readonly string[]): Shape {
  const id = names.join('\n');
  let shape = shapesByNames.get(id);
  // Names may hold the mark that joins them.
  if (shape?.names.length !== names.length || shape.names.some((n, i) => n !== names[i])) shape = undefined;
  if (!shape) {
    const template: { [name: string]: unknown } = {};
    // A name of its own accord like any other, `__proto__` included.
    for (const n of names) Object.defineProperty(template, n, { value: null, writable: true, enumerable: true, configurable: true });
    if (shapesByNames.size >= MAX_SHAPES) shapesByNames.clear();
    shapesByNames.set(id, (shape = { names, template }));
  }
  return shape;
}

/** `lasting`: the value will be kept, so its strings are shared with all others that are. */
export function unpack(bytes: Uint8Array, lasting = false): unknown {
  return new Reader(bytes, lasting).read();
}

class Reader {
  private next = 0;
  private at = 0;
  private readonly strings: string[] = [];
  private readonly shapes: Shape[] = [];

  constructor(private readonly bytes: Uint8Array, private readonly lasting: boolean) {}

  read(): unknown {
    const count = this.count();
    const heads: number[] = [];
    for (let i = 0; i < count; i++) heads.push(this.varint());
    const buffer = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    for (const head of heads) {
      const length = Math.floor(head / 4);
      const end = this.next + length;
      if (end > buffer.length) throw new DamagedPack('a string that is cut off');
      const text = buffer.toString(head % 4 === 0 ? 'latin1' : head % 4 === 1 ? 'utf8' : 'utf16le', this.next, end);
      this.strings.push(this.lasting ? pooled(text) : text);
      this.next = end;
    }
    const shapes = this.count();
    for (let i = 0; i < shapes; i++) {
      const names: string[] = [];
      for (let n = this.count(); n > 0; n--) names.push(this.string(this.varint()));
      this.shapes.push(shapeOf(names));
    }
    return this.value(0);
  }

  private value(depth: number): unknown {
    const { bytes } = this;
    const first = bytes[this.next++];
    if (first === undefined || depth > MAX_DEPTH) throw new DamagedPack('a value that is cut off');
    let n = (first >> 3) & 15;
    if (first > 127) {
      let scale = 16;
      let byte: number;
      do {
        byte = this.byte();
        n += (byte & 127) * scale;
        scale *= 128;
      } while (byte > 127 && scale < 2 ** 40);
    }
    switch (first & 7) {
      case STRING:
        return this.string(n);
      case SPAN: {
        const start = (this.at += n % 2 === 1 ? -(n + 1) / 2 : n / 2);
        return { start, end: start + this.varint() };
      }
      case INTEGER:
        return n;
      case LIST: {
        if (n === 0) return EMPTY;
        if (n > bytes.length) throw new DamagedPack('a list that is too long');
        const list: unknown[] = [];
        for (let i = 0; i < n; i++) list.push(this.value(depth + 1));
        return list;
      }
      case OBJECT: {
        const shape = this.shapes[n];
        if (!shape) throw new DamagedPack('a shape that is not there');
        const { names } = shape;
        const object: { [name: string]: unknown } = { ...shape.template };
        for (let i = 0; i < names.length; i++) object[names[i]!] = this.value(depth + 1);
        return object;
      }
      case NEGATIVE:
        return -n;
      case CONSTANT:
        return n === FLOAT ? this.float() : CONSTANTS[n];
      default:
        throw new DamagedPack('a kind of value that there is not');
    }
  }

  private float(): number {
    if (this.next + 8 > this.bytes.length) throw new DamagedPack('a number that is cut off');
    const value = new DataView(this.bytes.buffer, this.bytes.byteOffset).getFloat64(this.next);
    this.next += 8;
    return value;
  }

  private string(id: number): string {
    const s = this.strings[id];
    if (s === undefined) throw new DamagedPack('a string that is not there');
    return s;
  }

  /** A number of things that take a byte each at least. */
  private count(): number {
    const n = this.varint();
    if (n > this.bytes.length) throw new DamagedPack('a table that is too long');
    return n;
  }

  private varint(): number {
    let n = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = this.byte();
      n += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127 && scale < 2 ** 40);
    return n;
  }

  private byte(): number {
    const byte = this.bytes[this.next++];
    if (byte === undefined) throw new DamagedPack('a number that is cut off');
    return byte;
  }
}
