import type { Entity, Workspace } from '../../model/workspace';
import { cell, code } from '../../text/markdown';
import { byText } from '../lineage/graph';
import { count, listed } from '../words';
import { freshnessOf } from './about';
import { table } from './pages';

/**
 * Projects whose tool builds datasets by itself (dbt): what a run makes, which of it grows instead of being made anew, and
 * how a failed run goes on. As sections of the runbook.
 */
export function projectSections(ws: Workspace): readonly string[] {
  const out: string[] = [];
  for (const project of [...ws.projects()].sort((a, b) => byText(a.root, b.root))) {
    if (project.format !== 'dbt' || project.owner !== project.root) continue;
    const own = ['dbt.model', 'dbt.snapshot', 'dbt.seed', 'dbt.source'].flatMap(type => ws.entitiesOf(type)).filter(e => e.enabled && e.roles.some(r => ws.project(r.file)?.root === project.root));
    if (own.length > 0) out.push(section(ws, project.name || project.root, project.root, own));
  }
  return out;
}

function section(ws: Workspace, name: string, root: string, own: readonly Entity[]): string {
  const of = (type: string) => own.filter(e => e.type === type);
  const counts = ([['dbt.model', 'model'], ['dbt.snapshot', 'snapshot'], ['dbt.seed', 'seed'], ['dbt.source', 'source']] as const).flatMap(([type, word]) => (of(type).length > 0 ? [count(of(type).length, word)] : []));
  const checks = own.reduce((sum, e) => sum + ws.checks(e.id).filter(c => c.check.enabled).length, 0);
  const out = [`## ${cell(name, 200)}`, `dbt project${root === '' ? '' : ` in ${code(root)}`}: ${counts.join(', ')}, ${count(checks, 'test')}`];
  const growing = of('dbt.model').filter(e => e.attributes.materialized === 'incremental').sort((a, b) => byText(a.name, b.name));
  if (growing.length > 0) {
    out.push('### Tables that grow', 'A run adds to these; after a change of their logic or columns they need a full refresh.');
    out.push(table(['Model', 'Strategy', 'Key', 'When columns change'], growing.map(e => {
      const config = e.attributes.config ?? {};
      return [code(e.name), cell(String(config['incremental_strategy'] ?? 'default')), e.attributes.uniqueKey?.map(k => code(k)).join(', ') || '— (rows are only added)', cell(String(config['on_schema_change'] ?? 'ignore'))];
    })));
  }
  const steps = [
    `Go on where the last run stopped: ${code('dbt retry')}. Of one model with all that is made of it: ${code('dbt build --select MODEL+')}.`,
    ...(of('dbt.source').some(e => freshnessOf(e)) ? [`See whether the sources are fresh: ${code('dbt source freshness')}.`] : []),
    ...(growing.length > 0 ? [`Build a table that grows from nothing: ${code(`dbt build --full-refresh --select ${growing[0]!.name}`)}. It reads all of its sources again.`] : []),
    ...(of('dbt.snapshot').length > 0 ? [`Never rebuild snapshots (${listed(of('dbt.snapshot').map(e => code(e.name)), 5)}): their history can't be made again.`] : []),
  ];
  out.push('### When it fails', steps.map((s, i) => `${i + 1}. ${s}`).join('\n'));
  return out.join('\n\n');
}
