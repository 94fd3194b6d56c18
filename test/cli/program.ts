import path from 'node:path';
import { type CliIo, type OpenOptions, type OpenedWorkspace, type Program, UsageError } from '../../server/src/cli/io';
import { runCli } from '../../server/src/cli/run';
import { fileEdits } from '../../server/src/features/edits';
import { NO_FACTS } from '../../server/src/model/facts';
import type { Format } from '../../server/src/model/format';
import type { Finding, Rule } from '../../server/src/model/rule';
import { DEFAULT_SETTINGS, type Workspace } from '../../server/src/model/workspace';
import { Engine } from '../../server/src/workspace/engine';
import { Linter } from '../../server/src/workspace/lint';

/** Every file with a letter in it; `table x` declares x, `allow: rule` suppresses a rule in the file. */
const plain: Format = {
  id: 'plain',
  version: 1,
  extensions: ['sql', 'yml', 'csv'],
  recognises: () => true,
  extract: ({ text }) => ({
    ...NO_FACTS,
    declarations: [...text.matchAll(/^table (\w+)/gm)].map(m => {
      const nameSpan = { start: m.index + 6, end: m.index + 6 + m[1]!.length };
      return { id: `t|${m[1]}`, kind: 'dataset' as const, type: 'plain.table', role: 'defines' as const, name: m[1]!, keys: [], nameSpan, span: nameSpan, parent: null, path: null, attributes: {}, columns: [], columnsComplete: false };
    }),
    suppressions: [...text.matchAll(/allow: ([\w-]+)/g)].map(m => ({ rules: [{ id: m[1]!, span: { start: m.index, end: m.index + m[0].length } }], span: { start: m.index, end: m.index + m[0].length }, scope: 'file' as const, reason: null })),
  }),
};

const base = { certainty: 'certain', sources: [], about: ['plain'], examples: [] } as const;

function words(rule: string, word: RegExp, more: (text: string) => Omit<Finding, 'rule' | 'span'>): Rule['check'] {
  return function* (document) {
    for (const m of document.text.matchAll(word)) yield { rule, span: { start: m.index, end: m.index + m[0].length }, ...more(m[0]) };
  };
}

export const testRules: readonly Rule[] = [
  {
    ...base, id: 'no-fixme', group: 'shape', severity: 'error', fix: 'safe', summary: 'A word that must go', why: 'The real tool **rejects** `FIXME`, see [its page](https://example.org/fixme).\n\nIt says so only at run time.', sources: ['https://example.org/fixme'],
    check: words('no-fixme', /FIXME/g, () => ({ message: "'FIXME' is not a keyword. Did you mean 'FIXED'?", related: [{ id: 't|orders', message: 'orders is declared here' }] })),
    fixes: (finding, document) => [{ title: "Change to 'FIXED'", safe: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: finding.span, text: 'FIXED' }] }] }],
    examples: [{ title: 'a word', files: '\n    //- a.sql\n    select FIXME\n           ^^^^^ not a keyword\n', fixed: 'select FIXED' }],
  },
  {
    ...base, id: 'loud-word', group: 'naming', severity: 'warning', fix: 'suggested', certainty: 'advice', summary: 'A word in capital letters', why: 'Loud words tire.',
    check: words('loud-word', /\bLOUD\b/g, () => ({ message: 'Write this in small letters, since whoever reads a hundred of these files a day will be grateful for a little quiet' })),
    fixes: (finding, document) => [
      { title: 'Write it in small letters', safe: false, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: finding.span, text: 'loud' }] }] },
      { title: 'Take it out', safe: false, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: finding.span, text: '' }] }] },
    ],
  },
  { ...base, id: 'news', group: 'naming', severity: 'information', fix: 'none', summary: 'News', why: 'You may want to know.', check: words('news', /news/g, () => ({ message: 'There is news' })) },
  { ...base, id: 'whisper', group: 'naming', severity: 'hint', fix: 'none', summary: 'A whisper', why: 'Nobody hears it.', check: words('whisper', /psst/g, () => ({ message: 'A whisper' })) },
  {
    ...base, id: 'split-me', group: 'shape', severity: 'warning', fix: 'safe', summary: 'A file to split', why: 'It is too long.',
    check: words('split-me', /SPLIT\n/g, () => ({ message: 'Split this file' })),
    fixes: (finding, document) => [
      { title: 'Split it', safe: true, changes: [{ kind: 'edit', file: document.path, operations: [{ op: 'text', span: finding.span, text: '' }] }, { kind: 'create', file: 'split/part.sql', text: 'select 1\n' }] },
    ],
  },
];

