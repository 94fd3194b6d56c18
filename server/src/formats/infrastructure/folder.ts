import type { OtherFiles } from '../../model/format';
import { attributeOf, blocksOf, type HclBlock, type HclExpression, type HclFile, readHcl } from '../../syntax/hcl';
import type { Span } from '../../text/span';
import { asAssumed, itemsOf, MOST_STEPS, movedTo, pairValue, type Scope, valueOf } from './evaluate';
import type { ModuleValues } from './module';
import { isAbsent, numberOf, type Value } from './resource';

/** What the files of a folder declare: a Terraform module. */
export interface Folder {
  readonly path: string;
  readonly variables: ReadonlyMap<string, HclExpression | null>;
  readonly locals: ReadonlyMap<string, HclExpression>;
  readonly outputs: ReadonlyMap<string, HclExpression | null>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, HclBlock>;
  readonly modules: ReadonlyMap<string, HclBlock>;
  /** Whether all of it could be read: only then is what it lacks not there. */
  readonly whole: boolean;
}

/** A folder under the names of one call of it (or the one that the file itself is in). */
export interface Instance {
  readonly folder: Folder;
  readonly scope: Scope;
}

/** What is evaluated for one file: the folders it looks into, and what is known of them. */
export interface World {
  readonly own: Instance;
  /** The instances of a module block of `of`; null where its folder is not at hand. `many` is true where their number is not known. */
  instances(of: Instance, block: HclBlock): { readonly all: readonly Instance[]; readonly many: boolean } | null;
  /** The folder that a module block names; null if it is no folder of the workspace. */
  folderOf(of: Instance, block: HclBlock): Folder | null;
  /** The block of a resource of the same module by its address; undefined if there is none at hand. */
  blockOf(address: string): HclBlock | undefined;
}

const MOST_DEPTH = 6;
const MOST_INSTANCES = 60;
const TERRAFORM = /\.(tf|tofu)$/;

