import { simpleGit } from 'simple-git';

/**
 * Runs one git command through simple-git, never through a shell, such that the repository can't run a program of its own:
 *
 *   - its file-system monitor and hooks are switched off, its filters too (see `filterOverrides`);
 *   - no protocol may be used, so a partial clone can't fetch, and with it start a transport that its config names;
 *   - the process starts in the folder of this program and git enters the repository by `-C`, since Windows (and anyone whose
 *     PATH is empty or has a dot) would otherwise run a `git` that lies in the repository;
 *   - variables that point git elsewhere (GIT_DIR and the like) are taken out.
 *
 * Nothing a user or a file names is ever passed where git expects an option: callers check names first.
 */
export interface GitRun {
  readonly code: number;
  readonly out: Buffer;
  /** Standard error, in English. */
  readonly error: string;
  /** Git could not be started. */
  readonly missing: boolean;
}

/** A git that says nothing for so long is stopped. */
export const GIT_TIMEOUT_MS = 30_000;
/** Larger outputs are cut, and the command counts as failed. */
export const MAX_GIT_OUTPUT_BYTES = 512 * 1024 * 1024;

const SAFE_CONFIG = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'core.untrackedCache=keep', 'submodule.recurse=false', 'status.submoduleSummary=false'];

/** Never throws. `config` are further `key=value` settings for this command, all of them ours. */
export async function runGit(folder: string, args: readonly string[], config: readonly string[] = []): Promise<GitRun> {
  const out: Buffer[] = [];
  let length = 0;
  let code = 0;
  let error = '';
  const stop = new AbortController();
  try {
    const git = simpleGit({
      baseDir: __dirname,
      config: [...SAFE_CONFIG, ...config],
      // These let our own settings above pass simple-git's guard; every other guard of it stays.
      unsafe: { allowUnsafeFsMonitor: true, allowUnsafeHooksPath: true, allowUnsafeFilter: config.length > 0 },
      abort: stop.signal,
      timeout: { block: GIT_TIMEOUT_MS },
      errors(problem, result) {
        code = result.exitCode;
        error = Buffer.concat(result.stdErr).toString('utf8');
        return problem;
      },
    });
    await git
      .env(safeEnvironment(process.env))
      .outputHandler((_command, stdout) => {
        stdout.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length <= MAX_GIT_OUTPUT_BYTES) out.push(chunk);
          else stop.abort();
        });
      })
      .raw(['-C', folder, ...args]);
  } catch (problem) {
    const message = error || (problem as Error).message;
    const missing = /\bspawn\b.*\b(ENOENT|EACCES|ENOTDIR)\b/.test(message);
    return { code: code || 1, out: Buffer.concat(out), error: message.trim(), missing };
  }
  return { code, out: Buffer.concat(out), error: error.trim(), missing: false };
}

/** The variables of git's own that may pass. */
const KEPT = new Set(['GIT_CONFIG_NOSYSTEM', 'GIT_CEILING_DIRECTORIES', 'GIT_DISCOVERY_ACROSS_FILESYSTEM']);
/** simple-git refuses to run with these. None matters here: nothing is edited, paged or asked. */
const DROPPED = new Set(['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS', 'LANGUAGE', 'LC_ALL']);

export function safeEnvironment(from: NodeJS.ProcessEnv): { [name: string]: string } {
  const env: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(from)) {
    const upper = name.toUpperCase();
    if (value !== undefined && !DROPPED.has(upper) && (!upper.startsWith('GIT_') || KEPT.has(upper))) env[name] = value;
  }
  return { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' };
}

/**
 * Settings that switch off the clean and smudge filters which the repository's own configuration defines: `git status` may
 * run them. Those of the user's configuration (git-lfs) stay. Null if a filter has a name we can't pass on safely.
 */
export async function filterOverrides(folder: string): Promise<readonly string[] | null> {
  const run = await runGit(folder, ['config', '--show-scope', '-z', '--name-only', '--get-regexp', '^filter\\.']);
  if (run.error !== '') return null;
  const fields = run.out.toString('utf8').split('\0');
  const names = new Set<string>();
  for (let i = 0; i + 1 < fields.length; i += 2) {
    if (fields[i] === 'global' || fields[i] === 'system') continue;
    const name = /^filter\.([\w.-]+)\.[^.]+$/.exec(fields[i + 1]!)?.[1];
    if (name === undefined) return null;
    names.add(name);
  }
  return [...names].flatMap(name => [`filter.${name}.clean=`, `filter.${name}.smudge=`, `filter.${name}.process=`, `filter.${name}.required=false`]);
}
