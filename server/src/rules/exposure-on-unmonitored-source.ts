import type { Key } from '../model/key';
import type { FileChange, Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { configOf, isOwnFile, listed } from './shared/dbt';

/** How many datasets upstream of an exposure are looked at. */
const MOST = 5_000;

export const rule: Rule = {
  id: 'exposure-on-unmonitored-source',
  group: 'freshness',
  severity: 'off',
  certainty: 'resolved',
  summary: 'An exposure rests on a source without freshness thresholds',
  why: 'Whoever looks at the dashboard is not told when the data behind it stops being loaded.',
  sources: ['https://docs.getdbt.com/docs/build/exposures'],
  about: ['dbt.exposure'],
  fix: 'suggested',
  *check(document, ws) {
    if (!isOwnFile(document)) return;
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.exposure' || declaration.nameSpan === null || !ws.entity(declaration.id)?.enabled) continue;
      const ids = [...sourcesBehind(ws, declaration.id)].filter(id => !monitored(ws, id)).sort();
      const open = ids.map(id => ws.entity(id)!.name).sort();
      if (open.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${declaration.name}' rests on ${listed(open)}, whose freshness nobody checks`, data: ids };
    }
  },
  fixes(finding, _document, ws) {
    const changes = (finding.data as readonly Key[]).flatMap((id): FileChange[] => {
      const place = ws.places(id).find(p => p.declaration.path !== null);
      return place ? [{ kind: 'edit', file: place.file, operations: [{ op: 'add', path: [...place.declaration.path!, 'config', 'freshness'], value: { warn_after: { count: 1, period: 'day' } } }] }] : [];
    });
    return changes.length > 0 ? [{ title: 'Ask for data of the last day in these sources', safe: false, preferred: true, changes }] : [];
  },
  examples: [
    {
      title: 'a dashboard on a source',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: orders
        exposures:
          - name: sales
          #       ^^^^^ rests on 'orders'
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('orders')]
      `,
      fixed: `
        //- models/schema.yml
        sources:
          - name: raw
            tables:
              - name: orders
                config:
                  freshness:
                    warn_after:
                      count: 1
                      period: day
        exposures:
          - name: sales
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('orders')]
      `,
    },
    {
      title: 'a monitored source',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/schema.yml
        sources:
          - name: raw
            loaded_at_field: loaded_at
            freshness:
              warn_after: {count: 1, period: day}
            tables:
              - name: orders
        exposures:
          - name: sales
            type: dashboard
            owner: {name: Ann}
            depends_on: [ref('orders')]
      `,
    },
  ],
};

function sourcesBehind(ws: Workspace, start: Key): ReadonlySet<Key> {
  const seen = new Set<Key>([start]);
  const open = [start];
  const sources = new Set<Key>();
  for (let at = open.pop(); at !== undefined && seen.size < MOST; at = open.pop()) {
    const entity = ws.entity(at);
    if (entity?.type === 'dbt.source') sources.add(at);
    for (const input of ws.inputs(at)) {
      if (seen.has(input.from)) continue;
      seen.add(input.from);
      open.push(input.from);
    }
  }
  return sources;
}

function monitored(ws: Workspace, id: Key): boolean {
  const entity = ws.entity(id);
  return !entity || Boolean(entity.attributes.more?.['freshness']) || configOf(entity, 'freshness') !== null;
}
