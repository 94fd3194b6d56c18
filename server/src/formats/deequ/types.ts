/** What the Data Quality Definition Language of AWS Glue says of a type of rule (its `rules-config.json`, facts only). */
export interface RuleType {
  /** How many parameters it may have; a number alone where exactly so many, with `more` where that many or more. */
  readonly counts: readonly number[];
  readonly more?: true;
  readonly where?: true;
  /** Whether `with threshold` may stand behind it. */
  readonly threshold?: true;
  /** Only allowed under `Analyzers`. */
  readonly analyzer?: true;
  /** Which of its parameters name columns of the dataset: the first so many, or all. */
  readonly columns: number | 'all';
}

const one: RuleType = { counts: [1], where: true, columns: 1 };
const many: RuleType = { counts: [1], more: true, where: true, columns: 'all' };
const file: RuleType = { counts: [0, 1], columns: 0 };

export const RULE_TYPES: { readonly [name: string]: RuleType } = {
  RowCount: { counts: [0], where: true, columns: 0 },
  RowCountMatch: { counts: [1], columns: 0 },
  ColumnCount: { counts: [0], columns: 0 },
  Completeness: one, IsComplete: one, Mean: one, Sum: one, StandardDeviation: one, Variance: one, Entropy: one, DistinctValuesCount: one, UniqueValueRatio: one, ColumnLength: one, DataFreshness: one,
  ColumnDataType: { ...one, threshold: true },
  ColumnValues: { ...one, threshold: true },
  ColumnNamesMatchPattern: { counts: [1], columns: 0 },
  ColumnExists: { counts: [1], columns: 0 },
  ColumnCorrelation: { counts: [2], where: true, columns: 2 },
  Uniqueness: many, IsUnique: many, IsPrimaryKey: many,
  CustomSql: { counts: [1], threshold: true, columns: 0 },
  ReferentialIntegrity: { counts: [2], columns: 0 },
  DatasetMatch: { counts: [2, 3], columns: 0 },
  SchemaMatch: { counts: [1], columns: 0 },
  AggregateMatch: { counts: [2], columns: 0 },
  DetectAnomalies: { counts: [1], more: true, columns: 0 },
  AllStatistics: { counts: [1], analyzer: true, columns: 1 },
  FileMatch: { counts: [0, 1, 2], columns: 0 },
  FileUniqueness: file,
  FileFreshness: { ...file, threshold: true },
  FileSize: { ...file, threshold: true },
};

/** Methods of a Deequ `Check` (Scala, and Python by the same names) with how many of the first arguments name columns; -1 for a list of columns. */
export const CONSTRAINTS: { readonly [method: string]: number } = {
  hasSize: 0, isComplete: 1, hasCompleteness: 1, areComplete: -1, haveCompleteness: -1, areAnyComplete: -1, haveAnyCompleteness: -1, isUnique: 1, isPrimaryKey: 1, hasUniqueness: -1, hasDistinctness: -1, hasUniqueValueRatio: -1,
  hasNumberOfDistinctValues: 1, hasHistogramValues: 1, hasEntropy: 1, hasMutualInformation: 2, hasApproxQuantile: 1, hasMinLength: 1, hasMaxLength: 1, hasMin: 1, hasMax: 1, hasMean: 1, hasSum: 1, hasStandardDeviation: 1,
  hasApproxCountDistinct: 1, hasCorrelation: 2, satisfies: 0, hasPattern: 1, containsCreditCardNumber: 1, containsEmail: 1, containsURL: 1, containsSocialSecurityNumber: 1, hasDataType: 1, isNonNegative: 1, isPositive: 1,
  isLessThan: 2, isLessThanOrEqualTo: 2, isGreaterThan: 2, isGreaterThanOrEqualTo: 2, isContainedIn: 1, kllSketchSatisfies: 1, hasColumnCount: 0, hasExactQuantile: 1, doesDatasetMatch: 0, isNewestPointNonAnomalous: 0,
  customAssertionAnalyzer: 0, customSql: 0,
};

/** Methods of a check that are no constraints. */
export const OTHER_METHODS: ReadonlySet<string> = new Set(['where', 'addConstraint', 'addFilterableConstraint', 'or', 'requiredAnalyzers', 'evaluate', 'getClass', 'toString', 'description', 'level']);
