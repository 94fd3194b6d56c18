import type { Json } from '../../model/key';
import { sameValue } from '../../model/same';
import type { CheckView, Entity } from '../../model/workspace';
import { listed } from '../words';
import type { Change, ImpactPlace, Verdict } from './model';
import type { Sides } from './reach';
import type { Side } from './sides';

/** Checks of a dataset that are gone, weaker, stronger or new. `columns` maps the name of a column before to its name now. */
export function checkChanges(sides: Sides, before: Entity, after: Entity, columns: ReadonlyMap<string, string>): readonly Change[] {
  const { base, head } = sides;
  const old = enabledChecks(base, before);
  const left = enabledChecks(head, after);
  const take = (fits: (c: CheckView) => boolean): CheckView | undefined => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const nameNow = (c: string) => columns.get(c.toLowerCase()) ?? c.toLowerCase();
  const place = (c: CheckView) => c.check.columns.map(nameNow).sort().join(',');
  const written = (c: CheckView) => c.check.columns.map(x => x.toLowerCase()).sort().join(',');
  // One that still names a renamed column is what it was; that it fails now is told with the column.
  const alike = (a: CheckView, b: CheckView) => a.check.test === b.check.test && a.check.tool === b.check.tool && (place(a) === written(b) || written(a) === written(b));
  const rest = old.filter(c => !take(n => alike(c, n) && sameValue(c.check.arguments, n.check.arguments) && sameValue(strength(c), strength(n))));
  const subject = head.subject(after);
  const out: Change[] = [];
  for (const c of rest) {
    const now = take(n => alike(c, n));
    const on = c.check.columns.length > 0 ? ` on ${c.check.columns.map(x => `\`${x}\``).join(', ')}` : '';
    const column = c.check.columns.length === 1 ? c.check.columns[0]! : null;
    const common = { aspect: 'check' as const, subject, column, reach: [] };
    if (now) {
      const [verdict, reason, from, to] = compare(c, now);
      out.push({ ...common, kind: 'changed', from, to, title: `check \`${c.check.test}\`${on} changed`, verdict, reason, place: placeOf(head, now) });
    } else if (c.check.columns.every(x => head.ws.column(after.id, nameNow(x)) !== undefined || !head.ws.columns(after.id).complete)) {
      const twin = head.ws.checks(after.id).some(n => !n.check.enabled && alike(c, n));
      out.push({ ...common, kind: 'removed', from: null, to: null, title: `check \`${c.check.test}\`${on} ${twin ? 'switched off' : 'removed'}`, verdict: 'risky', reason: 'what it caught goes unnoticed from now on', place: placeOf(base, c) });
    }
  }
  if (left.length > 0) {
    const what = left.map(c => `\`${c.check.test}\`${c.check.columns.length > 0 ? ` on ${c.check.columns.map(x => `\`${x}\``).join(', ')}` : ''}`);
    out.push({
      kind: 'added', aspect: 'check', subject, column: left.length === 1 && left[0]!.check.columns.length === 1 ? left[0]!.check.columns[0]! : null, from: null, to: null,
      title: left.length === 1 ? `check ${what[0]} added` : `${left.length} checks added: ${listed(what, 4)}`, verdict: 'safe', reason: 'more is noticed than before', place: placeOf(head, left[0]!), reach: [],
    });
  }
  return out;
}

/** The words the tool uses for how much a check matters and which rows it looks at. */
function strength(c: CheckView): { readonly [name: string]: Json } {
  const out: { [name: string]: Json } = {};
  for (const name of ['severity', 'where', 'error_if', 'warn_if', 'limit', 'mostly', 'must_be_less_than', 'must_be_greater_than']) {
    const value = c.check.config[name];
    if (value !== undefined && value !== null) out[name] = typeof value === 'string' && name === 'severity' ? value.toLowerCase() : value;
  }
  return out;
}

function compare(old: CheckView, now: CheckView): [Verdict, string, string | null, string | null] {
  const [a, b] = [strength(old), strength(now)];
  if (a['severity'] !== b['severity']) {
    const weaker = b['severity'] === 'warn';
    return [weaker ? 'risky' : 'safe', weaker ? 'it only warns from now on' : 'it stops the run from now on', String(a['severity'] ?? 'error'), String(b['severity'] ?? 'error')];
  }
  const [x, y] = [old.check.arguments['values'], now.check.arguments['values']];
  if (Array.isArray(x) && Array.isArray(y)) {
    const more = y.filter(v => !x.includes(v)).map(String);
    const less = x.filter(v => !y.includes(v)).map(String);
    if (more.length > 0) return ['risky', `it accepts ${listed(more.map(v => `\`${v}\``))} as well: readers have to know what to do with ${more.length === 1 ? 'it' : 'them'}`, null, null];
    if (less.length > 0) return ['safe', `it accepts ${listed(less.map(v => `\`${v}\``))} no longer`, null, null];
  }
  if (b['where'] !== undefined && a['where'] === undefined) return ['risky', 'it looks at fewer rows', null, String(b['where'])];
  return ['risky', 'what it catches may differ', null, null];
}

function enabledChecks(side: Side, entity: Entity): CheckView[] {
  const seen = new Set<string>();
  return side.ws.checks(entity.id).filter(c => {
    const name = `${c.file}\n${c.check.id}\n${c.check.columns.join(',')}`;
    return c.check.enabled && !seen.has(name) && seen.add(name);
  });
}

function placeOf(side: Side, { file, check }: CheckView): ImpactPlace {
  const whole = side.ws.document(file)?.facts.checks.find(c => c.id === check.id && sameValue(c.path, check.path));
  return whole ? side.placeOf(file, whole.span.start) : { side: side.which, file, line: 1 };
}
