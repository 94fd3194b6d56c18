import type { Rule } from '../model/rule';
import { replaceText } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'invalid-asset-key',
  group: 'naming',
  severity: 'error',
  certainty: 'certain',
  summary: 'The key of an asset holds characters that Dagster refuses',
  why: 'Dagster makes a name from every part of a key; letters, digits, underscores, dashes and dots are allowed. A text with a slash is one part, not two: the parts are given as a list. The code location fails to load.',
  sources: ['Dagster DagsterInvalidDefinitionError "is not a valid name in Dagster"'],
  about: ['dagster'],
  fix: 'suggested',
  check(document) {
    return problemsOf(document, this.id);
  },
  fixes(finding, document) {
    const parts = told(finding).texts('parts');
    const { start, end } = finding.span;
    const quote = document.text[start - 1];
    if (parts.length < 2 || (quote !== '"' && quote !== "'") || document.text[end] !== quote) return [];
    return [replaceText(document, 'Give the parts as a list', { start: start - 1, end: end + 1 }, `[${parts.map(p => `${quote}${p}${quote}`).join(', ')}]`)];
  },
  examples: [
    {
      title: 'a path as one text, and a blank',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(key="shop/orders")
        #              ^^^^^^^^^^^ 'shop/orders' can't be part of the key of an asset
        def orders(): ...

        @dg.asset(deps=["raw orders"])
        #                ^^^^^^^^^^ 'raw orders' can't be part
        def returns(): ...
      `,
      fixed: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(key=["shop", "orders"])
        def orders(): ...

        @dg.asset(deps=["raw orders"])
        def returns(): ...
      `,
    },
    {
      title: 'parts in a list, dashes and dots',
      files: `
        //- shop/assets.py
        import dagster as dg

        @dg.asset(key=["shop", "orders-v2"], deps=[dg.AssetKey(["raw", "orders.csv"])])
        def orders(): ...
      `,
    },
  ],
};
