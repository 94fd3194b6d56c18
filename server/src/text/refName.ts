/**
 * Names of git branches.
 *
 *   branchNameProblem(name)   why git would refuse it, in plain words; null if it is sound
 *   branchNameFrom(words)     the sound name nearest to any text; '' if nothing of it can be used
 *
 * The rules are those of git-check-ref-format(1) with `--branch`, plus a length that every file system can hold.
 */

/** Longest name in bytes of UTF-8: a loose ref is a file, and its lock needs five bytes more. */
export const MAX_BRANCH_BYTES = 200;

export function branchNameProblem(name: string): string | null {
  if (name === '') return 'the name is empty';
  if (name.startsWith('-')) return 'it begins with "-"';
  if (name === '@' || name === 'HEAD') return `"${name}" means something else to git`;
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'it has a control character';
  if (/\p{Surrogate}/u.test(name)) return 'it has half a character (a lone surrogate)';
  const bad = /[ ~^:?*[\\]/.exec(name);
  if (bad) return bad[0] === ' ' ? 'it has a space' : `it has "${bad[0]}"`;
  if (name.includes('..')) return 'it has ".."';
  if (name.includes('@{')) return 'it has "@{"';
  if (name.startsWith('/') || name.endsWith('/') || name.includes('//')) return 'a part between slashes is empty';
  if (name.endsWith('.')) return 'it ends with "."';
  for (const part of name.split('/')) {
    if (part.startsWith('.')) return 'a part begins with "."';
    if (part.endsWith('.lock')) return 'a part ends with ".lock"';
  }
  if (new TextEncoder().encode(name).length > MAX_BRANCH_BYTES) return `it is longer than ${MAX_BRANCH_BYTES} bytes`;
  return null;
}

/** Letters and digits of any script, `_`, `.` and `/` stay; accents go; everything else becomes one `-`. */
export function branchNameFrom(words: string): string {
  const parts = words
    .slice(0, 1_000)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}_./]+/gu, '-')
    .split('/')
    .map(cleanPart)
    .filter(part => part !== '');
  const name = firstBytes(parts.join('/'), MAX_BRANCH_BYTES).split('/').map(cleanPart).filter(part => part !== '').join('/');
  return branchNameProblem(name) === null ? name : '';
}

/** As many whole characters as fit into so many bytes of UTF-8. */
function firstBytes(text: string, limit: number): string {
  const kept = new Uint8Array(limit);
  return text.slice(0, new TextEncoder().encodeInto(text, kept).read);
}

function cleanPart(part: string): string {
  const trimmed = part.replace(/\.{2,}/g, '.').replace(/-{2,}/g, '-').replace(/^[-.]+/, '');
  let end = trimmed.length;
  while (end > 0 && (trimmed[end - 1] === '-' || trimmed[end - 1] === '.')) end--;
  const clean = trimmed.slice(0, end);
  return /\.lock$/.test(clean) ? cleanPart(clean.slice(0, -5)) : clean;
}
