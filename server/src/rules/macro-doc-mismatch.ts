import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { isInstalled } from './shared/nodes';

const TYPE = /^\s*(?:str|string|bool|int|integer|float|any|relation|column|(?:list|optional)\[.+\]|dict\[.+,.+\])\s*$/;

export const rule: Rule = {
  id: 'macro-doc-mismatch',
  group: 'documentation',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'The documented arguments of a macro are not its parameters',
  why: 'Since dbt 1.12, or with the flag `validate_macro_args`, dbt compares the documented arguments with the macro\'s own, by place, and warns if name, number or type do not fit (`InvalidMacroAnnotation`). Where the flag is not set it is information. Types are `str`, `string`, `bool`, `int`, `integer`, `float`, `any`, `relation`, `column`, `list[…]`, `dict[…, …]` and `optional[…]`.',
  sources: ['https://docs.getdbt.com/reference/resource-properties/arguments', 'dbt InvalidMacroAnnotation (I076), dbt1506'],
  about: ['dbt.macro'],
  fix: 'none',
  *check(document, workspace) {
    if (isInstalled(document)) return;
    const flags = (document.project?.data as { flags?: { validate_macro_args?: unknown } } | undefined)?.flags;
    const severity = flags?.validate_macro_args === true ? {} : { severity: 'information' as const };
    for (const declaration of document.facts.declarations) {
      const documented = declaration.attributes.more?.['documentedArguments'];
      if (declaration.type !== 'dbt.macro' || declaration.role !== 'describes' || declaration.nameSpan === null || !Array.isArray(documented)) continue;
      const own = workspace.entity(declaration.id)?.attributes.more?.['parameters'];
      if (!Array.isArray(own)) continue;
      const names = (own as { name: string }[]).map(p => p.name);
      const wrong = mismatch(documented as { name: string; type: string | null }[], names);
      if (wrong !== null) yield { rule: this.id, span: declaration.nameSpan, message: `Macro '${declaration.name}' is (${names.join(', ')}), but ${wrong}`, ...severity };
    }
  },
  examples: [
    {
      title: 'an argument by another name',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro to_cents(column, digits=2) %}{{ column }} * 100{% endmacro %}
        //- macros/macros.yml
        macros:
          - name: to_cents
            #     ^^^^^^^^ Macro 'to_cents' is (column, digits), but argument 1 is documented as 'col'
            arguments:
              - name: col
              - name: digits
                type: int
      `,
    },
    {
      title: 'documentation that fits',
      files: `
        ${SHOP}
        //- macros/money.sql
        {% macro to_cents(column, digits=2) %}{{ column }} * 100{% endmacro %}
        //- macros/macros.yml
        macros:
          - name: to_cents
            arguments:
              - name: column
                type: string
              - name: digits
      `,
    },
  ],
};

function mismatch(documented: readonly { readonly name: string; readonly type: string | null }[], names: readonly string[]): string | null {
  if (documented.length !== names.length) return `${documented.length === 0 ? 'no argument is' : documented.length === 1 ? 'one argument is' : `${documented.length} arguments are`} documented`;
  const at = documented.findIndex((d, i) => d.name !== names[i]);
  if (at >= 0) return `argument ${at + 1} is documented as '${documented[at]!.name}'`;
  const odd = documented.find(d => d.type !== null && !TYPE.test(d.type));
  return odd ? `'${odd.type!}' is no type that dbt knows` : null;
}
