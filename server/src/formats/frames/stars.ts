import type { ImportStatement, Scope, Value } from '../../syntax/python';

/** Names that a star import of Spark's functions and types brings. */
const STARS: { readonly [module: string]: readonly string[] } = {
  'pyspark.sql.functions': 'col column lit expr when sum avg mean min max count countDistinct approx_count_distinct collect_list collect_set first last year month dayofmonth dayofweek hour minute second to_date to_timestamp date_format current_timestamp current_date datediff date_add date_sub add_months months_between trunc date_trunc unix_timestamp from_unixtime upper lower trim ltrim rtrim concat concat_ws substring length regexp_replace regexp_extract split explode explode_outer posexplode array struct from_json to_json get_json_object coalesce isnull isnan row_number rank dense_rank lag lead ntile window udf pandas_udf broadcast round floor ceil abs sqrt monotonically_increasing_id input_file_name md5 sha2 hash xxhash64 array_contains size greatest least initcap desc asc lpad rpad stddev variance percentile_approx rand instr element_at create_map map_keys map_values'.split(' '),
  'pyspark.sql.types': 'StructType StructField StringType IntegerType LongType DoubleType FloatType BooleanType TimestampType DateType BinaryType ShortType ByteType DecimalType ArrayType MapType NullType'.split(' '),
  'pyspark.sql': ['SparkSession', 'DataFrame', 'Window', 'Row'],
};

/** Gives names that libraries bring their meaning: those of a star, and constants that `known` knows. */
export function bindStars(s: ImportStatement, scope: Scope, known: (path: string) => Value | undefined): void {
  if (s.from === null) return;
  for (const n of s.names) {
    if (n.name === '*') for (const name of STARS[s.from.module] ?? []) scope.names.set(name, { kind: 'external', path: `${s.from.module}.${name}` });
    const value = known(`${s.from.module}.${n.name}`);
    if (value) scope.names.set(n.alias ?? n.name, value);
  }
}
