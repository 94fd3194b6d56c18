import { homedir } from 'node:os';
import path from 'node:path';
import { findBase, readBase } from '../base';
import { fileEdits } from '../features/edits';
import { differingFiles, impact } from '../features/impact';
import { count } from '../features/render/terminal';
import { formats } from '../formats';
import { cacheFolder, openCache } from '../host/cache';
import { openGit } from '../host/git';
import { readTextSync } from '../host/read';
import { saveFiles } from '../host/save';
import { rules } from '../rules';
import { createEngine, list, readAtOnce, readFiles, textOf, workerFile } from '../scan';
import { readSettings } from '../settings';
import { readYaml } from '../syntax/yaml';
import { Linter } from '../workspace/lint';
import { openFindingsCache } from './findingsCache';
import { type OpenedWorkspace, type OpenOptions, type PlacedFinding, UsageError } from './io';

/** Reads a folder on disk. Rejects with a `UsageError` if the configuration given on the command line can't be read. */
export async function openFolder(root: string, options: OpenOptions): Promise<OpenedWorkspace> {
  const settings = readSettings(null, configuration(root, options.config));
  const merged = { ...settings, rules: { ...settings.rules, ...options.rules } };
  const engine = createEngine(root, formats, false, merged);
  options.phase?.('read settings', '');
  const listing = await list(engine, root, formats, { exclude: merged.filesExclude });
  if (listing.skipped.some(s => s.path === '' && s.reason === 'unreadable')) throw new UsageError(`the folder '${root}' can't be read`);
  options.phase?.('list files', count(listing.files.length, 'file'));
  const worker = workerFile();
  const cache = options.cache && worker !== null ? openCache(cacheFolder(process.platform, process.env, homedir()), root) : null;
  const kept = cache && listing.files.length > FEW ? openFindingsCache(cache, listing, formats, engine.contexts, merged, worker) : null;
  // Null from the first change on: then they are others.
  let remembered = kept?.get() ?? null;
  let joined = remembered === null;
  options.phase?.('look into the cache', cache === null ? 'none' : remembered ? 'nothing has changed' : '');
  if (!remembered) await readFiles(engine, root, formats, listing.files, { exclude: [], yields: false, keepTexts: true, worker, threads: options.threads, cache, onProgress: options.progress });
  options.phase?.('read files', remembered ? 'not needed' : `${count([...engine.workspace.paths()].length, 'file')} of ours`);

  let live = { engine, linter: new Linter(engine.workspace, rules) };
  const texts = new Map<string, string | null>();
  const found = new Map<string, readonly PlacedFinding[]>();
  const join = (): typeof live => {
    if (!joined) readAtOnce(engine, root, formats, listing.files, cache!, worker);
    joined = true;
    return live;
  };
  return {
    get workspace() {
      return join().engine.workspace;
    },
    paths: () => remembered?.keys() ?? live.engine.workspace.paths(),
    text: p => (remembered ? (remembered.has(p) ? textOf(root, p) : null) : (live.engine.workspace.document(p)?.text ?? null)),
    lint: p => {
      if (remembered) return remembered.get(p) ?? [];
      const findings = live.linter.lint(p);
      if (live.engine === engine) found.set(p, findings);
      return findings;
    },
    fixes: (p, finding) => join().linter.fixes(p, finding),
    edits: (p, operations) => fileEdits(join().engine.workspace, p, operations),
    change: files => {
      join();
      remembered = null;
      for (const f of files) texts.set(f.path, f.text);
      // One pass over files that won't change needs no record of what depends on what; from the first change on it does.
      if (live.engine === engine) {
        const forked = engine.fork({ tracking: true, read: p => (texts.has(p) ? texts.get(p)! : textOf(root, p)) });
        live = { engine: forked, linter: new Linter(forked.workspace, rules) };
      }
      live.engine.apply(files);
    },
    async impact(base, shown) {
      const git = openGit(() => true);
      const point = await findBase(git, root, base, merged.branch.protected);
      if ('problem' in point) return point;
      const before = await readBase(git, root, live.engine, formats, point);
      if (!before) return { problem: 'git could not tell which files differ' };
      const { workspace } = live.engine;
      const earlier = await before.earlier(differingFiles(before.workspace, workspace));
      return workspace.guarded(() => before.guarded(() => impact(before.workspace, workspace, { root: shown, base: { ref: point.ref, commit: point.commit }, renames: before.renames, earlier })));
    },
    async changedFiles(base) {
      const git = openGit(() => true);
      const point = await findBase(git, root, base, merged.branch.protected);
      if ('problem' in point) return point;
      const differing = await git.changes(root, point.commit);
      return differing ? new Set([...differing.changed, ...differing.added]) : { problem: 'git could not tell which files differ' };
    },
    save: files => saveFiles(root, files),
    notes: notesOf(listing),
    close: async () => {
      if (!cache) return;
      if (kept && found.size > 0 && found.size === [...engine.workspace.paths()].length) kept.put(found);
      await cache.save();
    },
  };
}

/** A smaller workspace is read anew as soon as its cache is. */
const FEW = 400;

function configuration(root: string, config: string | null): string | null {
  if (config === null) {
    const own = ['pipewright.yml', 'pipewright.yaml'].find(name => textOf(root, name) !== null);
    return own === undefined ? null : sound(own, textOf(root, own)!);
  }
  const read = readTextSync(config);
  const name = path.relative(root, config) || config;
  if (!read.ok) throw new UsageError(`the configuration ${name} can't be read as text`);
  return sound(name, read.text);
}

/** Text that is no mapping of settings at all can't be meant; a wrong setting in it is a finding of the check. */
function sound(name: string, text: string): string {
  const { root, problems } = readYaml(text);
  const broken = problems.find(p => p.rule === 'yaml-syntax');
  if (broken) throw new UsageError(`the configuration ${name} is not sound YAML: ${broken.message}`);
  if (root && root.kind !== 'map') throw new UsageError(`the configuration ${name} must be a mapping of settings`);
  return text;
}

function notesOf(listing: { readonly skipped: readonly { readonly path: string; readonly reason: string }[]; readonly truncated: boolean }): string[] {
  const reasons: { readonly [reason: string]: string } = { unreadable: 'can not be read', large: 'is too large', outside: 'leads out of the root through a link', deep: 'lies too deep' };
  const notes = listing.skipped.flatMap(s => (reasons[s.reason] === undefined ? [] : [`left out ${s.path}: it ${reasons[s.reason]}`]));
  const shown = notes.length > 10 ? [...notes.slice(0, 9), `and ${notes.length - 9} more were left out`] : notes;
  return listing.truncated ? [...shown, 'there are more files than can be read: name folders to leave out with files.exclude'] : shown;
}
