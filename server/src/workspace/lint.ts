import type { Suppression } from '../model/facts';
import type { Finding, Fix, Rule, Severity } from '../model/rule';
import { sameValue } from '../model/same';
import type { DocumentView, Settings } from '../model/workspace';
import { LineIndex } from '../text/lines';
import { closest } from '../text/fuzzy';
import { listsIn, listsNeeded } from './asking';
import { Cycle, Family } from './cells';
import type { JoinedWorkspace } from './workspace';

export interface PlacedFinding {
  readonly finding: Finding;
  readonly severity: Severity;
}

interface ActiveRule {
  readonly rule: Rule;
  readonly set: Severity | undefined;
}

interface Active {
  readonly settings: Settings;
  readonly scanning: boolean;
  readonly rules: readonly ActiveRule[];
  /** Those that are asked about files of some formats, by the lists of facts that a file has. */
  readonly asked: Map<string, Map<number, readonly ActiveRule[]>>;
}

/** Ids under which the linter itself reports; their pages stand in `rules/` like all others. */
export const UNUSED_SUPPRESSION = 'unused-suppression';
export const UNKNOWN_SUPPRESSION = 'unknown-suppression';

/**
 * Runs the rules and remembers what they found, file by file. Findings of a file are looked for again only when something
 * that was read for them has changed.
 */
export class Linter {
  private readonly findings: Family<readonly PlacedFinding[]>;
  private readonly byId: ReadonlyMap<string, Rule>;
  private active: Active | null = null;
  /** What each rule needs to find anything, by formats of a file. */
  private readonly needs = new Map<string, ReadonlyMap<Rule, number>>();

  constructor(
    private readonly workspace: JoinedWorkspace,
    readonly rules: readonly Rule[],
    private readonly onFault: ((rule: string, path: string, error: unknown) => void) | null = null,
    /** Asks every rule about every file: the same findings, later. */
    private readonly askAll = false,
  ) {
    this.byId = new Map(rules.map(r => [r.id, r]));
    this.findings = new Family(workspace.graph, path => this.run(path), sameValue, true);
  }

  rule(id: string): Rule | undefined {
    return this.byId.get(id);
  }

  /** Findings of a file, sorted by place, then rule. */
  lint(path: string): readonly PlacedFinding[] {
    return this.workspace.guarded(() => this.findings.get(path));
  }

  /** Files whose findings are in doubt since the last call. A file never asked for is not among them. */
  takeStale(): string[] {
    return this.findings.takeStale();
  }

  /** What was found last, without looking again. */
  last(path: string): readonly PlacedFinding[] | undefined {
    return this.findings.last(path);
  }

  forget(path: string): void {
    this.findings.drop(path);
  }

  /** Fixes for a finding, the preferred one first. */
  fixes(path: string, finding: Finding): readonly Fix[] {
    const rule = this.byId.get(finding.rule);
    const document = this.workspace.document(path);
    if (!rule?.fixes || !document) return [];
    const fixes = this.guard(rule.id, path, () => this.workspace.guarded(() => this.workspace.graph.untracked(() => rule.fixes!(finding, document, this.workspace))), []);
    return [...fixes].sort((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false));
  }

  severityOf(rule: Rule): Severity | 'off' {
    const { rules } = this.workspace.settings;
    return setFor(rules, rule) ?? rule.severity;
  }

  private run(path: string): readonly PlacedFinding[] {
    const document = this.workspace.document(path);
    if (!document) return [];
    const found: PlacedFinding[] = [];
    for (const active of this.rulesFor(document)) this.check(active, document, found);
    const kept = document.facts.suppressions.length > 0 ? this.suppress(document, found) : found;
    return kept.length > 1 ? [...kept].sort(byPlace) : kept;
  }

  /** Most rules find nothing in most files: what is done here for each of them is done a million times in a large workspace. */
  private check({ rule, set }: ActiveRule, document: DocumentView, found: PlacedFinding[]): void {
    const before = found.length;
    try {
      for (const finding of rule.check(document, this.workspace)) found.push({ finding, severity: set ?? finding.severity ?? (rule.severity as Severity) });
    } catch (error) {
      if (!this.onFault || error instanceof Cycle) throw error;
      found.length = before;
      this.onFault(rule.id, document.path, error);
    }
  }

