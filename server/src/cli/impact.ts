import { impactMarkdown, impactText, type Impact, type Verdict } from '../features/impact';
import { jsonText } from '../features/render/json';
import { type Context, only, open, scopeOf, shownRoot, writePieces } from './context';
import { impactSarif } from './impactSarif';
import { EXIT, UsageError } from './io';

/** `pipewright impact`. */
export async function impactCommand(context: Context): Promise<number> {
  const { io, values } = context;
  const { root } = scopeOf(context, []);
  const opened = await open(context, root);
  const result = await opened.impact?.(only(values, 'base') ?? null, shownRoot(root));
  if (result === undefined) throw new UsageError('this build can not read other commits');
  if ('problem' in result) throw new UsageError(result.problem);
  await writePieces(io.stdout, rendered(context, result));
  const failOn = (only(values, 'fail-on') ?? 'breaking') as Verdict | 'never';
  const failing = failOn === 'never' ? 0 : failOn === 'breaking' ? result.summary.breaking : result.summary.breaking + result.summary.risky;
  return failing > 0 ? EXIT.findings : EXIT.fine;
}

function rendered({ io, program, values, paint, quiet }: Context, impact: Impact): Iterable<string> {
  switch (only(values, 'format')) {
    case 'json':
      return jsonText(impact);
    case 'markdown':
      return [impactMarkdown(impact, { fold: true, heading: 'Impact of this change', link: blobLink(io.env, impact.root) })];
    case 'sarif':
      return jsonText(impactSarif(impact, { version: program.version, rules: program.rules, docs: program.docs }));
    default:
      return [impactText(impact, { width: io.stdout.terminal ? Math.min(Math.max(io.stdout.columns, 60), 120) : 100, paint, quiet })];
  }
}

/** In a GitHub workflow places are links to the commit that is looked at; elsewhere there are none. */
function blobLink(env: { readonly [name: string]: string | undefined }, root: string): (file: string, line: number | null) => string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha, GITHUB_WORKSPACE: workspace } = env;
  if (!server || !repository || !sha || !workspace) return () => null;
  const prefix = root.startsWith(`${workspace}/`) ? `${root.slice(workspace.length + 1)}/` : '';
  return (file, line) => `${server}/${repository}/blob/${sha}/${`${prefix}${file}`.split('/').map(encodeURIComponent).join('/')}${line === null ? '' : `#L${line}`}`;
}
