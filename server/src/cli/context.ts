import path from 'node:path';
import type { Paint } from '../features/render/terminal';
import type { Severity } from '../model/rule';
import type { Values } from './arguments';
import { type CliIo, type OpenedWorkspace, type Output, type Program, UsageError } from './io';
import { progressLine } from './progress';
import type { Trace } from './trace';

/** What a command works with. */
export interface Context {
  readonly io: CliIo;
  readonly program: Program;
  readonly values: Values;
  readonly args: readonly string[];
  readonly quiet: boolean;
  /** Colours for standard output. */
  readonly paint: Paint;
  /** What is to be done after the command. */
  readonly closing: (() => Promise<void>)[];
  /** Says where the time goes, if that was asked for. */
  readonly trace: Trace;
}

/** The value of an option that is given once; the last if it was given more often. */
export function only(values: Values, name: string): string | undefined {
  return values.get(name)?.at(-1);
}

/** The root to read, and the paths of the command line relative to it. */
export interface Scope {
  readonly root: string;
  /** With `/`; '' for the root itself. [] if none were given. */
  readonly paths: readonly { readonly path: string; readonly kind: 'file' | 'folder' }[];
}

/**
 * The root is `--root`, else the repository that the first path (or the current folder) lies in, else the current folder if
 * the path lies in it, else the path's own folder.
 */
export function scopeOf({ io, values }: Context, given: readonly string[]): Scope {
  const absolute = given.map(p => {
    const full = path.resolve(io.cwd, p);
    const kind = io.kindOf(full);
    if (kind === null) throw new UsageError(`there is no file or folder '${p}'`);
    return { given: p, full, kind };
  });
  const rootOption = only(values, 'root');
  let root: string;
  if (rootOption !== undefined) {
    root = path.resolve(io.cwd, rootOption);
    if (io.kindOf(root) !== 'folder') throw new UsageError(`the root '${rootOption}' is not a folder that can be read`);
  } else {
    const first = absolute[0];
    const base = first === undefined ? io.cwd : first.kind === 'folder' ? first.full : path.dirname(first.full);
    root = io.repositoryRoot(base) ?? (isInside(io.cwd, base) ? io.cwd : base);
  }
  const paths = absolute.map(a => {
    if (!isInside(root, a.full)) throw new UsageError(`'${a.given}' lies outside the root ${root}; choose another with --root`);
    return { path: path.relative(root, a.full).split(path.sep).join('/'), kind: a.kind };
  });
  return { root, paths };
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

/** Whether a file of the workspace is meant by the paths given; all are if there are none. */
export function isMeant(scope: Scope, file: string): boolean {
  return scope.paths.length === 0 || scope.paths.some(p => p.path === '' || file === p.path || (p.kind === 'folder' && file.startsWith(`${p.path}/`)));
}

/** Reads the workspace as the common options say, with progress and notes on standard error. */
export async function open(context: Context, root: string, rules: { readonly [idOrGroup: string]: Severity | 'off' } = {}): Promise<OpenedWorkspace> {
  const { io, program, values, quiet } = context;
  const config = only(values, 'config');
  if (config !== undefined && io.kindOf(path.resolve(io.cwd, config)) !== 'file') throw new UsageError(`there is no configuration file '${config}'`);
  const threads = only(values, 'threads');
  if (threads !== undefined && !/^[1-9]\d{0,3}$/.test(threads)) throw new UsageError(`--threads needs a number from 1, not '${threads}'`);
  const progress = progressLine(io, quiet);
  let opened: OpenedWorkspace;
  try {
    opened = await program.openWorkspace(root, {
      config: config === undefined ? null : path.resolve(io.cwd, config),
      cache: !values.has('no-cache'),
      threads: threads === undefined ? null : Number(threads),
      rules,
      progress: progress.update,
      phase: context.trace.done,
    });
  } finally {
    await progress.clear();
  }
  if (opened.close) context.closing.push(opened.close);
  if (!quiet) for (const note of opened.notes) await io.stderr.write(`pipewright: ${note}\n`);
  return opened;
}

/** The root as it is shown: with `/` on every system. */
export function shownRoot(root: string): string {
  return root.split(path.sep).join('/');
}

const CHUNK = 1 << 16;

/** Writes pieces in larger ones, waiting for each to leave, so that a large output never stands in memory as a whole. */
export async function writePieces(output: Output, pieces: Iterable<string>): Promise<void> {
  let buffer: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    buffer.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    await output.write(buffer.join(''));
    buffer = [];
    length = 0;
  }
  if (length > 0) await output.write(buffer.join(''));
}
