import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'asset-metadata-missing',
  group: 'documentation',
  severity: 'off',
  certainty: 'certain',
  summary: 'An asset without owners, kinds or description',
  why: 'In a catalogue of hundreds of assets these tell what one is, with what it is made, and whom to call. Off unless a team asks for it; a group has a rule of its own.',
  sources: ['https://docs.dagster.io/guides/build/assets/metadata-and-tags'],
  about: ['dagster'],
  fix: 'none',
  check(document) {
    return problemsOf(document, this.id);
  },
  examples: [
    {
      title: 'bare',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        @dg.asset(kinds={"python"})
        def orders():
            ^^^^^^ This asset has no owners and no description
            pass
      `,
    },
    {
      title: 'told',
      files: `
        //- shop/assets.py
        import os
        import dagster as dg
        @dg.asset(kinds={"python"}, owners=["team:sales"])
        def orders():
            """Orders of the shop."""
      `,
    },
  ],
};
