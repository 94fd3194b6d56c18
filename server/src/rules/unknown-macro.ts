import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { REMOVED } from './shared/removed';
import { didYouMean, isSurelyUnknown, nearNames, replaceBy } from './shared/names';

export const rule: Rule = {
  id: 'unknown-macro',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A call names no macro',
  why: 'dbt stops with "is undefined" once the model is compiled. A macro of another package needs the package\'s name before it. Calls inside macros are left alone, and those in branches that need not run are a warning: whether they ever run the files do not tell. Nothing is reported while packages are not installed.',
  sources: ['https://docs.getdbt.com/docs/build/jinja-macros', 'dbt UndefinedMacroError, PackageNotFoundForMacroError, dbt1503'],
  about: ['dbt'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.macro') continue;
      const unknown = isSurelyUnknown(workspace, reference, document.path);
      if (!unknown) continue;
      const pkg = reference.data?.['package'];
      // Told more exactly by `removed-package-member`.
      if (pkg === 'dbt_utils' && Object.hasOwn(REMOVED, reference.name)) continue;
      const severity = reference.data?.['conditional'] === true ? { severity: 'warning' as const } : {};
      const near = nearNames(workspace, ['dbt.macro'], reference.name).filter(n => n !== reference.name);
      if (reference.data?.['kind'] === 'dispatch') {
        yield { rule: this.id, span: reference.span, message: `No macro 'default__${reference.name}' or one for an adapter is there to dispatch to`, data: { near: [] } };
        continue;
      }
      const elsewhere = pkg === null ? workspace.entitiesOf('dbt.macro').filter(e => e.name === reference.name && e.keys.length > 1) : [];
      if (elsewhere.length > 0) {
        const owner = String(elsewhere[0]!.attributes.more?.['package'] ?? '');
        yield { rule: this.id, span: reference.span, message: `'${reference.name}' is a macro of the package '${owner}': call ${owner}.${reference.name}`, ...severity, data: { near: [`${owner}.${reference.name}`] } };
        continue;
      }
      yield { rule: this.id, span: reference.span, message: `There is no macro '${pkg ? `${String(pkg)}.` : ''}${reference.name}'${didYouMean(near)}`, ...severity, data: { near } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, (finding.data as { near: string[] }).near),
  examples: [
    {
      title: 'a misspelt macro',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro to_cents(column) %}{{ column }} * 100{% endmacro %}
        //- models/orders.sql
        select {{ to_cent('amount') }} as cents
        --        ^^^^^^^ There is no macro 'to_cent'; did you mean 'to_cents'?
      `,
      fixed: `
        //- models/orders.sql
        select {{ to_cents('amount') }} as cents
      `,
    },
    {
      title: 'a macro, one of dbt, and one in another macro',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro to_cents(column) %}{{ column }} * 100{% endmacro %}
        {% macro later() %}{{ not_written_yet() }}{% endmacro %}
        //- models/orders.sql
        select {{ to_cents('amount') }} as cents, {{ dbt.current_timestamp() }} as now
      `,
    },
  ],
};
