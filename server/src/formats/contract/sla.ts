import { itemsOf, pairOf, textOf, valueOf, type YamlNode } from '../../syntax/yaml';
import { minutesOfUnit } from '../../text/duration';
import { closest } from '../../text/fuzzy';
import { wordOf } from '../shared/quality';
import { checkCron, promise, type OdcsReading } from './reading';

/** The promises that the standard lists. */
export const SLA_PROPERTIES: readonly string[] = ['availability', 'throughput', 'errorRate', 'generalAvailability', 'endOfSupport', 'endOfLife', 'retention', 'frequency', 'latency', 'timeToDetect', 'timeToNotify', 'timeToRepair', 'timeOfAvailability', 'freshness', 'support', 'backup'];
const UNITS: readonly string[] = ['y', 'yr', 'year', 'years', 'mo', 'month', 'months', 'w', 'week', 'weeks', 'd', 'day', 'days', 'h', 'hr', 'hour', 'hours', 'm', 'min', 'minute', 'minutes', 's', 'sec', 'second', 'seconds', 'ms', 'percent', '%', 'rows', 'bytes', 'kb', 'mb', 'gb', 'tb'];

/** Promises with a misspelt name or unit, about things that are not there, or checked at impossible times. */
export function slaProblems(r: OdcsReading): void {
  const tables = itemsOf(valueOf(r.root, 'schema'));
  for (const sla of itemsOf(valueOf(r.root, 'slaProperties'))) {
    const property = wordOf(valueOf(sla, 'property'));
    const near = property && !SLA_PROPERTIES.includes(property.text) ? closest(property.text, SLA_PROPERTIES, 1) : [];
    if (property && near.length > 0 && property.text.length > 3) r.draft.problem('sla-unknown-name-or-unit', property.content, `'${property.text}' is no promise of the standard; did you mean '${near[0]!}'?`, { near });
    const unit = wordOf(valueOf(sla, 'unit'));
    const nearUnit = unit && unit.text.length > 3 && !UNITS.includes(unit.text.toLowerCase()) ? closest(unit.text, UNITS.filter(u => u.length > 3), 1) : [];
    if (unit && nearUnit.length > 0) r.draft.problem('sla-unknown-name-or-unit', unit.content, `'${unit.text}' is no unit; did you mean '${nearUnit[0]!}'?`, { near: nearUnit });
    element(r, valueOf(sla, 'element'), tables);
    age(r, sla);
    checkCron(r.draft, valueOf(sla, 'schedule'), textOf(valueOf(sla, 'scheduler')));
  }
  element(r, pairOf(r.root, 'slaDefaultElement')?.value ?? null, tables);
}

/** Promises of how old data may be, about the tables that `element` names or about all. */
function age(r: OdcsReading, sla: YamlNode): void {
  const property = textOf(valueOf(sla, 'property'));
  const value = valueOf(sla, 'value');
  const unit = minutesOfUnit(textOf(valueOf(sla, 'unit')) ?? '');
  if (!/^(latency|ly|frequency|fy|freshness)$/i.test(property ?? '') || value?.kind !== 'scalar' || typeof value.value !== 'number' || value.value <= 0 || unit === null) return;
  const named = (textOf(valueOf(sla, 'element')) ?? '').split(',').map(e => e.trim().split('.')[0]!).filter(e => e !== '');
  for (const table of named.length > 0 ? named : [null]) promise(r, value.value * unit, value.span, table);
}

function element(r: OdcsReading, node: YamlNode | null, tables: readonly YamlNode[]): void {
  const word = wordOf(node);
  if (!word || tables.length === 0) return;
  const known = new Map(tables.map(t => [(textOf(valueOf(t, 'name')) ?? '').toLowerCase(), itemsOf(valueOf(t, 'properties')).map(p => textOf(valueOf(p, 'name')) ?? '')]));
  let at = 0;
  for (const part of word.text.split(',')) {
    const name = part.trim();
    const start = word.content.start + at + part.indexOf(name);
    at += part.length + 1;
    const match = /^(\w+)(?:\.(\w+))?$/.exec(name);
    const columns = match ? known.get(match[1]!.toLowerCase()) : undefined;
    if (!match || (columns === undefined && [...known.values()].some(c => c.includes(name)))) continue;
    const span = { start, end: start + name.length };
    if (columns === undefined) r.draft.problem('odcs-unknown-reference', span, `'${match[1]!}' is no table of this contract`, { severity: 'warning', names: [...known.keys()] });
    else if (match[2] && columns.length > 0 && !columns.includes(match[2])) r.draft.problem('odcs-unknown-reference', { start: span.end - match[2].length, end: span.end }, `'${match[2]}' is not a property of '${match[1]!}'`, { severity: 'warning', names: columns });
  }
}
