import type { Key } from '../../model/key';
import type { Workspace } from '../../model/workspace';
import { cell, code } from '../../text/markdown';
import type { Proposal } from './evidence';
import { type NeutralCheck, neutralOf, saidOf, sameCheck } from './neutral';
import { rowsOf } from './rows';

/** What the rows that were read say of one column. */
export interface ColumnProfile {
  readonly name: string;
  readonly nulls: number;
  /** Different values; null if there are more than are kept. */
  readonly distinct: number | null;
  readonly kind: 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'uuid' | 'email' | 'text' | 'empty';
  /** Smallest and greatest value: as numbers for numbers, by the order of characters for all else. */
  readonly min: string | null;
  readonly max: string | null;
  readonly shortest: number;
  readonly longest: number;
  /** The commonest values with how often they occur; at most ten. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
}

export interface Profile {
  readonly rows: number;
  /** Whether all rows were read. */
  readonly complete: boolean;
  readonly columns: readonly ColumnProfile[];
  readonly proposals: readonly Proposal[];
}

/** Values of a column that are kept to count different ones. */
const MOST_DISTINCT = 50_000;
/** At most this many different values are a closed list. */
const MOST_ACCEPTED = 12;
/** Fewer rows than this show nothing. */
const FEWEST_ROWS = 20;
/** After so many rows others may do something, and the caller may stop. */
const ROUND = 5_000;

/**
 * Profiles a local data file: counts, ranges and common values of each column, and the checks they speak for, with the evidence. Reads at
 * most `limit` rows. `rest` is awaited now and then with the number of rows so far; when it answers false, reading ends. Null for a file
 * that holds no rows that can be read.
 */
export async function profileData(path: string, data: string | Uint8Array, limit: number, rest: (rows: number) => Promise<boolean> = async () => true): Promise<Profile | null> {
  const table = await rowsOf(path, data);
  if (!table) return null;
  const columns = table.columns.map(name => new Counter(name));
  let rows = 0;
  let complete = true;
  for await (const row of table.rows) {
    if (rows >= limit) {
      complete = false;
      break;
    }
    rows++;
    for (let i = 0; i < columns.length; i++) columns[i]!.add(row[i] ?? null);
    if (rows % ROUND === 0 && !(await rest(rows))) {
      complete = false;
      break;
    }
  }
  const profiles = columns.map(c => c.result());
  return { rows, complete, columns: profiles, proposals: proposalsFrom(profiles, rows) };
}

class Counter {
  private nulls = 0;
  private readonly counts = new Map<string, number>();
  private overflow = false;
  private readonly kinds = new Set<ColumnProfile['kind']>();
  private min: string | null = null;
  private max: string | null = null;
  private low = Number.POSITIVE_INFINITY;
  private high = Number.NEGATIVE_INFINITY;
  private shortest = Number.POSITIVE_INFINITY;
  private longest = 0;

  constructor(private readonly name: string) {}

  add(value: string | null): void {
    if (value === null) {
      this.nulls++;
      return;
    }
    const known = this.counts.get(value);
    if (known !== undefined) this.counts.set(value, known + 1);
    else if (this.counts.size < MOST_DISTINCT) this.counts.set(value, 1);
    else this.overflow = true;
    if (known === undefined) this.measure(value);
  }

  private measure(value: string): void {
    this.kinds.add(kindOf(value));
    if (this.min === null || value < this.min) this.min = value;
    if (this.max === null || value > this.max) this.max = value;
    const number = Number(value);
    if (value.trim() !== '' && Number.isFinite(number)) {
      this.low = Math.min(this.low, number);
      this.high = Math.max(this.high, number);
    }
    this.shortest = Math.min(this.shortest, value.length);
    this.longest = Math.max(this.longest, value.length);
  }

  result(): ColumnProfile {
    const kind = this.kind();
    const numeric = kind === 'integer' || kind === 'number';
    const top = [...this.counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, Math.max(10, MOST_ACCEPTED)).map(([value, count]) => ({ value, count }));
    return { name: this.name, nulls: this.nulls, distinct: this.overflow ? null : this.counts.size, kind, min: numeric ? String(this.low) : this.min, max: numeric ? String(this.high) : this.max, shortest: this.longest === 0 && this.shortest === Number.POSITIVE_INFINITY ? 0 : this.shortest, longest: this.longest, top };
  }

  private kind(): ColumnProfile['kind'] {
    const kinds = [...this.kinds];
    if (kinds.length === 0) return 'empty';
    if (kinds.length === 1) return kinds[0]!;
    if (kinds.every(k => k === 'integer' || k === 'number')) return 'number';
    return kinds.every(k => k === 'date' || k === 'timestamp') ? 'timestamp' : 'text';
  }
}

