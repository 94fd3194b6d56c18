import type { Rule, RuleGroup, Severity } from '../model/rule';
import type { Entity, Workspace } from '../model/workspace';
import { proposeChecks } from './addChecks';
import { ownerOf } from './impact/sides';
import { byText } from './lineage/graph';
import { identify } from './lineage/identity';
import { overview, type Overview } from './overview';
import { typeName } from './words';

/** What the overview page shows of one folder: plain data. */
export interface Health {
  readonly version: 1;
  readonly name: string;
  readonly overview: Overview;
  /** Null as long as the first scan runs. */
  readonly findings: readonly GroupFindings[] | null;
  readonly areas: readonly Area[];
}

/** Findings of the rules of one group; groups without findings are left out. */
export interface GroupFindings {
  readonly group: RuleGroup;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
  /** How many of them a safe fix takes away. */
  readonly fixable: number;
}

export interface Area {
  readonly area: 'documentation' | 'columns' | 'testing' | 'freshness' | 'ownership';
  readonly done: number;
  readonly of: number;
  /** The datasets that lack it and feed most, at most six. */
  readonly gaps: readonly Gap[];
}

export interface Gap {
  /** As in the lineage graph. */
  readonly id: string;
  readonly label: string;
  /** What people call its type. */
  readonly kind: string;
  readonly file: string | null;
  /** How many things it feeds directly. */
  readonly feeds: number;
  /** How many checks the files show that it should have; 0 in other areas than testing. */
  readonly checks: number;
}

const MOST_GAPS = 6;

export interface HealthContext {
  readonly name: string;
  readonly root: string;
  readonly rules: readonly Rule[];
  /** Findings by rule and severity; null where they are not known yet. */
  readonly findings: readonly { readonly rule: string; readonly severity: Severity }[] | null;
}

/** How well the datasets that the workspace itself defines are looked after. Packages that were installed do not count. */
export function health(ws: Workspace, context: HealthContext): Health {
  const own = ws.types().flatMap(type => ws.entitiesOf(type).filter(e => e.kind === 'dataset' && e.type === type && e.enabled && e.definitions > 0 && e.roles.some(r => isOwn(ws, r.file))));
  // What is declared and made elsewhere: the place where data comes in.
  const sources = own.filter(e => /\.source$/.test(e.type));
  const area = (name: Area['area'], among: readonly Entity[], has: (e: Entity) => boolean): Area => {
    const lacking = among.filter(e => !has(e));
    const ranked = lacking.map(entity => ({ entity, feeds: ws.outputs(entity.id).length })).sort((a, b) => b.feeds - a.feeds || byText(a.entity.name, b.entity.name));
    return { area: name, done: among.length - lacking.length, of: among.length, gaps: ranked.slice(0, MOST_GAPS).map(({ entity, feeds }) => gapOf(ws, entity, feeds, name === 'testing' ? context.rules : [])) };
  };
  const areas = [
    area('documentation', own, e => Boolean(e.attributes.description)),
    area('columns', own.filter(e => ws.columns(e.id).columns.length > 0), e => ws.columns(e.id).columns.every(c => Boolean(c.description))),
    area('testing', own, e => ws.checks(e.id).some(c => c.check.enabled)),
    area('freshness', sources, e => isObject(e.attributes.more?.['freshness'])),
    area('ownership', own, e => ownerOf(ws, e) !== null || e.attributes.group !== undefined),
  ];
  return { version: 1, name: context.name, overview: overview(ws, context.root), findings: context.findings === null ? null : byGroup(context.findings, context.rules), areas: areas.filter(a => a.of > 0) };
}

function gapOf(ws: Workspace, entity: Entity, feeds: number, rules: readonly Rule[]): Gap {
  const [place] = ws.places(entity.id);
  return {
    id: identify(entity, k => ws.answering(k).length <= 1).id, label: entity.name, kind: typeName(entity.type), file: place?.file ?? null, feeds,
    checks: rules.length === 0 ? 0 : (proposeChecks(ws, rules, entity.id)?.reasons.length ?? 0),
  };
}

function byGroup(findings: NonNullable<HealthContext['findings']>, rules: readonly Rule[]): GroupFindings[] {
  const known = new Map(rules.map(r => [r.id, r]));
  const groups = new Map<RuleGroup, { group: RuleGroup; errors: number; warnings: number; hints: number; fixable: number }>();
  for (const { rule: id, severity } of findings) {
    const rule = known.get(id);
    if (!rule) continue;
    const at = groups.get(rule.group) ?? { group: rule.group, errors: 0, warnings: 0, hints: 0, fixable: 0 };
    groups.set(rule.group, at);
    if (severity === 'error') at.errors++;
    else if (severity === 'warning') at.warnings++;
    else at.hints++;
    if (rule.fix === 'safe') at.fixable++;
  }
  return [...groups.values()].sort((a, b) => b.errors - a.errors || b.warnings - a.warnings || b.hints - a.hints || byText(a.group, b.group));
}

function isOwn(ws: Workspace, file: string): boolean {
  const project = ws.project(file);
  return project === null || project.owner === project.root;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
