import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'asset-without-group',
  group: 'documentation',
  severity: 'off',
  certainty: 'certain',
  summary: 'An asset is in no group',
  why: 'Groups order the graph and are what jobs select by. Off by default: a group is often given where assets are loaded, which the file of the asset does not show.',
  sources: ['https://docs.dagster.io/guides/build/assets/organizing-assets-with-tags'],
  about: ['dagster'],
  fix: 'none',
  *check(document) {
    for (const d of document.facts.declarations) {
      if (d.type !== 'dagster.asset' || d.role !== 'defines' || d.attributes.group !== undefined || !d.nameSpan || d.nameSpan.end === d.nameSpan.start) continue;
      yield { rule: this.id, span: d.nameSpan, message: `The asset '${d.name}' is in no group` };
    }
  },
  examples: [
    {
      title: 'no group',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset
        def orders(): ...
        #   ^^^^^^ The asset 'orders' is in no group
      `,
    },
    {
      title: 'a group',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(group_name="raw")
        def orders(): ...
      `,
    },
  ],
};
