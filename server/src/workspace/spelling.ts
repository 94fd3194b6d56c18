/** Names to be found as words of texts; letters, digits and underscores make words. */
export class Spelling {
  /** By first character and length: most words of a text are no name, and one look tells. */
  private readonly shapes = new Uint8Array(SHAPES);

  constructor(private readonly names: ReadonlySet<string>) {
    for (const name of names) if (name !== '') this.shapes[shape(name.charCodeAt(0), name.length)] = 1;
  }

  equals(other: Spelling): boolean {
    return this.names.size === other.names.size && [...this.names].every(n => other.names.has(n));
  }

  /** The names that stand in a text, in order, each once. One pass, whatever the number of names. */
  in(text: string): readonly string[] {
    if (this.names.size === 0) return NONE;
    const found = new Set<string>();
    for (let at = 0; at < text.length; ) {
      const first = text.charCodeAt(at);
      if (!isWord(first)) {
        at++;
        continue;
      }
      const start = at;
      do at++;
      while (at < text.length && isWord(text.charCodeAt(at)));
      if (this.shapes[shape(first, at - start)] === 0) continue;
      const word = text.slice(start, at);
      if (this.names.has(word)) found.add(word);
    }
    return found.size === 0 ? NONE : [...found].sort();
  }

  /** The names that are among some words, in order, each once. */
  among(words: readonly string[]): readonly string[] {
    const found = words.filter(w => this.names.has(w));
    return found.length === 0 ? NONE : [...new Set(found)].sort();
  }
}

const NONE: readonly string[] = [];
const SHAPES = 128 * 64;

function shape(first: number, length: number): number {
  return (first & 127) * 64 + (length & 63);
}

function isWord(c: number): boolean {
  return (c >= 97 && c <= 122) || c === 95 || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c > 127;
}