export function makeWorld(path: string, file: HclFile, values: ModuleValues, files: OtherFiles | null): World {
  const folders = new Map<string, Folder | null>();
  const budget = { left: MOST_STEPS };
  const made = new Map<HclBlock, Map<string, { readonly all: readonly Instance[]; readonly many: boolean } | null>>();
  const here = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const ownFile = folderFrom(here, [file], false);

  const read = (folder: string): Folder | null => {
    if (folders.has(folder)) return folders.get(folder)!;
    folders.set(folder, null);
    const all = files?.list?.(folder) ?? [];
    const names = all.filter(n => TERRAFORM.test(n));
    const texts = names.flatMap(n => {
      const at = folder === '' ? n : `${folder}/${n}`;
      if (at === path) return [file];
      const text = files?.text(at) ?? null;
      return text === null ? [] : [parsed(text)];
    });
    const found = texts.length === 0 ? null : folderFrom(folder, texts, texts.length === names.length && !all.some(n => /\.(tf|tofu)\.json$/.test(n)));
    folders.set(folder, found);
    return found;
  };
  /** The file itself first; the rest of its folder only where that does not have the name. */
  const inOwn = <T>(pick: (f: Folder) => T | undefined): T | undefined => {
    const own = pick(ownFile);
    if (own !== undefined) return own;
    const whole = read(here);
    return whole ? pick(whole) : undefined;
  };

  const scopeOf = (pick: <T>(of: (f: Folder) => T | undefined) => T | undefined, folder: () => Folder, prefix: string, at: Span | null, names: Scope['names'], given: (name: string, use: Span) => Value | undefined, depth: number): Scope => {
    const busy = new Set<string>();
    const locals = new Map<string, Value>();
    const guarded = (name: string, use: Span, make: () => Value): Value => {
      if (busy.has(name) || busy.size > 60) return { kind: 'unknown', span: use };
      busy.add(name);
      const value = make();
      busy.delete(name);
      return value;
    };
    const scope: Scope = {
      prefix, at, names, budget,
      variable(name, use) {
        const value = given(name, use);
        if (value) return value;
        const otherwise = pick(f => f.variables.get(name));
        return otherwise ? guarded(`var.${name}`, use, () => asAssumed(movedTo(valueOf(otherwise, scope), use))) : { kind: 'unknown', span: use };
      },
      local(name, use) {
        const known = locals.get(name);
        if (known) return movedTo(known, use);
        const e = pick(f => f.locals.get(name));
        if (!e) return { kind: 'unknown', span: use };
        // What another file says, or a run may replace, is never written here: so nobody calls it wrong.
        const value = guarded(`local.${name}`, use, () => asAssumed(valueOf(e, scope)));
        locals.set(name, value);
        return movedTo(value, use);
      },
      attribute(address, attribute) {
        if (!address.startsWith(prefix)) return undefined;
        const plain = address.slice(prefix.length).replace(/\[.*$/, '');
        const block = pick(f => f.resources.get(plain));
        const name = attribute === 'id' ? (plain.startsWith('aws_s3_bucket.') ? 'bucket' : '') : attribute;
        const e = block ? attributeOf(block.body, name)?.value : undefined;
        const instance = /\["([^"\]]*)"\]$/.exec(address)?.[1];
        const value = block && e ? guarded(`${address}.${name}`, e.span, () => {
          const named = instance === undefined ? undefined : repetitions(block, scope)?.find(r => r.key === instance)?.names;
          return valueOf(e, named ? { ...scope, names: new Map([...scope.names, ...named]) } : scope);
        }) : undefined;
        return value?.kind === 'known' || value?.kind === 'symbolic' ? value : undefined;
      },
      output(name, instance, output, use) {
        const block = pick(f => f.modules.get(name));
        if (!block || depth > MOST_DEPTH) return { kind: 'unknown', span: use };
        const own: Instance = { folder: folder(), scope };
        const all = instancesOf(own, block, depth);
        const one = all?.all.find(i => (instance === null ? true : i.scope.prefix.endsWith(`["${instance}"].`)));
        const e = one?.folder.outputs.get(output);
        if (!one || !e || all!.many) return { kind: 'unknown', span: use };
        return guarded(`module.${name}.${instance ?? ''}.${output}`, use, () => movedTo(valueOf(e, one.scope), use));
      },
    };
    return scope;
  };

  const instancesOf = (of: Instance, block: HclBlock, depth: number): { readonly all: readonly Instance[]; readonly many: boolean } | null => {
    const byPrefix = made.get(block) ?? new Map();
    made.set(block, byPrefix);
    if (byPrefix.has(of.scope.prefix)) return byPrefix.get(of.scope.prefix)!;
    byPrefix.set(of.scope.prefix, null);
    const child = depth > MOST_DEPTH ? null : folderNamed(of, block);
    const label = block.labels[0];
    if (!child || !label) return null;
    const head = of.scope.at ?? label.span;
    const repeated = repetitions(block, of.scope);
    const all = (repeated ?? [{ key: null, names: new Map() }]).slice(0, MOST_INSTANCES).map(({ key, names }): Instance => {
      const caller: Scope = { ...of.scope, names: new Map([...of.scope.names, ...names]) };
      const given = new Map<string, Value>();
      const scope = scopeOf(p => p(child), () => child, `${of.scope.prefix}module.${label.text}${key === null ? '' : `["${key}"]`}.`, head, new Map(), (name, use) => {
        const known = given.get(name);
        if (known) return known;
        const e = NOT_ARGUMENTS.has(name) ? undefined : attributeOf(block.body, name)?.value;
        if (!e) return undefined;
        given.set(name, { kind: 'unknown', span: use });
        const value = valueOf(e, caller);
        given.set(name, value);
        return value;
      }, depth + 1);
      return { folder: child, scope };
    });
    const value = { all, many: repeated === null };
    byPrefix.set(of.scope.prefix, value);
    return value;
  };

  const folderNamed = (of: Instance, block: HclBlock): Folder | null => {
    const source = attributeOf(block.body, 'source')?.value;
    if (source?.kind !== 'literal' || typeof source.value !== 'string' || !/^\.{1,2}(\/|$)/.test(source.value)) return null;
    const at = joined(of.folder.path, source.value);
    return at === null ? null : read(at);
  };

  const ownFolder: Folder = ownFile;
  const scope = scopeOf(inOwn, () => ownFolder, '', null, new Map(), (name, use) => {
    const value = values.variables[name];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { kind: 'known', value, span: use, content: use, assumed: true } : undefined;
  }, 0);
  return { own: { folder: ownFolder, scope }, instances: (of, block) => instancesOf(of, block, of.scope.prefix.split('module.').length - 1), folderOf: folderNamed, blockOf: address => inOwn(f => f.resources.get(address)) };
}

