import type { Key } from '../model/key';
import type { Rule } from '../model/rule';
import type { Workspace } from '../model/workspace';
import { spanWords } from '../text/duration';
import { promisesIn, thresholdOf } from './shared/promises';

/** How many datasets upstream of a promise are looked at. */
const MOST = 2_000;

export const rule: Rule = {
  id: 'promise-not-monitored',
  group: 'freshness',
  severity: 'information',
  certainty: 'resolved',
  summary: 'Data is promised to be younger than the checks of its sources notice',
  why: 'A data contract, or `freshness` in `pipewright.yml`, promises data of a certain age, but a dbt source it is made from complains only when its rows are older than that: the promise is broken before anybody is told. Sources without any threshold are the business of `source-without-freshness`.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/freshness', 'https://bitol-io.github.io/open-data-contract-standard/latest/service-level-agreement/'],
  about: ['contract', 'pipewright'],
  fix: 'none',
  *check(document, ws) {
    const told = new Set<number>();
    for (const { dataset, minutes, span, by } of promisesIn(document, ws)) {
      if (by !== 'promise' || told.has(span.start)) continue;
      const late = lateSource(ws, dataset, minutes);
      if (!late) continue;
      told.add(span.start);
      yield { rule: this.id, span, message: `Data may be ${spanWords(minutes)} old here, but the source '${late.name}' complains only after ${spanWords(late.minutes)}`, related: [{ id: late.id, message: 'the source' }] };
    }
  },
  examples: [
    {
      title: 'a contract on a model',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                error_after: {count: 2, period: day}
            tables:
              - name: orders
        //- pipewright.yml
        freshness:
          orders: 12 hours
          ^^^^^^ Data may be 12 hours old here, but the source 'orders' complains only after 2 days
      `,
    },
    {
      title: 'a source that is watched closely enough',
      files: `
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/orders.sql
        select id from {{ source('raw', 'orders') }}
        //- models/sources.yml
        sources:
          - name: raw
            config:
              loaded_at_field: loaded_at
              freshness:
                error_after: {count: 6, period: hour}
            tables:
              - name: orders
        //- pipewright.yml
        freshness:
          orders: 12 hours
      `,
    },
  ],
};

function lateSource(ws: Workspace, start: Key, minutes: number): { readonly id: Key; readonly name: string; readonly minutes: number } | null {
  const seen = new Set<Key>([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined && seen.size < MOST; at = open.pop()) {
    const entity = ws.entity(at);
    const threshold = entity?.type === 'dbt.source' ? thresholdOf(entity.attributes.more?.['freshness']) : null;
    if (entity && threshold !== null && threshold > minutes) return { id: at, name: entity.name, minutes: threshold };
    for (const input of ws.inputs(at)) {
      if (seen.has(input.from)) continue;
      seen.add(input.from);
      open.push(input.from);
    }
  }
  return null;
}
