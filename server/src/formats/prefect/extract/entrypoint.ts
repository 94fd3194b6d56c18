import type { Key } from '../../../model/key';
import { pythonTargets } from '../../shared/pythonModules';
import { entrypointKey } from '../names';

/** How many folders outwards an entrypoint is looked for. */
const MOST_FOLDERS = 12;

/**
 * The flow that an entrypoint names: `flows/orders.py:daily`, relative to the folder of the file or to one around it (where the
 * command is run), or a module, `shop.flows:daily`.
 */
export function entrypointTargets(path: string, text: string): Key[] {
  const parsed = parseEntrypoint(text);
  if (parsed === null) return [];
  const { file, name } = parsed;
  if (!file.endsWith('.py')) return pythonTargets(path, `${file}.${name}`);
  return filesOf(path, file).map(f => entrypointKey(f, name));
}

export function parseEntrypoint(text: string): { readonly file: string; readonly name: string } | null {
  const at = text.lastIndexOf(':');
  if (at <= 0) return null;
  const [file, name] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return name === '' || file === '' ? null : { file, name };
}

/** The paths from the root that a path may mean in a file, the nearest folder first. */
export function filesOf(path: string, file: string): string[] {
  const folders = path.split('/').slice(0, -1);
  const out: string[] = [];
  for (let i = folders.length; i >= 0 && out.length < MOST_FOLDERS; i--) {
    const parts: string[] = folders.slice(0, i);
    let outside = false;
    for (const p of file.split('/')) {
      if (p === '' || p === '.') continue;
      if (p === '..') outside ||= parts.pop() === undefined;
      else parts.push(p);
    }
    if (!outside && !out.includes(parts.join('/'))) out.push(parts.join('/'));
  }
  return out;
}
