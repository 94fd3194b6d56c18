import type { Path } from '../../model/facts';
import type { EditOperation } from '../../model/format';
import type { DocumentView } from '../../model/workspace';
import { prefersConfig } from './dbt';
import { classificationOf } from './personal';

/** The operation that classifies a column the way the file classifies others; `meta: {pii: true}` where it has no way yet. */
export function classify(document: DocumentView, column: Path, label?: { readonly label: string; readonly key: string | null }): EditOperation {
  const habit = label ?? habitOf(document);
  const config = prefersConfig(document) ? ['config'] : [];
  if (habit && habit.key === null) return { op: 'append', path: [...column, ...config, 'tags'], value: habit.label };
  const key = habit?.key ?? 'pii';
  return { op: 'set', path: [...column, ...config, 'meta', key], value: !habit || habit.label === key ? true : habit.label };
}

function habitOf(document: DocumentView): { readonly label: string; readonly key: string | null } | null {
  const counts = new Map<string, { label: string; key: string | null; count: number }>();
  for (const declaration of document.facts.declarations)
    for (const column of declaration.columns) {
      const found = classificationOf(column);
      if (!found || found.open) continue;
      const id = `${found.key} ${found.label}`;
      counts.set(id, { label: found.label, key: found.key, count: (counts.get(id)?.count ?? 0) + 1 });
    }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0] ?? null;
}
