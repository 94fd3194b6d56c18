import type { Format } from '../../model/format';
import { expectSqlInPython } from '../shared/pythonSqlEditing';
import { expectName } from './expect';
import { extractFrames } from './extract';

/** Words whose file may read or write data. Modules of the workspace do the importing for some files, so names of systems count. */
const TELLING = /\b(pyspark|spark|pandas|polars|dask|duckdb|confluent_kafka|kafka|aiokafka|faust|quixstreams|pulsar|boto3|aioboto3|azure|redis|google\.cloud|snowflake|sqlalchemy|psycopg2?|asyncpg|pymysql|mysql|sqlite3|pyodbc|clickhouse_connect|clickhouse_driver|trino|databricks|pyflink|delta|deltalake|awswrangler|modin|Hook|redshift_connector|minio|dlt|(?:django_)?(?:elasticsearch|opensearch)_dsl|opensearchpy|db_table)\b/;

/** An operator that does not come from Airflow or its providers: a class of the workspace may read and write. */
const OWN_OPERATOR = /^from (?!airflow[. ])[\w.]+ import [^;#]{0,400}?Operator\b/m;

/** Data frames, SQL and clients of brokers and stores in Python files and notebooks, whatever else reads the file. */
export const frames: Format = {
  id: 'frames',
  version: 2,
  beside: true,
  extensions: ['py', 'ipynb'],
  recognises(path, head) {
    if (/\.ipynb$/i.test(path)) return true;
    if (/(^|\/)(setup|conftest|noxfile|manage)\.py$/.test(path)) return false;
    const text = head();
    return TELLING.test(text) || OWN_OPERATOR.test(text) || (text.length >= 4_000 && /^(import|from) /m.test(text));
  },
  extract: (document, _project, files) => extractFrames(document, files ?? null),
  expect: (document, _project, offset) => expectName(document, offset) ?? expectSqlInPython(document, offset),
  edit: (document, operations) => operations.flatMap(o => (o.op === 'text' ? [{ span: o.span, text: /\.ipynb$/i.test(document.path) ? JSON.stringify(o.text).slice(1, -1) : o.text }] : [])),
};
