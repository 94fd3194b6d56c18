import type { Rule } from '../model/rule';

export const rule: Rule = {
  id: 'asset-dependency-cycle',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'Assets depend on each other in a circle',
  why: 'None of them could be materialized first: Dagster does not load such definitions.',
  sources: ['Dagster CircularDependencyError'],
  about: ['dagster'],
  fix: 'none',
  *check(document, workspace) {
    for (const d of document.facts.declarations) {
      if (d.type !== 'dagster.asset' || d.attributes.more?.['known'] !== true || d.attributes.more['many'] === true) continue;
      const entity = workspace.entity(d.id);
      if (entity?.definitions !== 1) continue;
      const circle = workspace.cycle(entity.id).map(id => workspace.entity(id));
      if (circle.length < 2 || circle.some(e => e?.type !== 'dagster.asset')) continue;
      const names = circle.map(e => e!.name);
      const shown = [...names, names[0]!];
      const span = d.nameSpan ?? { start: d.span.start, end: d.span.start };
      yield { rule: this.id, span, message: `'${entity.name}' depends on itself: ${shown.length > 8 ? [...shown.slice(0, 4), '…', ...shown.slice(-2)].join(' ← ') : shown.join(' ← ')}`, related: circle.slice(1, 5).map(e => ({ id: e!.id, message: 'on the circle' })) };
    }
  },
  examples: [
    {
      title: 'two assets that read each other',
      files: `
        //- shop/a.py
        import dagster as dg

        @dg.asset
        def chicken(egg): ...
        #   ^^^^^^^ 'chicken' depends on itself: chicken ← egg ← chicken
        //- shop/b.py
        import dagster as dg

        @dg.asset(deps=["chicken"])
        def egg(): ...
        #   ^^^ 'egg' depends on itself
      `,
    },
    {
      title: 'one after the other',
      files: `
        //- shop/a.py
        import dagster as dg

        @dg.asset
        def egg(): ...

        @dg.asset
        def chicken(egg): ...
      `,
    },
  ],
};
