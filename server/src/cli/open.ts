import path from 'node:path';
import { fileEdits } from '../features/edits';
import { formats } from '../formats';
import { readTextSync } from '../host/read';
import { saveFiles } from '../host/save';
import { rules } from '../rules';
import { createEngine, scan, textOf } from '../scan';
import { readSettings } from '../settings';
import { Linter } from '../workspace/lint';
import { type OpenedWorkspace, type OpenOptions, UsageError } from './io';

/** Reads a folder on disk. Rejects with a `UsageError` if the configuration given on the command line can't be read. */
export async function openFolder(root: string, options: OpenOptions): Promise<OpenedWorkspace> {
  const settings = readSettings(null, configuration(root, options.config));
  const merged = { ...settings, rules: { ...settings.rules, ...options.rules } };
  const engine = createEngine(root, formats, false, merged);
  const listing = await scan(engine, root, formats, { exclude: merged.filesExclude, yields: false, onProgress: options.progress });
  const { workspace } = engine;
  let linter = new Linter(workspace, rules);
  return {
    workspace,
    lint: p => linter.lint(p),
    fixes: (p, finding) => linter.fixes(p, finding),
    edits: (p, operations) => fileEdits(workspace, p, operations),
    change: files => {
      // An opened document is one whose text is not that on disk.
      for (const { path: p, text } of files) {
        if (text === null) engine.apply([{ path: p, text: null }]);
        else engine.openDocument(p, text);
      }
      linter = new Linter(workspace, rules);
    },
    save: files => saveFiles(root, files),
    notes: notesOf(listing),
  };
}

function configuration(root: string, config: string | null): string | null {
  if (config === null) return textOf(root, 'pipewright.yml');
  const read = readTextSync(config);
  if (!read.ok) throw new UsageError(`the configuration ${path.relative(root, config) || config} can't be read as text`);
  return read.text;
}

function notesOf(listing: { readonly skipped: readonly { readonly path: string; readonly reason: string }[]; readonly truncated: boolean }): string[] {
  const reasons: { readonly [reason: string]: string } = { unreadable: 'can not be read', large: 'is too large', outside: 'leads out of the root through a link', deep: 'lies too deep' };
  const notes = listing.skipped.flatMap(s => (reasons[s.reason] === undefined ? [] : [`left out ${s.path}: it ${reasons[s.reason]}`]));
  const shown = notes.length > 10 ? [...notes.slice(0, 9), `and ${notes.length - 9} more were left out`] : notes;
  return listing.truncated ? [...shown, 'there are more files than can be read: name folders to leave out with files.exclude'] : shown;
}
