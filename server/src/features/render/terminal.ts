/** Puts text into a colour, or leaves it as it is. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly green: (text: string) => string;
  readonly underline: (text: string) => string;
}

export const NO_PAINT: Paint = { bold: same, dim: same, red: same, yellow: same, blue: same, cyan: same, green: same, underline: same };

/** The sixteen colours every terminal has, so that the reader's own theme decides how they look. */
export const COLOURS: Paint = {
  bold: coded(1, 22),
  dim: coded(2, 22),
  red: coded(31, 39),
  yellow: coded(33, 39),
  blue: coded(34, 39),
  cyan: coded(36, 39),
  green: coded(32, 39),
  underline: coded(4, 24),
};

function same(text: string): string {
  return text;
}

function coded(on: number, off: number): (text: string) => string {
  return text => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}

/**
 * Text from a file, safe to show: control characters (which could move the cursor or write to the clipboard), marks that
 * turn the direction of text, and lone surrogates become visible. Line breaks and tabs stay.
 */
export function harmless(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, c => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** Columns that text takes on a terminal: two for East Asian wide characters and emoji, none for combining marks. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const c of text) columns += columnsOfCharacter(c.codePointAt(0)!);
  return columns;
}

export function columnsOfCharacter(code: number): number {
  if (code < 0x300) return 1;
  if (code <= 0x36f || (code >= 0x200b && code <= 0x200f) || (code >= 0x20d0 && code <= 0x20f0) || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}

/** Lines of at most `width` columns, broken at blanks; a word that is longer stands alone. Line breaks stay. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|\r|\n/)) {
    let line = '';
    for (const word of paragraph.split(/[ \t]+/)) {
      if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

/** `1 file`, `2 files`; thousands are parted by commas. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${thousands(n)} ${n === 1 ? one : many}`;
}

export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}
