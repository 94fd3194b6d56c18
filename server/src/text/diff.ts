/** Text of one file before and after; null where the file is not there. `renamedFrom` is its path before, if that was another. */
export interface FileDifference {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly renamedFrom?: string;
}

/**
 * A unified diff of one file as git writes it, with `context` lines around each change; '' if nothing differs.
 * Paths are relative, with `/`. Lines end at `\n`; a `\r` before it belongs to the line, so the diff keeps line endings.
 * The result can be given to `git apply`.
 */
export function unifiedDiff(file: FileDifference, context = 3): string {
  const before = file.before ?? '';
  const after = file.after ?? '';
  const old = file.renamedFrom ?? file.path;
  if (file.before === file.after && old === file.path) return '';
  const oldName = quotePath(`a/${old}`);
  const newName = quotePath(`b/${file.path}`);
  let out = `diff --git ${oldName} ${newName}\n`;
  if (file.before === null) out += 'new file mode 100644\n';
  if (file.after === null) out += 'deleted file mode 100644\n';
  if (old !== file.path) out += `rename from ${quotePath(old)}\nrename to ${quotePath(file.path)}\n`;
  if (before === after) return out;
  out += `--- ${file.before === null ? '/dev/null' : headerName(oldName)}\n+++ ${file.after === null ? '/dev/null' : headerName(newName)}\n`;
  const a = splitLines(before);
  const b = splitLines(after);
  for (const hunk of hunksOf(lineChanges(a, b), context)) out += hunkText(hunk, a, b, context);
  return out;
}

/** Replaces lines `aStart..aEnd` of the old text by lines `bStart..bEnd` of the new one: 0-based, half-open. */
export interface LineChange {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/** Beyond this many differing lines the smallest diff is not sought: the rest is replaced as one block. */
const MOST_EDITS = 2_000;

/** The changes that turn `a` into `b`, in order, least in number (Myers' greedy algorithm) up to `mostEdits`. */
export function lineChanges(a: readonly string[], b: readonly string[], mostEdits = MOST_EDITS): LineChange[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > head && bEnd > head && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  if (head === aEnd && head === bEnd) return [];
  if (head === aEnd || head === bEnd) return [{ aStart: head, aEnd, bStart: head, bEnd }];
  return shortestEdits(a.slice(head, aEnd), b.slice(head, bEnd), head, mostEdits);
}

/** Furthest reaching paths by number of edits; each round is kept, so the way back can be read. */
function shortestEdits(a: readonly string[], b: readonly string[], offset: number, mostEdits: number): LineChange[] {
  const rounds: Int32Array[] = [];
  const most = Math.min(a.length + b.length, mostEdits);
  let previous = new Int32Array(3);
  for (let d = 0; d <= most; d++) {
    // Index d + 1 + k holds how far diagonal k reaches; one place is spare on each side.
    const reach = new Int32Array(2 * d + 3).fill(-1);
    for (let k = -d; k <= d; k += 2) {
      let x = 0;
      if (d > 0) {
        const down = previous[d + k + 1] ?? -1;
        const right = previous[d + k - 1] ?? -1;
        x = k === -d || (k !== d && right < down) ? down : right + 1;
      }
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      reach[d + 1 + k] = x;
      if (x >= a.length && y >= b.length) {
        rounds.push(reach);
        return wayBack(rounds, a.length, b.length, offset);
      }
    }
    rounds.push(reach);
    previous = reach;
  }
  return [{ aStart: offset, aEnd: offset + a.length, bStart: offset, bEnd: offset + b.length }];
}

function wayBack(rounds: readonly Int32Array[], aLength: number, bLength: number, offset: number): LineChange[] {
  const changes: LineChange[] = [];
  let x = aLength;
  let y = bLength;
  for (let d = rounds.length - 1; d > 0; d--) {
    const reach = rounds[d - 1]!;
    const k = x - y;
    const down = reach[d + k + 1] ?? -1;
    const right = reach[d + k - 1] ?? -1;
    const inserted = k === -d || (k !== d && right < down);
    const fromX = inserted ? down : right;
    const fromY = fromX - (inserted ? k + 1 : k - 1);
    const step = { aStart: offset + fromX, aEnd: offset + fromX + (inserted ? 0 : 1), bStart: offset + fromY, bEnd: offset + fromY + (inserted ? 1 : 0) };
    const last = changes[changes.length - 1];
    if (last !== undefined && last.aStart === step.aEnd && last.bStart === step.bEnd) changes[changes.length - 1] = { ...last, aStart: step.aStart, bStart: step.bStart };
    else changes.push(step);
    x = fromX;
    y = fromY;
  }
  return changes.reverse();
}

/** Lines with their line breaks; the last has none if the text does not end with one. */
export function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    lines.push(end < 0 ? text.slice(start) : text.slice(start, end + 1));
    start = end < 0 ? text.length : end + 1;
  }
  return lines;
}

/** Changes whose context would touch or overlap stand in one hunk. */
function hunksOf(changes: readonly LineChange[], context: number): LineChange[][] {
  const hunks: LineChange[][] = [];
  for (const change of changes) {
    const hunk = hunks[hunks.length - 1];
    const last = hunk?.[hunk.length - 1];
    if (hunk !== undefined && last !== undefined && change.aStart - last.aEnd <= 2 * context) hunk.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkText(changes: readonly LineChange[], a: readonly string[], b: readonly string[], context: number): string {
  const first = changes[0]!;
  const last = changes[changes.length - 1]!;
  const lead = Math.min(context, first.aStart);
  const trail = Math.min(context, a.length - last.aEnd);
  const aStart = first.aStart - lead;
  const bStart = first.bStart - lead;
  const aCount = last.aEnd + trail - aStart;
  const bCount = last.bEnd + trail - bStart;
  let out = `@@ -${range(aStart, aCount)} +${range(bStart, bCount)} @@\n`;
  let at = aStart;
  for (const change of changes) {
    for (; at < change.aStart; at++) out += lineText(' ', a[at]!);
    for (; at < change.aEnd; at++) out += lineText('-', a[at]!);
    for (let i = change.bStart; i < change.bEnd; i++) out += lineText('+', b[i]!);
  }
  for (; at < last.aEnd + trail; at++) out += lineText(' ', a[at]!);
  return out;
}

/** An empty range is named by the line before it; a count of one is left out. */
function range(start: number, count: number): string {
  if (count === 0) return `${start},0`;
  return count === 1 ? String(start + 1) : `${start + 1},${count}`;
}

function lineText(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

/** A name with a blank ends with a tab, so that readers do not take what follows for a time. */
function headerName(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}

/** Git's own quoting of quotes, backslashes and control characters. */
function quotePath(path: string): string {
  if (!/["\\\x00-\x1f\x7f]/.test(path)) return path;
  const named: { readonly [character: string]: string } = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };
  return `"${path.replace(/["\\\x00-\x1f\x7f]/g, c => named[c] ?? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;
}
