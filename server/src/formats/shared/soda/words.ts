/** Metrics of SodaCL with what they measure; `columns` says whether they take any. */
export const METRICS: { readonly [name: string]: { readonly columns: 'none' | 'optional' | 'one' | 'many'; readonly means: string } } = {
  row_count: { columns: 'none', means: 'The number of rows.' },
  missing_count: { columns: 'one', means: 'Rows without a value: null, and what `missing values`, `missing format` or `missing regex` add.' },
  missing_percent: { columns: 'one', means: 'The share of rows without a value, in per cent.' },
  invalid_count: { columns: 'one', means: 'Rows whose value is there but not valid, as told by `valid …` or `invalid …` settings.' },
  invalid_percent: { columns: 'one', means: 'The share of rows with an invalid value, in per cent.' },
  valid_count: { columns: 'one', means: 'Rows with a valid value.' },
  valid_percent: { columns: 'one', means: 'The share of rows with a valid value, in per cent.' },
  duplicate_count: { columns: 'many', means: 'Values (or combinations of values) that occur more than once.' },
  duplicate_percent: { columns: 'many', means: 'The share of values that occur more than once, in per cent.' },
  min: { columns: 'one', means: 'The smallest value.' },
  max: { columns: 'one', means: 'The greatest value.' },
  avg: { columns: 'one', means: 'The mean of the values.' },
  sum: { columns: 'one', means: 'The sum of the values.' },
  min_length: { columns: 'one', means: 'The length of the shortest text.' },
  max_length: { columns: 'one', means: 'The length of the longest text.' },
  avg_length: { columns: 'one', means: 'The mean length of the texts.' },
  stddev: { columns: 'one', means: 'The standard deviation.' },
  stddev_pop: { columns: 'one', means: 'The standard deviation of the population.' },
  stddev_samp: { columns: 'one', means: 'The standard deviation of a sample.' },
  variance: { columns: 'one', means: 'The variance.' },
  var_pop: { columns: 'one', means: 'The variance of the population.' },
  var_samp: { columns: 'one', means: 'The variance of a sample.' },
  percentile: { columns: 'many', means: 'The value that a share of the values does not exceed: `percentile(size, 0.95)`.' },
  freshness: { columns: 'one', means: 'The age of the newest value of a time column: `freshness(created_at) < 1d`.' },
  distribution_difference: { columns: 'many', means: 'How far the distribution of a column is from a reference distribution.' },
};

/** Settings that say which values are missing or valid. */
export const VALIDITY: { readonly [name: string]: string } = {
  'valid values': 'The values that are valid.',
  'invalid values': 'The values that are not valid.',
  'valid format': 'The name of a format that valid texts have: `email`, `uuid`, `date eu`, …',
  'invalid format': 'The name of a format that makes a text invalid.',
  'valid regex': 'A regular expression that valid texts match.',
  'invalid regex': 'A regular expression that invalid texts match.',
  'valid min': 'The least valid number.',
  'valid max': 'The greatest valid number.',
  'valid min length': 'The least length of a valid text.',
  'valid max length': 'The greatest length of a valid text.',
  'valid length': 'The exact length of a valid text.',
  'missing values': 'Values that count as missing, besides null.',
  'missing format': 'The name of a format of texts that count as missing.',
  'missing regex': 'A regular expression of texts that count as missing.',
  'include null': 'Whether null counts as invalid.',
};

/** Further settings of a check. */
export const SETTINGS: { readonly [name: string]: string } = {
  name: 'A name shown in results; `${variables}` are filled in.',
  identity: 'A name that stays when the check is edited, so that its history does.',
  warn: 'When the check warns: `when > 5`, `when between 1 and 9`.',
  fail: 'When the check fails: `when > 10`.',
  filter: 'A condition in SQL: only rows that meet it are looked at.',
  attributes: 'Labels for Soda Cloud.',
  'samples limit': 'How many failed rows are kept; 0 keeps none.',
  'samples columns': 'Which columns of failed rows are kept.',
  'failed rows query': 'A query that gives the rows kept as samples.',
  'failed rows sql_file': 'A file with a query that gives the rows kept as samples.',
  method: 'How distributions are compared: `ks`, `chi_square`, `psi`, `swd`, `semd`.',
  condition: 'A condition in SQL.',
  model: 'Settings of anomaly detection.',
  training_dataset_parameters: 'What anomaly detection learns from.',
  severity_level_parameters: 'When anomaly detection warns and when it fails.',
  take_over_existing_anomaly_score_check: 'Whether the history of an older anomaly score check is used.',
  warn_only: 'Whether an anomaly only warns.',
  'distribution reference file': 'The file with the reference distribution.',
  sample: 'A clause that takes a sample of the rows.',
};

/** What only Soda Library knows; nothing is said against it. */
export const LIBRARY_SETTINGS: ReadonlySet<string> = new Set(['title', 'collect failed rows', 'valid values reference data', 'samples', 'threshold', 'fail condition', 'fail query', 'key columns', 'source columns', 'target columns', 'strategy', 'simple count', 'deepdiff', 'batch size', 'assert', 'dataset attributes', 'resolve', 'column', 'query', 'fields', 'group_limit']);

export const SCHEMA_VALIDATIONS: { readonly [name: string]: string } = {
  'when required column missing': 'Columns that must be there.',
  'when forbidden column present': 'Columns that must not be there; `*` stands for any characters.',
  'when wrong column type': 'Columns with the type each must have.',
  'when wrong column index': 'Columns with the position each must have, from 0.',
  'when schema changes': '`any`, or a list of `column add`, `column delete`, `column type change`, `column index change`.',
  'when mismatching columns': 'All columns that may be there, with their types.',
  'with optional columns': 'Columns of `when mismatching columns` that may be missing.',
};

export const GROUP_VALIDATIONS: readonly string[] = ['when required group missing', 'when forbidden group present', 'when groups change'];

/** Formats with a name, for `valid format`. */
export const FORMATS: readonly string[] = [
  'email', 'uuid', 'ip address', 'ipv4 address', 'ipv6 address', 'phone number', 'credit card number', 'date us', 'date eu', 'date inverse', 'date iso 8601', 'time 24h', 'time 24h nosec', 'time 12h', 'time 12h nosec',
  'timestamp 24h', 'timestamp 12h', 'integer', 'positive integer', 'negative integer', 'decimal', 'positive decimal', 'negative decimal', 'decimal point', 'positive decimal point', 'negative decimal point', 'decimal comma',
  'positive decimal comma', 'negative decimal comma', 'percentage', 'positive percentage', 'negative percentage', 'percentage point', 'positive percentage point', 'negative percentage point', 'percentage comma',
  'positive percentage comma', 'negative percentage comma', 'money', 'money point', 'money comma',
];
