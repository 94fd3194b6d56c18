import type { Rule } from '../model/rule';
import type { Workspace, DocumentView } from '../model/workspace';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'contract-incomplete',
  group: 'contracts',
  severity: 'error',
  certainty: 'certain',
  summary: 'An enforced contract lacks columns or types',
  why: 'dbt refuses a model whose contract is enforced and whose YAML lists no columns, and one written in Python. A column without `data_type` fails when the model is compiled, which is a warning here. The quick fix writes the type that the query itself tells.',
  sources: ['https://docs.getdbt.com/docs/mesh/govern/model-contracts', 'dbt ParsingError, ContractError'],
  about: ['dbt.model'],
  fix: 'suggested',
  *check(document, workspace) {
    yield* problemsOf(document, this.id);
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.model' || declaration.path === null || declaration.nameSpan === null) continue;
      const model = workspace.entity(declaration.id);
      if (!model?.enabled || model.attributes.more?.['language'] !== 'python' || !enforced(model.attributes.config)) continue;
      yield { rule: this.id, span: declaration.nameSpan, message: `The contract of '${model.name}' is enforced, but dbt knows contracts of SQL models only` };
    }
  },
  fixes(finding, document, workspace) {
    const { path, text } = told(finding);
    const type = typeOf(document, workspace, text('model'), text('column'));
    return path && type !== null ? [edit(document, `Add data_type ${type}`, [{ op: 'add', path: [...path, 'data_type'], value: type }])] : [];
  },
  examples: [
    {
      title: 'a column without type',
      files: `
        ${SHOP}
        //- models/orders.sql
        select cast(1 as integer) as id, cast('a' as varchar) as state
        //- models/models.yml
        models:
          - name: orders
            config:
              contract:
                enforced: true
            columns:
              - name: id
                data_type: integer
              - name: state
                #     ^^^^^ 'state' needs data_type
      `,
      fixed: `
        //- models/models.yml
        models:
          - name: orders
            config:
              contract:
                enforced: true
            columns:
              - name: id
                data_type: integer
              - name: state
                data_type: varchar
      `,
    },
    {
      title: 'no columns',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/models.yml
        models:
          - name: orders
            #     ^^^^^^ no columns are listed
            config:
              contract:
                enforced: true
      `,
    },
    {
      title: 'a model in Python',
      files: `
        ${SHOP}
        //- models/spenders.py
        def model(dbt, session):
            dbt.config(materialized="table")
            return dbt.ref("orders")
        //- models/models.yml
        models:
          - name: spenders
          #       ^^^^^^^^ dbt knows contracts of SQL models only
            config:
              contract:
                enforced: true
            columns:
              - name: id
                data_type: integer
      `,
    },
    {
      title: 'a contract that is not enforced',
      files: `
        ${SHOP}
        //- models/orders.sql
        select 1 as id
        //- models/models.yml
        models:
          - name: orders
            config:
              contract:
                enforced: false
            columns:
              - name: id
      `,
    },
  ],
};

function enforced(config: { readonly [name: string]: unknown } | undefined): boolean {
  const contract = config?.['contract'];
  return typeof contract === 'object' && contract !== null && (contract as { enforced?: unknown }).enforced === true;
}

function typeOf(document: DocumentView, workspace: Workspace, model: string | null, column: string | null): string | null {
  if (model === null || column === null) return null;
  const declaration = document.facts.declarations.find(d => d.type === 'dbt.model' && d.name === model);
  return declaration ? (workspace.column(declaration.id, column)?.type ?? null) : null;
}
