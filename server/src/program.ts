import path from 'node:path';
import { type OpenedWorkspace, type OpenOptions, type Program, UsageError } from './cli/io';
import { fileEdits } from './features/edits';
import { formats } from './formats';
import { saveFiles } from './host/save';
import type { Settings } from './model/workspace';
import { rules } from './rules';
import { createEngine, scan, textOf } from './scan';
import { readSettings } from './settings';
import { readYaml } from './syntax/yaml';
import { Linter } from './workspace/lint';

/** Wires the command line to the engine and the disk. */
export function createProgram(version: string): Program {
  return {
    version,
    rules,
    docs: rule => `docs/rules/${rule}.md`,
    openWorkspace,
    languageServer,
  };
}

/** Loaded only when asked for, since nothing else needs the protocol. It ends the process itself when the client leaves. */
async function languageServer(): Promise<number> {
  await import('./main');
  return new Promise<number>(() => {});
}

async function openWorkspace(root: string, options: OpenOptions): Promise<OpenedWorkspace> {
  const settings = configure(root, options);
  const notes: string[] = [];
  const engine = createEngine(root, formats, false, settings);
  const listing = await scan(engine, root, formats, { exclude: settings.filesExclude, yields: false, onProgress: options.progress });
  if (listing.skipped.some(s => s.path === '' && s.reason === 'unreadable')) throw new UsageError(`the folder '${root}' can't be read`);
  for (const s of listing.skipped) if (s.reason !== 'loop') notes.push(`left out ${s.path}: ${REASONS[s.reason]}`);
  if (listing.truncated) notes.push('there are more files than can be read; set files.exclude in pipewright.yml');
  const linter = new Linter(engine.workspace, rules);
  let live = { engine, linter };
  const texts = new Map<string, string | null>();
  return {
    get workspace() {
      return live.engine.workspace;
    },
    lint: file => live.linter.lint(file),
    fixes: (file, finding) => live.linter.fixes(file, finding),
    edits: (file, operations) => fileEdits(live.engine.workspace, file, operations),
    change: files => {
      for (const f of files) texts.set(f.path, f.text);
      if (live.engine === engine) {
        const forked = engine.fork({ tracking: true, read: p => (texts.has(p) ? texts.get(p)! : textOf(root, p)) });
        live = { engine: forked, linter: new Linter(forked.workspace, rules) };
      }
      live.engine.apply(files);
    },
    save: files => saveFiles(root, files),
    notes,
  };
}

const REASONS = { unreadable: 'it could not be read', large: 'it is too large', outside: 'it leads out of the folder', loop: 'it leads back to itself', deep: 'it lies too deep' } as const;

/** Settings of the root's `pipewright.yml`, or of the file given; those of the command line win. */
function configure(root: string, options: OpenOptions): Settings {
  const name = options.config ?? ['pipewright.yml', 'pipewright.yaml'].map(n => path.join(root, n)).find(f => textOf('', f) !== null) ?? null;
  const text = name === null ? null : textOf('', name);
  if (options.config !== null && text === null) throw new UsageError(`the configuration file '${options.config}' can't be read`);
  if (text !== null) {
    const { root: node, problems } = readYaml(text);
    const broken = problems.find(p => p.rule === 'yaml-syntax');
    if (broken) throw new UsageError(`${path.basename(name ?? '')} is not sound YAML: ${broken.message}`);
    if (node && node.kind !== 'map') throw new UsageError(`${path.basename(name ?? '')} must be a mapping of settings`);
  }
  const settings = readSettings({}, text);
  return { ...settings, rules: { ...settings.rules, ...options.rules } };
}
