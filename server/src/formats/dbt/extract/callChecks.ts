import type { JinjaCall } from '../../../syntax/jinja';
import { CONTEXT } from './context';
import type { Source } from './draft';
import type { TemplateCall } from './template';

/** What dbt refuses or deprecates about single calls in a template. `reads`: the call stands in a node's own text, not in a macro. */
export function checkCall(source: Source, call: JinjaCall, read: TemplateCall, locals: ReadonlySet<string>, reads: boolean): void {
  const name = read.path.join('.');
  if (name === 'env_var') checkEnvironment(source, read);
  if (name === 'return' && reads && call.definition < 0) source.draft.problem('jinja-return-outside-macro', call.span, "'return' works in macros only; dbt stops here", undefined, {});
  if (name === 'adapter.dispatch') checkDispatch(source, read);
  if (name === 'ref' && reads) checkUndefined(source, call, locals);
  if (read.path[0] === 'modules' && read.path[1] === 'itertools') {
    source.draft.problem('jinja-deprecated-member', { start: read.pathSpans[0]!.start, end: read.pathSpans[1]!.end }, 'modules.itertools is deprecated', undefined, { code: 'ModulesItertoolsUsageDeprecation (dbt D034)', severity: 'warning' });
  }
}

/** Secrets are read in profiles and packages alone. */
export function checkEnvironment(source: Source, call: TemplateCall): void {
  const first = call.args[0];
  if (typeof first?.value !== 'string' || !first.value.startsWith('DBT_ENV_SECRET')) return;
  source.draft.problem('secret-env-var-misplaced', first.content ?? first.span, 'dbt reads secret environment variables in profiles.yml and packages.yml only', undefined, { name: first.value });
}

function checkDispatch(source: Source, call: TemplateCall): void {
  const first = call.args.find(a => a.name === null || a.name === 'macro_name');
  if (typeof first?.value === 'string' && first.value.includes('.')) source.draft.problem('dispatch-invalid', first.content ?? first.span, "adapter.dispatch takes the macro's name without its package", undefined, { to: first.value.split('.').at(-1)! });
  const old = call.args.find(a => a.name === 'packages');
  if (old) source.draft.problem('dispatch-invalid', old.span, "'packages' is gone: name the namespace as second argument", undefined, {});
}

/** `ref(orders)` without quotes: the name is nothing that Jinja knows here. */
function checkUndefined(source: Source, call: JinjaCall, locals: ReadonlySet<string>): void {
  for (const arg of call.args) {
    if (arg.kind !== 'positional' || arg.expr.kind !== 'name' || locals.has(arg.expr.name) || CONTEXT.has(arg.expr.name)) continue;
    source.draft.problem('ref-arguments', arg.span, `'${arg.expr.name}' is no text: write it in quotes`, undefined, { name: arg.expr.name });
  }
}
