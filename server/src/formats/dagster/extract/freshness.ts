import type { Json } from '../../../model/key';
import type { PythonFile } from '../../../syntax/python';
import type { Draft } from '../../shared/draft';
import { callsIn, pythonNames } from '../../shared/pythonNames';

/**
 * Freshness policies in the form that Dagster dropped (`FreshnessPolicy(maximum_lag_minutes=…)`, renamed `LegacyFreshnessPolicy` in 1.11),
 * with the form of today where the values are written out.
 */
export function legacyFreshness(draft: Draft, file: PythonFile): void {
  if (!file.text.includes('FreshnessPolicy')) return;
  const names = pythonNames(file);
  for (const call of callsIn(file)) {
    const path = names.path(call.callee) ?? '';
    if (!/^dagster(\.\w+)*\.(Legacy)?FreshnessPolicy$/.test(path)) continue;
    const at = (name: string, index: number): Json | undefined => {
      const given = call.args.find(a => a.name === name) ?? call.args.filter(a => a.name === null && a.star === '')[index];
      return given ? names.literal(given.value) : undefined;
    };
    const legacy = path.endsWith('LegacyFreshnessPolicy');
    if (!legacy && !call.args.some(a => a.name === 'maximum_lag_minutes')) continue;
    const lag = at('maximum_lag_minutes', 0);
    const cron = at('cron_schedule', 1);
    const zone = at('cron_schedule_timezone', 2);
    const known = typeof lag === 'number' && call.args.every(a => a.star === '' && names.literal(a.value) !== undefined);
    const policy = file.text.slice(call.callee.span.start, call.callee.span.end).replace(/LegacyFreshnessPolicy$/, 'FreshnessPolicy');
    const to = !known || (legacy && call.callee.kind === 'name') ? null
      : typeof cron === 'string' ? `${policy}.cron(deadline_cron=${JSON.stringify(cron)}, lower_bound_delta=timedelta(minutes=${lag})${typeof zone === 'string' ? `, timezone=${JSON.stringify(zone)}` : ''})`
        : `${policy}.time_window(fail_window=timedelta(minutes=${lag}))`;
    const imports = /^from datetime import .*\btimedelta\b/m.test(file.text) ? null : firstImport(file);
    draft.problem('dagster-legacy-freshness', call.callee.span, `${legacy ? "'LegacyFreshnessPolicy' is deprecated" : "'FreshnessPolicy(maximum_lag_minutes=…)' is the old form, which Dagster 1.11 renamed to LegacyFreshnessPolicy"}: write FreshnessPolicy.${typeof cron === 'string' ? 'cron' : 'time_window'}`, { to, start: call.span.start, end: call.span.end, imports });
  }
}

/** Where an import may be added: before the first one that is no `__future__`. */
function firstImport(file: PythonFile): number | null {
  const first = file.body.find(s => s.kind === 'import' && s.from?.module !== '__future__');
  return first?.span.start ?? null;
}
