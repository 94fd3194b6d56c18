export { compile } from './compile';
export { type Completion, completeAt } from './complete';
export { describeKey } from './describe';
export { SCHEMA_NAMES, type Schema, type SchemaName, schemaOf, type Verdict } from './schemas';
export { MOST_PROBLEMS, type ProblemData, type ProblemKind, type SchemaProblem, validate } from './validate';