/** What a module block says besides its arguments. */
export const NOT_ARGUMENTS: ReadonlySet<string> = new Set(['source', 'version', 'providers', 'count', 'for_each', 'depends_on']);

/** The instances that `count` or `for_each` make, with the names they bring; null if it is not known how many, one without a key if there is neither. */
export function repetitions(block: HclBlock, scope: Scope): readonly { readonly key: string | null; readonly names: ReadonlyMap<string, Value> }[] | null {
  const count = attributeOf(block.body, 'count')?.value;
  const each = attributeOf(block.body, 'for_each')?.value;
  if (count) {
    const value = valueOf(count, scope);
    const n = numberOf(value);
    // A number that a variable's default gives may be another in a run.
    if (n === null || n < 0 || n > MOST_INSTANCES || (value.kind === 'known' && value.assumed && n !== 1)) return null;
    return Array.from({ length: n }, (_, i) => ({ key: String(i), names: new Map([['count', { kind: 'map', entries: [{ key: 'index', keySpan: value.span, value: { kind: 'known', value: i, span: value.span, content: value.span } }], span: value.span }]]) }));
  }
  if (!each) return [{ key: null, names: new Map() }];
  const value = valueOf(each, scope);
  const items = itemsOf(value.kind === 'list' ? { ...value, set: true } : value);
  if (!items) return null;
  const out: { key: string; names: ReadonlyMap<string, Value> }[] = [];
  for (const item of items) {
    if (item.key.kind !== 'known' || isAbsent(item.key)) return null;
    out.push({ key: String(item.key.value), names: new Map([['each', pairValue(item, value.span)]]) });
  }
  return out;
}

function folderFrom(path: string, files: readonly HclFile[], whole: boolean): Folder {
  const folder = { variables: new Map<string, HclExpression | null>(), locals: new Map<string, HclExpression>(), outputs: new Map<string, HclExpression | null>(), resources: new Map<string, HclBlock>(), modules: new Map<string, HclBlock>() };
  for (const { body } of files) {
    for (const b of blocksOf(body, 'variable')) if (b.labels[0]) folder.variables.set(b.labels[0].text, attributeOf(b.body, 'default')?.value ?? null);
    for (const b of blocksOf(body, 'output')) if (b.labels[0]) folder.outputs.set(b.labels[0].text, attributeOf(b.body, 'value')?.value ?? null);
    for (const b of blocksOf(body, 'locals')) for (const a of b.body.attributes) folder.locals.set(a.name, a.value);
    for (const b of blocksOf(body, 'resource')) if (b.labels[0] && b.labels[1]) folder.resources.set(`${b.labels[0].text}.${b.labels[1].text}`, b);
    for (const b of blocksOf(body, 'module')) if (b.labels[0]) folder.modules.set(b.labels[0].text, b);
  }
  return { path, ...folder, whole: whole && files.every(f => f.problems.length === 0) };
}

/** A path that another names, relative to the root; null outside of it. */
export function joined(folder: string, relative: string): string | null {
  const out = folder === '' ? [] : folder.split('/');
  for (const part of relative.replace(/\\/g, '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.pop() === undefined) return null;
  }
  return out.join('/');
}

/** Files of a module are read once for each of those that call it: the last ones are kept. */
const kept = new Map<string, HclFile>();
const MOST_KEPT = 80;

function parsed(text: string): HclFile {
  const known = kept.get(text);
  if (known) return known;
  const file = readHcl(text);
  kept.set(text, file);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return file;
}
