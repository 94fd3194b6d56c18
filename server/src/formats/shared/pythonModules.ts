import { key, type Key } from '../../model/key';

/**
 * Names that Python modules give: `python|src.shop.assets.orders`, by the module's path from the root. Something that a file
 * defines answers to its own; who imports it asks for every name that the import can mean.
 */
export function pythonKey(path: string, name: string): Key {
  return key('python', `${moduleOf(path)}.${name}`);
}

/** `src/shop/assets/__init__.py` is `src.shop.assets`. */
export function moduleOf(path: string): string {
  return path.replace(/\.pyi?$/, '').replace(/(^|\/)__init__$/, '').replace(/\//g, '.');
}

/** How many folders outwards an absolute import is looked for. */
const MOST_FOLDERS = 12;

/**
 * What a dotted name (`shop.assets.orders`, `.assets.orders`) means in a file, the most likely first: a relative import has
 * one meaning; an absolute one starts in any of the folders around the file (the package's root is not known).
 */
export function pythonTargets(path: string, dotted: string): Key[] {
  const folders = path.split('/').slice(0, -1);
  const relative = /^\.+/.exec(dotted)?.[0].length ?? 0;
  if (relative > 0) {
    const up = folders.length - (relative - 1);
    return up < 0 ? [] : [key('python', [...folders.slice(0, up), dotted.slice(relative)].join('.'))];
  }
  if (!dotted.includes('.')) return [];
  const out: Key[] = [];
  for (let i = folders.length; i >= 0 && out.length < MOST_FOLDERS; i--) out.push(key('python', [...folders.slice(0, i), dotted].join('.')));
  return out;
}