export interface RunOptions {
  readonly terminal?: boolean;
  readonly env?: CliIo['env'];
  readonly cwd?: string;
  readonly rules?: readonly Rule[];
  readonly columns?: number;
  readonly repository?: string | null;
  /** Milliseconds that pass between two looks at the clock. */
  readonly tick?: number;
  readonly languageServer?: Program['languageServer'];
  readonly workspace?: Workspace;
  /** The parts of the lineage page; a build without them if absent. */
  readonly page?: { readonly script: string; readonly style: string };
  /** Paths that can't be written. */
  readonly locked?: readonly string[];
  readonly open?: (root: string, options: OpenOptions) => void;
}

export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What is on the disk afterwards. */
  readonly disk: ReadonlyMap<string, string>;
}

/** Runs the command line in a world of its own: files by path relative to `/repo`. */
export async function run(argv: readonly string[], files: { readonly [path: string]: string }, options: RunOptions = {}): Promise<RunResult> {
  const disk = new Map(Object.entries(files));
  const rules = options.rules ?? testRules;
  let stdout = '';
  let stderr = '';
  let time = 0;
  const output = (write: (text: string) => void) => ({ write: async (text: string) => write(text), terminal: options.terminal ?? false, columns: options.columns ?? 80 });
  const io: CliIo = {
    stdout: output(t => (stdout += t)),
    stderr: output(t => (stderr += t)),
    env: options.env ?? {},
    cwd: options.cwd ?? '/repo',
    now: () => (time += options.tick ?? 21),
    kindOf: p => {
      const relative = path.relative('/repo', p);
      if (disk.has(relative)) return 'file';
      if (p === '/repo' || p === '/' || p === options.cwd || p === '/elsewhere') return 'folder';
      return [...disk.keys()].some(f => f.startsWith(`${relative}/`)) ? 'folder' : null;
    },
    repositoryRoot: folder => (options.repository === undefined ? (folder.startsWith('/repo') ? '/repo' : null) : options.repository),
    writeFile: (p, text) => {
      disk.set(path.relative('/repo', p), text);
      return null;
    },
  };
  const program: Program = {
    version: '1.2.3',
    rules,
    docs: id => `https://example.org/rules/${id}.md`,
    ...(options.page === undefined ? {} : { lineagePage: () => options.page! }),
    ...(options.languageServer === undefined ? {} : { languageServer: options.languageServer }),
    openWorkspace: async (root, open) => {
      options.open?.(root, open);
      if (open.config?.endsWith('bad.yml')) throw new UsageError('bad.yml:1: an unknown key');
      open.progress(1, 1200);
      return opened(root, open, disk, rules, options);
    },
  };
  const status = await runCli(argv, io, program);
  return { status, stdout, stderr, disk };
}

function opened(root: string, open: OpenOptions, disk: Map<string, string>, rules: readonly Rule[], options: RunOptions): OpenedWorkspace {
  const inRoot = (p: string): string => path.relative(root, path.join('/repo', p));
  const files = new Map([...disk].map(([p, text]) => [inRoot(p), text]).filter(([p]) => !p!.startsWith('..')) as [string, string][]);
  const engine = new Engine({ formats: [plain], tracking: false, settings: { ...DEFAULT_SETTINGS, rules: open.rules }, read: p => files.get(p) ?? null });
  const linter = () => new Linter(engine.workspace, rules);
  let lint = linter();
  engine.announce([...files.keys()]);
  engine.apply([...files].map(([p, text]) => ({ path: p, text })));
  return {
    workspace: options.workspace ?? engine.workspace,
    paths: () => (options.workspace ?? engine.workspace).paths(),
    text: p => (options.workspace ?? engine.workspace).document(p)?.text ?? null,
    lint: p => lint.lint(p),
    fixes: (p, finding) => lint.fixes(p, finding),
    edits: (p, operations) => fileEdits(engine.workspace, p, operations),
    change: changes => {
      for (const { path: p, text } of changes) {
        if (text === null) files.delete(p);
        else files.set(p, text);
      }
      engine.apply(changes);
      lint = linter();
    },
    save: changes =>
      changes.flatMap(({ path: p, after }) => {
        if (options.locked?.includes(p)) return [{ path: p, message: `${p} could not be written` }];
        if (after === null) disk.delete(p);
        else disk.set(p, after);
        return [];
      }),
    notes: [],
  };
}
