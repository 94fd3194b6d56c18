/** A text that is at hand, perhaps as bytes. `length` is what it takes, in any unit. */
export interface KeptText {
  readonly length: number;
  text(): string;
}

/** Texts by path, at most `limit` of them by length: the one kept longest goes first. A text above a quarter of that is not kept. */
export class TextMemory {
  private readonly texts = new Map<string, KeptText>();
  private total = 0;

  constructor(private readonly limit: number) {}

  get(path: string): string | undefined {
    return this.texts.get(path)?.text();
  }

  set(path: string, text: KeptText): void {
    this.delete(path);
    if (text.length > this.limit / 4) return;
    this.texts.set(path, text);
    this.total += text.length;
    for (const oldest of this.texts.keys()) {
      if (this.total <= this.limit) return;
      this.delete(oldest);
    }
  }

  delete(path: string): void {
    const text = this.texts.get(path);
    if (text === undefined) return;
    this.texts.delete(path);
    this.total -= text.length;
  }
}
