import type { Rule } from '../model/rule';
import { SHOP } from './shared/examples';
import { edit } from './shared/fixes';
import { didYouMean, isSurelyUnknown, nearNames } from './shared/names';
import { isInstalled } from './shared/nodes';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'unit-test-invalid',
  group: 'shape',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A unit test is not what dbt expects',
  why: 'A unit test names a model, gives rows in the form that `format` says for each input, and says what `is_incremental()` gives if the model asks. With `is_incremental: true` it needs an input `this`. Fixtures are files below `tests/fixtures`. dbt refuses anything else when it parses the project.',
  sources: ['https://docs.getdbt.com/docs/build/unit-tests', 'dbt ParsingError, InvalidUnitTestGivenInput'],
  about: ['dbt.unit_test'],
  fix: 'suggested',
  *check(document, workspace) {
    yield* problemsOf(document, this.id);
    if (isInstalled(document)) return;
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.fixture' || !isSurelyUnknown(workspace, reference, document.path)) continue;
      yield { rule: this.id, span: reference.span, message: `There is no fixture '${reference.name}'${didYouMean(nearNames(workspace, ['dbt.fixture'], reference.name))}` };
    }
    for (const declaration of document.facts.declarations) {
      if (declaration.type !== 'dbt.unit_test' || declaration.nameSpan === null || declaration.attributes.more?.['isIncremental'] !== null || !declaration.path) continue;
      const tested = document.facts.references.find(r => r.from === declaration.id && r.data?.['place'] === 'unit_test');
      const found = tested ? workspace.resolve(tested, document.path) : null;
      if (found?.kind !== 'one' || found.entity.attributes.more?.['asksIncremental'] !== true || found.entity.attributes.materialized !== 'incremental') continue;
      if (document.facts.problems.some(p => p.rule === this.id && p.path?.at(-1) === 'is_incremental' && p.path[1] === declaration.path![1])) continue;
      yield { rule: this.id, span: declaration.nameSpan, message: `Model '${found.entity.name}' asks is_incremental(): say under overrides.macros what it gives`, data: { path: declaration.path, override: true } };
    }
    for (const declaration of document.facts.declarations) {
      const named = declaration.type === 'dbt.unit_test' && declaration.nameSpan ? namedVersions(declaration.attributes.more?.['versions']) : [];
      const model = declaration.attributes.more?.['model'];
      if (named.length === 0 || declaration.nameSpan === null || document.project?.open === true) continue;
      const known = workspace.entitiesOf('dbt.model').flatMap(e => (e.name === model && e.attributes.version !== undefined ? [e.attributes.version] : []));
      const missing = named.find(v => !known.includes(v));
      if (missing !== undefined && known.length > 0) yield { rule: this.id, span: declaration.nameSpan, message: `'${String(model)}' has no version ${missing}: it has ${known.join(', ')}` };
    }
    for (const reference of document.facts.references) {
      if (reference.type !== 'dbt.ref' || reference.data?.['place'] !== 'given' || !reference.path) continue;
      const found = workspace.resolve(reference, document.path);
      if (found.kind !== 'one' || found.entity.type === 'dbt.seed' || reference.data['rows'] === true) continue;
      yield { rule: this.id, span: reference.fullSpan, message: `Only seeds may be an input without rows; '${reference.name}' is a ${found.entity.type.slice(4)}` };
    }
  },
  fixes(finding, document) {
    const { path, flag } = told(finding);
    return path && flag('override') ? [edit(document, 'Test the first run: is_incremental is false', [{ op: 'set', path: [...path, 'overrides', 'macros', 'is_incremental'], value: false }])] : [];
  },
  examples: [
    {
      title: 'an incremental model',
      files: `
        ${SHOP}
        //- models/raw.sql
        select 1 as id
        //- models/orders.sql
        {{ config(materialized='incremental') }}
        select * from {{ ref('raw') }} {% if is_incremental() %} where id > 1 {% endif %}
        //- models/unit_tests.yml
        unit_tests:
          - name: takes_all
            #     ^^^^^^^^^ Model 'orders' asks is_incremental()
            model: orders
            given:
              - input: ref('raw')
                rows: [{id: 1}]
            expect:
              rows: [{id: 1}]
      `,
      fixed: `
        //- models/unit_tests.yml
        unit_tests:
          - name: takes_all
            model: orders
            given:
              - input: ref('raw')
                rows: [{id: 1}]
            expect:
              rows: [{id: 1}]
            overrides:
              macros:
                is_incremental: false
      `,
    },
    {
      title: 'rows of another form, and none',
      files: `
        ${SHOP}
        //- models/raw.sql
        select 1 as id
        //- models/orders.sql
        select * from {{ ref('raw') }}
        //- models/unit_tests.yml
        unit_tests:
          - name: takes_all
            model: orders
            given:
              - input: ref('raw')
                #      ^^^^^^^^^^ Only seeds may be an input without rows
            expect:
              format: csv
              rows: [{id: 1}]
              #     ^^^^^^^^ With format csv, 'rows' is a text
      `,
    },
    {
      title: 'a unit test that is in order',
      files: `
        ${SHOP}
        //- models/raw.sql
        select 1 as id
        //- models/orders.sql
        select * from {{ ref('raw') }}
        //- models/unit_tests.yml
        unit_tests:
          - name: takes_all
            model: orders
            given:
              - input: ref('raw')
                rows: [{id: 1}]
            expect:
              rows: [{id: 1}]
      `,
    },
  ],
};

/** The versions that a unit test names under `include` or `exclude`. */
function namedVersions(versions: unknown): readonly string[] {
  if (typeof versions !== 'object' || versions === null) return [];
  return Object.values(versions as { readonly [name: string]: unknown }).flatMap(list => (Array.isArray(list) ? list.flatMap(v => (typeof v === 'number' || typeof v === 'string' ? [String(v)] : [])) : []));
}
