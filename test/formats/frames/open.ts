import { openFixture, type Opened } from '../../open';

/** What a workspace of the given files reads and writes: `job: from -> to`, sorted; jobs that only read or write one side `job: from ->`. */
export function flows(text: string): string[] {
  const opened = openFixture(text);
  const ws = opened.engine.workspace;
  const out = new Set<string>();
  const edges = new Set<string>();
  for (const type of ws.types()) {
    for (const e of ws.entitiesOf(type)) {
      if (!e.enabled || e.kind !== 'dataset') continue;
      for (const i of ws.inputs(e.id)) {
        out.add(`${(i.job === null ? undefined : ws.entity(i.job)?.id) ?? ''}: ${i.from} -> ${e.id}`);
        edges.add(`${i.job ?? ''} ${i.from}`).add(`${i.job ?? ''} ${e.id}`);
      }
    }
  }
  for (const path of ws.paths()) {
    for (const r of ws.document(path)!.facts.references) {
      if (r.role !== 'reads' && r.role !== 'writes') continue;
      const found = ws.resolve(r, path);
      const id = found.kind === 'one' ? found.entity.id : (r.targets[0] ?? '');
      if (!edges.has(`${r.from ?? ''} ${id}`)) out.add(r.role === 'reads' ? `${r.from}: ${id} ->` : `${r.from}: -> ${id}`);
    }
  }
  return [...out].sort();
}

/** The columns of a dataset with what each is made of: `total <- amount!`; `!` for an aggregate, `~` for anything else computed. `…` at the end if there may be more. */
export function columns(text: string, id: string): string[] {
  const ws = openFixture(text).engine.workspace;
  const set = ws.columns(id);
  const mark = { identity: '', transformation: '~', aggregation: '!' };
  return [...set.columns.map(c => `${c.name}${c.from.length > 0 ? ` <- ${c.from.map(f => `${f.column}${mark[f.kind]}`).join(', ')}` : ''}`), ...(set.complete ? [] : ['…'])];
}

export type { Opened };
