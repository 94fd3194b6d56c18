import { dbt } from '../../../server/src/formats/dbt';
import type { Declaration, Facts, Reference } from '../../../server/src/model/facts';
import { nameOf } from '../../../server/src/model/key';
import { DEFAULT_SETTINGS } from '../../../server/src/model/workspace';
import { Engine } from '../../../server/src/workspace/engine';
import type { JoinedWorkspace } from '../../../server/src/workspace/workspace';
import { fixture } from '../../fixture';

/** A dbt project in memory. A fixture without dbt_project.yml gets a plain one named `shop`. */
export interface OpenedProject {
  readonly workspace: JoinedWorkspace;
  readonly files: ReadonlyMap<string, string>;
  facts(path: string): Facts;
  text(path: string, span: { start: number; end: number }): string;
  /** Edges between datasets as `from -> to` with dbt's unique ids, sorted. */
  edges(): string[];
}

export function openProject(text: string): OpenedProject {
  const files = new Map(fixture(text).files);
  if (![...files.keys()].some(p => p === 'dbt_project.yml')) files.set('dbt_project.yml', 'name: shop\nversion: "1.0"\nprofile: shop\n');
  const engine = new Engine({ formats: [dbt], tracking: true, settings: DEFAULT_SETTINGS, read: path => files.get(path) ?? null });
  engine.announce([...files.keys()]);
  engine.apply([...files].map(([path, t]) => ({ path, text: t })));
  const { workspace } = engine;
  const facts = (path: string): Facts => {
    const document = workspace.document(path);
    if (!document) throw new Error(`${path} is no file of the project; there are ${[...workspace.paths()].join(', ')}`);
    return document.facts;
  };
  return {
    workspace,
    files,
    facts,
    text: (path, span) => (files.get(path) ?? '').slice(span.start, span.end),
    edges: () => {
      const out = new Set<string>();
      for (const type of ['dbt.model', 'dbt.seed', 'dbt.snapshot', 'dbt.exposure'])
        for (const entity of workspace.entitiesOf(type)) for (const input of workspace.inputs(entity.id)) out.add(`${nameOf(input.from)} -> ${nameOf(entity.id)}`);
      return [...out].sort();
    },
  };
}

/** Problems of a file as `rule: text`, sorted by place. */
export function problemsOf(project: OpenedProject, path: string): string[] {
  return [...project.facts(path).problems].sort((a, b) => a.span.start - b.span.start).map(p => `${p.rule}: ${project.text(path, p.span)}`);
}

export function named<T extends Declaration | Reference>(list: readonly T[], name: string): T {
  const found = list.find(d => d.name === name);
  if (!found) throw new Error(`nothing is named ${name}: ${list.map(d => d.name).join(', ')}`);
  return found;
}
