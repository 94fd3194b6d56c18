import type { OtherFiles } from '../../model/format';

/** Files that say which packages a project uses, in the folders around its code. */
const FILES = ['requirements.txt', 'constraints.txt', 'pyproject.toml', 'setup.cfg', 'environment.yml', 'environment.yaml', 'Pipfile', 'requirements/base.txt', 'requirements/prod.txt', 'requirements.in', 'Dockerfile'];

/** Longer files are no lists of requirements. */
const MAX_LENGTH = 200_000;

/**
 * The major version of a package that a project is pinned to, told by the nearest folder whose files pin it: by a requirement that
 * leaves one major version only (`==2.9.1`, `>=2.5,<3`, `~=3.0`, `>=3` of the newest), or by the image of a Dockerfile. Null if
 * nothing says so, or if files of one folder differ.
 */
export function pinnedMajor(files: OtherFiles | null, path: string, name: string, newest: number, images: RegExp | null = null): number | null {
  if (files === null) return null;
  const folders = path.split('/').slice(0, -1);
  for (let n = folders.length; n >= 0; n--) {
    const folder = folders.slice(0, n).join('/');
    const found = new Set<number>();
    for (const file of FILES) {
      const text = files.text(folder === '' ? file : `${folder}/${file}`);
      if (text === null || text.length > MAX_LENGTH) continue;
      const major = file === 'Dockerfile' ? (images ? imageMajor(text, images) : null) : requiredMajor(text, name, newest);
      if (major !== null) found.add(major);
    }
    if (found.size > 0) return found.size === 1 ? [...found][0]! : null;
  }
  return null;
}

/** What the requirements of a text leave of a package's major versions, if it is one. */
export function requiredMajor(text: string, name: string, newest: number): number | null {
  const entry = new RegExp(`(?:^|[\\s"'\\[,-])${name}(?:\\[[^\\]\\n]{0,200}\\])?["']?[ \\t]*(?:=[ \\t]*["'])?((?:[ \\t]*,?[ \\t]*(?:[=<>!~^]=?=?)[ \\t]*[\\w.*+]+){1,6})`, 'm').exec(text)?.[1] ?? new RegExp(`^${name}[ \\t]*=[ \\t]*["']([^"'\\n]{1,60})["']`, 'm').exec(text)?.[1];
  if (entry === undefined) return null;
  let low = 0;
  let high = newest;
  for (const [, operator, major, rest] of entry.matchAll(/(===?|>=|<=|<|>|~=|\^|=|!=)?[ \t]*(\d+)([\w.*+]*)/g)) {
    const n = Number(major);
    if (operator === undefined || /^(={1,3}|~=|\^)$/.test(operator)) [low, high] = [n, n];
    else if (operator === '>=' || operator === '>') low = Math.max(low, n);
    else if (operator === '<') high = Math.min(high, /[1-9]/.test(rest!) ? n : n - 1);
    else if (operator === '<=') high = Math.min(high, n);
  }
  return low === high ? low : null;
}

function imageMajor(text: string, images: RegExp): number | null {
  const tag = images.exec(text)?.[1];
  return tag === undefined ? null : Number(tag);
}