  /** The rules that may find something in a file. */
  private rulesFor(document: DocumentView): readonly ActiveRule[] {
    const active = this.activeRules();
    if (this.askAll) return active.rules;
    const formats = document.formats.length === 1 ? document.format : document.formats.join('+');
    let byLists = active.asked.get(formats);
    if (!byLists) active.asked.set(formats, (byLists = new Map()));
    const lists = listsIn(document.facts);
    let asked = byLists.get(lists);
    if (!asked) {
      const needs = this.needsOf(formats, document.formats);
      asked = active.rules.filter(({ rule }) => (needs.get(rule)! & lists) !== 0);
      byLists.set(lists, asked);
    }
    return asked;
  }

  private needsOf(id: string, formats: readonly string[]): ReadonlyMap<Rule, number> {
    let needs = this.needs.get(id);
    if (!needs) this.needs.set(id, (needs = new Map(this.rules.map(r => [r, listsNeeded(r, formats)]))));
    return needs;
  }

  /** The rules that are on, and the severity that the settings give them, if they do. */
  private activeRules(): Active {
    const { settings, scanning } = this.workspace;
    if (this.active?.settings === settings && this.active.scanning === scanning) return this.active;
    const rules = this.rules.flatMap((rule): ActiveRule[] => {
      if (this.severityOf(rule) === 'off' || (scanning && rule.certainty === 'resolved')) return [];
      const set = setFor(settings.rules, rule);
      return [{ rule, set: set === 'off' ? undefined : set }];
    });
    return (this.active = { settings, scanning, rules, asked: new Map() });
  }

  private guard<T>(rule: string, path: string, work: () => T, otherwise: T): T {
    if (!this.onFault) return work();
    try {
      return work();
    } catch (error) {
      if (error instanceof Cycle) throw error;
      this.onFault(rule, path, error);
      return otherwise;
    }
  }

  private suppress(document: DocumentView, found: readonly PlacedFinding[]): readonly PlacedFinding[] {
    const lines = new LineIndex(document.text);
    const used = new Set<string>();
    const kept = found.filter(({ finding }) => {
      const line = lines.position(finding.span.start).line;
      let hit = false;
      document.facts.suppressions.forEach((s, i) =>
        s.rules.forEach((r, j) => {
          if (!this.names(r.id, finding.rule) || !covers(s, lines, line)) return;
          used.add(`${i}.${j}`);
          hit = true;
        }),
      );
      return !hit;
    });
    if (this.workspace.scanning) return kept;
    const own: PlacedFinding[] = [];
    document.facts.suppressions.forEach((s, i) =>
      s.rules.forEach((r, j) => {
        const known = this.byId.has(r.id) || this.rules.some(rule => rule.group === r.id || rule.formerly === r.id);
        const id = known ? UNUSED_SUPPRESSION : UNKNOWN_SUPPRESSION;
        const rule = this.byId.get(id);
        const severity = rule ? this.severityOf(rule) : 'off';
        if (severity === 'off' || used.has(`${i}.${j}`)) return;
        if (known && this.rules.some(x => (x.id === r.id || x.group === r.id || x.formerly === r.id) && (x.outside === true || this.severityOf(x) === 'off'))) return;
        const near = known ? [] : closest(r.id, this.byId.keys(), 1);
        const message = known ? `Nothing here breaks '${r.id}': the suppression can go` : `There is no rule '${r.id}'${near[0] ? `; did you mean '${near[0]}'?` : ''}`;
        own.push({ severity, finding: { rule: id, span: r.span, message, tags: known ? ['unnecessary'] : [], data: { near } } });
      }),
    );
    return [...kept, ...own];
  }

  private names(suppressed: string, rule: string): boolean {
    if (suppressed === rule) return true;
    const meant = this.byId.get(rule);
    return meant !== undefined && (meant.group === suppressed || meant.formerly === suppressed);
  }
}

/** What the settings say of a rule: by its id, its former id, or its group. */
function setFor(rules: Settings['rules'], rule: Rule): Severity | 'off' | undefined {
  return rules[rule.id] ?? (rule.formerly === undefined ? undefined : rules[rule.formerly]) ?? rules[rule.group];
}

/** A suppression covers its own line and the line after it, or the whole file. */
function covers(s: Suppression, lines: LineIndex, line: number): boolean {
  if (s.scope === 'file') return true;
  const first = lines.position(s.span.start).line;
  const last = lines.position(s.span.end).line;
  return line >= first && line <= last + 1;
}

function byPlace(a: PlacedFinding, b: PlacedFinding): number {
  const x = a.finding;
  const y = b.finding;
  return x.span.start - y.span.start || x.span.end - y.span.end || (x.rule < y.rule ? -1 : x.rule > y.rule ? 1 : x.message < y.message ? -1 : 1);
}
