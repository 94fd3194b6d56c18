import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { mend } from './shared/mend';
import { didYouMean } from './shared/names';

const WORDS: { readonly [type: string]: string } = { 'gx.suite': 'suite', 'gx.datasource': 'data source', 'gx.asset': 'asset', 'gx.batch_definition': 'batch definition', 'gx.validation_definition': 'validation definition' };

export const rule: Rule = {
  id: 'gx-unknown-name',
  group: 'references',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A checkpoint or validation names something that Great Expectations does not find',
  why: 'The run stops there. Said only where the workspace has others of that kind, so that a suite kept elsewhere is no finding.',
  sources: ['https://docs.greatexpectations.io/docs/core/run_validations/'],
  about: ['gx'],
  fix: 'suggested',
  *check(document, ws) {
    if (!document.formats.includes('gx')) return;
    for (const reference of document.facts.references) {
      const what = WORDS[reference.type];
      if (!what || ws.resolve(reference, document.path).kind !== 'none') continue;
      const parent = reference.targets[0]!.slice(reference.targets[0]!.indexOf('|') + 1).split('.')[0]!;
      // An asset is only looked for among those of its own data source.
      const known = ws.entitiesOf(reference.type).filter(e => reference.type === 'gx.suite' || reference.type === 'gx.datasource' || reference.type === 'gx.validation_definition' || e.id.includes(`|${parent}.`));
      const names = known.map(e => e.name);
      if (names.length === 0) continue;
      const near = closest(reference.name, names, 2);
      yield { rule: this.id, span: reference.span, message: `There is no ${what} '${reference.name}'${didYouMean(near)}`, data: { near, path: null } };
    }
  },
  fixes: mend,
  examples: [
    {
      title: 'a misspelt suite',
      files: `
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": []}
        //- gx/validation_definitions/orders.json
        {"name": "orders", "suite": {"name": "order_suite"}, "data": {}}
        //                                    ^^^^^^^^^^^ There is no suite 'order_suite'; did you mean 'orders_suite'?
      `,
      fixed: `
        //- gx/validation_definitions/orders.json
        {"name": "orders", "suite": {"name": "orders_suite"}, "data": {}}
      `,
    },
    {
      title: 'a suite that is there, and a data source that no file declares',
      files: `
        //- gx/expectations/orders_suite.json
        {"name": "orders_suite", "expectations": []}
        //- gx/validation_definitions/orders.json
        {"name": "orders", "suite": {"name": "orders_suite"}, "data": {"datasource": {"name": "cloud"}}}
      `,
    },
  ],
};
