import type { Path } from '../model/facts';
import type { Rule } from '../model/rule';
import { edit } from './shared/fixes';
import { classificationOf } from './shared/personal';

const RETENTION = /retention|endOfLife|deletion|expiration|ttl/i;

export const rule: Rule = {
  id: 'pii-without-retention',
  group: 'governance',
  severity: 'off',
  certainty: 'advice',
  summary: 'A data contract with personal data does not say how long the data is kept',
  why: 'Personal data may only be kept as long as it is needed. A contract says so with the promise `retention` (in the Data Contract Specification with `servicelevels.retention`). Off unless you switch it on: how long is for people to decide.',
  sources: ['GDPR, Article 5 (1) e', 'https://bitol-io.github.io/open-data-contract-standard/latest/service-level-agreement/'],
  about: ['contract'],
  fix: 'suggested',
  *check(document) {
    if (!document.formats.includes('contract')) return;
    const contract = document.facts.declarations.find(d => d.type === 'odcs.contract' || d.type === 'dcs.contract');
    if (!contract) return;
    const promises = contract.attributes.more?.['promises'];
    if (Array.isArray(promises) && promises.some(p => RETENTION.test(String(p)))) return;
    for (const table of document.facts.declarations) {
      if (table.type !== 'contract.table' || !table.nameSpan) continue;
      const column = table.columns.find(c => {
        const found = classificationOf(c);
        return found !== null && !found.open;
      });
      if (!column) continue;
      yield { rule: this.id, span: table.nameSpan, message: `'${table.name}' holds personal data ('${column.name}'), and the contract does not say how long it is kept`, data: { odcs: contract.type === 'odcs.contract' } };
      return;
    }
  },
  fixes(finding, document) {
    const { odcs } = finding.data as { readonly odcs: boolean };
    const path: Path = odcs ? ['slaProperties'] : ['servicelevels', 'retention'];
    return [edit(document, 'Say that it is kept for one year', odcs ? [{ op: 'append', path, value: { property: 'retention', value: 1, unit: 'y' } }] : [{ op: 'set', path, value: { period: 'P1Y' } }])];
  },
  examples: [
    {
      title: 'an address without a term',
      files: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: customers
          #       ^^^^^^^^^ holds personal data ('email')
            properties:
              - name: email
                classification: restricted
      `,
      fixed: `
        //- orders.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: orders
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: email
                classification: restricted
        slaProperties:
          - property: retention
            value: 1
            unit: y
      `,
    },
    {
      title: 'a term is given, or nothing is personal',
      files: `
        //- customers.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: customers
        version: 1.0.0
        status: active
        schema:
          - name: customers
            properties:
              - name: email
                classification: restricted
        slaProperties:
          - property: retention
            value: 3
            unit: y
        //- days.odcs.yaml
        apiVersion: v3.1.0
        kind: DataContract
        id: days
        version: 1.0.0
        status: active
        schema:
          - name: days
            properties:
              - name: day
                classification: public
      `,
    },
  ],
};
