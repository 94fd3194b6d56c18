import type { Format } from '../../model/format';
import { extractScala } from './extract';

/** Reads and writes of Spark in Scala and Java. */
export const scala: Format = {
  id: 'scala',
  version: 1,
  beside: true,
  extensions: ['scala', 'java', 'sc'],
  recognises: (_path, head) => /\bimport\s+(static\s+)?(org\.apache\.spark|io\.delta|com\.databricks|com\.snowflake\.snowpark)\b/.test(head()),
  extract: document => extractScala(document),
};