function kindOf(value: string): ColumnProfile['kind'] {
  if (/^-?(0|[1-9]\d{0,17})$/.test(value)) return 'integer';
  if (/^-?\d{1,18}(\.\d{1,18})?([eE][+-]?\d{1,3})?$/.test(value) && !/^-?0\d/.test(value)) return 'number';
  if (/^(true|false)$/i.test(value)) return 'boolean';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return 'date';
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) return 'timestamp';
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)) return 'uuid';
  return value.length < 200 && /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(value) ? 'email' : 'text';
}

/** Checks that hold for every row that was read and are likely to be meant. */
function proposalsFrom(columns: readonly ColumnProfile[], rows: number): readonly Proposal[] {
  if (rows < FEWEST_ROWS) return [];
  const out: Proposal[] = [];
  const say = (check: NeutralCheck, evidence: string): void => void out.push({ check, evidence });
  for (const c of columns) {
    const filled = rows - c.nulls;
    const counted = `${amount(c.nulls)} of ${amount(rows)} null, ${c.distinct === null ? `more than ${amount(MOST_DISTINCT)}` : amount(c.distinct)} distinct`;
    if (c.nulls === 0) say({ kind: 'not_null', columns: [c.name] }, counted);
    const whole = c.kind === 'integer' || c.kind === 'uuid' || c.kind === 'text';
    if (c.distinct !== null && filled > 0 && c.distinct === filled && whole && (/(^|_)(id|key|code|uuid|sk|pk|number|no)$/i.test(c.name) || c.kind === 'uuid')) say({ kind: 'unique', columns: [c.name] }, counted);
    if (c.distinct !== null && c.distinct > 1 && c.distinct <= MOST_ACCEPTED && filled >= c.distinct * 5 && (c.kind === 'text' || c.kind === 'boolean') && !/(name|comment|note|description|title|city|country)$/i.test(c.name) && c.longest <= 40) {
      say({ kind: 'accepted_values', columns: [c.name], values: c.top.slice(0, c.distinct).map(t => t.value).sort() }, `${amount(c.distinct)} values in ${amount(filled)} rows`);
    }
    if (c.kind === 'email' && filled > 0) say({ kind: 'regex', columns: [c.name], pattern: '^[^@ ]+@[^@ ]+[.][^@ ]+$' }, `all ${amount(filled)} values look like addresses`);
    if ((c.kind === 'integer' || c.kind === 'number') && c.min !== null && c.max !== null && !/(^|_)(id|key|sk|pk|zip|postcode|phone)$/i.test(c.name)) {
      const [low, high] = [Number(c.min), Number(c.max)];
      if (low >= 0 && high <= 1 && c.kind === 'number') say({ kind: 'range', columns: [c.name], min: 0, max: 1 }, `from ${c.min} to ${c.max}`);
      else if (low >= 0 && /(amount|price|cost|quantity|qty|count|total|size|weight|length|age|rate|percent|pct|duration|stock|balance)/i.test(c.name)) say({ kind: 'range', columns: [c.name], min: 0, max: null }, `from ${c.min} to ${c.max}`);
    }
  }
  return out;
}

/** `12,431`. */
export function amount(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The proposals that no tool checks on the dataset yet. */
export function openProposals(ws: Workspace, id: Key, proposals: readonly Proposal[]): readonly Proposal[] {
  const present = ws.checks(id).flatMap(c => neutralOf(c) ?? []);
  return proposals.filter(p => !present.some(q => sameCheck(p.check, q)));
}

/** The profile as a page. `name` is the file's or the dataset's. */
export function profileMarkdown(name: string, profile: Profile): string {
  const share = (n: number): string => (profile.rows === 0 ? '' : `${Math.round((n / profile.rows) * 1000) / 10}%`);
  const rows = profile.columns.map(c => `| ${code(c.name)} | ${c.kind} | ${amount(c.nulls)} (${share(c.nulls)}) | ${c.distinct === null ? 'many' : amount(c.distinct)} | ${c.min === null ? '' : cell(c.min, 24)} | ${c.max === null ? '' : cell(c.max, 24)} | ${c.top.slice(0, 3).map(t => `${cell(t.value, 20)} (${amount(t.count)})`).join(', ')} |`);
  const found = profile.proposals.map(p => `- ${cell(saidOf(p.check), 120)} — ${cell(p.evidence, 120)}`);
  return [
    `# Profile of ${cell(name, 200)}`, `${amount(profile.rows)} rows${profile.complete ? '' : ', not all that there are'}, ${amount(profile.columns.length)} columns.`,
    ['| Column | Kind | Nulls | Distinct | Least | Greatest | Commonest |', '|:--|:--|--:|--:|:--|:--|:--|', ...rows].join('\n'),
    ...(found.length > 0 ? ['## Checks that hold', found.join('\n')] : []), '',
  ].join('\n\n');
}
