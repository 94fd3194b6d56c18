/** The part of `node:path` that the server uses, for paths with `/`. */
export const sep = '/';

export function normalize(path: string): string {
  const out: string[] = [];
  const absolute = path.startsWith('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (!absolute) out.push('..');
  }
  return `${absolute ? '/' : ''}${out.join('/')}` || (absolute ? '/' : '.');
}

export function join(...parts: readonly string[]): string {
  return normalize(parts.filter(p => p !== '').join('/'));
}

export function resolve(...parts: readonly string[]): string {
  let out = '';
  for (const part of parts) out = part.startsWith('/') ? part : `${out}/${part}`;
  const full = normalize(out.startsWith('/') ? out : `/${out}`);
  return full;
}

export function dirname(path: string): string {
  const at = path.replace(/\/+$/, '').lastIndexOf('/');
  return at < 0 ? '.' : at === 0 ? '/' : path.slice(0, at);
}

export function basename(path: string, ending = ''): string {
  const name = path.replace(/\/+$/, '').slice(path.replace(/\/+$/, '').lastIndexOf('/') + 1);
  return ending !== '' && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name === '..' ? '' : name.slice(dot);
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/');
}

export function relative(from: string, to: string): string {
  const [a, b] = [resolve(from), resolve(to)].map(p => p.split('/').filter(part => part !== ''));
  let same = 0;
  while (same < a!.length && same < b!.length && a![same] === b![same]) same++;
  return [...a!.slice(same).map(() => '..'), ...b!.slice(same)].join('/');
}

export function parse(path: string): { readonly root: string; readonly dir: string; readonly base: string; readonly ext: string; readonly name: string } {
  const [base, ext] = [basename(path), extname(path)];
  return { root: path.startsWith('/') ? '/' : '', dir: dirname(path), base, ext, name: basename(path, ext) };
}

const path = { sep, normalize, join, resolve, dirname, basename, extname, isAbsolute, relative, parse };
export { path as posix };
export default path;
