import { type SchemaName, type SchemaProblem, validate } from '../../../syntax/jsonSchema';
import type { YamlNode } from './yaml';
import type { Json } from '../../../model/key';
import { deprecation } from './deprecation';
import type { Source } from './draft';
import type { Version } from '../project/version';

/** What the deprecation of a mild breach is called, and since when dbt says it. */
const DEPRECATED: { readonly [kind: string]: { readonly code: string; readonly since: Version } } = {
  'moved-key': { code: 'PropertyMovedToConfigDeprecation (dbt D030)', since: [1, 10, 0] },
  'missing-plus': { code: 'MissingPlusPrefixDeprecation (dbt D037)', since: [1, 10, 5] },
  'unknown-key': { code: 'CustomKeyInObjectDeprecation (dbt D027)', since: [1, 10, 0] },
};

/**
 * Reports where a file breaks its schema. Called last: what the extractors have said of a place already is not said twice.
 * Breaches that dbt refuses keep their rule's severity, others say theirs in `data.severity`.
 */
export function schemaProblems(source: Source, name: SchemaName, root: YamlNode | null): void {
  const said = new Set(source.draft.problems.map(p => p.span.start));
  const places = new Set(source.draft.problems.flatMap(p => (p.path && p.rule === 'test-entry-malformed' ? [p.path.join('\0')] : [])));
  for (const found of validate(name, root)) {
    const problem = inFile(source, found);
    if (said.has(problem.span.start) || isTolerated(problem) || problem.path.some((_, i) => places.has(problem.path.slice(0, i + 1).join('\0')))) continue;
    report(source, problem);
  }
}

/** With the path that it has in the file, of which the text may be a part. */
function inFile(source: Source, problem: SchemaProblem): SchemaProblem {
  const [section, index, ...rest] = problem.path;
  return source.first && typeof index === 'number' ? { ...problem, path: [section!, source.first + index, ...rest] } : problem;
}

/** dbt reads a metric without a label in spite of its schema. */
function isTolerated(problem: SchemaProblem): boolean {
  return problem.kind === 'missing-key' && problem.data['key'] === 'label';
}

/** dbt warns of a derived metric without an expression. */
function isForgiven(problem: SchemaProblem): boolean {
  return problem.kind === 'missing-key' && problem.data['key'] === 'expr';
}

function report(source: Source, problem: SchemaProblem): void {
  const { kind, span, message, path } = problem;
  const data: { [name: string]: Json } = { ...problem.data, kind };
  if (Array.isArray(data['into'])) data['into'] = [...path.slice(0, -1), ...data['into']];
  const old = DEPRECATED[kind];
  if (problem.data.verdict === 'warns' && old) {
    const code = kind !== 'unknown-key' ? old.code : path.length === 1 ? 'CustomTopLevelKeyDeprecation (dbt D025)' : data['config'] ? 'CustomKeyInConfigDeprecation (dbt D026)' : old.code;
    deprecation(source, ruleOf(problem), code, old.since, true, span, message, path, data);
    return;
  }
  if (problem.data.verdict !== 'rejects' || isForgiven(problem)) data['severity'] = 'warning';
  source.draft.problem(ruleOf(problem), span, message, path, data);
}

function ruleOf(problem: SchemaProblem): string {
  if (problem.kind === 'conflict' && problem.message.startsWith('`tests`')) return 'tests-and-data-tests';
  if (problem.kind === 'missing-key' && problem.message.startsWith('An owner needs')) return 'exposure-without-owner';
  if (problem.kind === 'unknown-key' && problem.data.verdict === 'warns') return (problem.data['nearest'] as readonly Json[] | undefined)?.length ? 'unknown-property' : 'custom-key';
  return problem.rule;
}
