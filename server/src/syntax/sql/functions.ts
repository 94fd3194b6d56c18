/** Functions of all dialects that fold many rows into one value, in lower case. Names that are aggregates nowhere stay out. */
export const AGGREGATES: ReadonlySet<string> = new Set(
  `any_value any_last anylast anyheavy approx_count_distinct approx_distinct approx_percentile approx_percentile_accumulate approx_percentile_combine approx_percentile_estimate
  approx_quantiles approx_set approx_top_count approx_top_k approx_top_k_accumulate approx_top_k_combine approx_top_sum approximate_jaccard_index approximate_similarity approx_quantile approx_median
  arbitrary arg_max arg_min argmax argmin max_by min_by array_agg array_agg_distinct array_concat_agg array_union_agg array_unique_agg arrayagg group_array grouparray groupuniqarray grouparrayinsertat
  grouparraymovingavg grouparraymovingsum grouparraysample grouparraysorted grouparraylast groupbitand groupbitor groupbitxor groupbitmap groupconcat avg avgweighted avgif sumif countif minif maxif
  anyif uniqif uniqexactif quantileif argmaxif argminif grouparrayif groupuniqarrayif avg_if max_if min_if sum_if count_if bit_and bit_or bit_xor bitand_agg bitor_agg bitxor_agg bitandagg bitoragg bitxoragg bit_and_agg bit_or_agg bit_xor_agg bitmap_construct_agg bitmap_or_agg
  bool_and bool_or booland_agg boolor_agg boolxor_agg booland boolor checksum checksum_agg collect_list collect_set contingency corr corr_spearman count count_big count_distinct countmin
  count_min_sketch covar_pop covar_samp covarpop covarsamp cramersv deltasum deltasumtimestamp entropy every every_agg favg first_agg fsum kahan_sum sumkahan geometric_mean geomean group_concat grouping_id group_bit_and
  hash_agg hll hll_accumulate hll_combine hll_estimate hll_create_agg hll_sketch_agg hll_union_agg hll_count histogram histogram_numeric json_agg json_agg_strict json_arrayagg json_group_array json_group_object json_group_structure json_object_agg json_object_agg_unique json_objectagg
  jsonb_agg jsonb_agg_strict jsonb_object_agg kurtosis kurtosis_pop kurtpop kurtsamp largest latest_by_offset earliest_by_offset listagg list_agg logical_and logical_or mad map_agg map_union maxmap minmap summap summapfiltered map_union_sum max median median_if merge_agg min minhash minhash_combine mode multimap_agg
  numeric_histogram object_agg percentile percentile_approx percentile_cont percentile_disc product qdigest_agg quantile quantile_cont quantile_disc quantiles quantileexact quantileexactweighted quantiletdigest quantiletiming quantiledeterministic quantilebfloat16 quantiledd quantilegk quantilesexact quantilestdigest quantilestiming quantileinterpolatedweighted
  range_agg range_intersect_agg rankcorr reduce_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy regr_valx regr_valy reservoir_sample retention schema_of_json_agg schema_of_variant_agg sequencecount sequencematch sequencenextnode sequence_match simplelinearregression skewness skewness_pop skewpop skewsamp spread_agg sparkbar
  st_collect st_union_agg st_centroid_agg st_extent st_intersection_agg std stddev stddev_pop stddev_samp stddevpop stddevsamp stdev stdevp string_agg sum sum_distinct sum0 sumcount sumwithoverflow tdigest_agg topk topkweighted topkdistinct topksum try_avg try_sum try_sum_agg uniq uniqcombined uniqcombined64 uniqexact uniqhll12 uniqtheta
  var var_pop var_samp varbytes_agg variance variance_pop variance_samp varp varpop varsamp vector_avg vector_sum vector_sum_agg windowfunnel xmlagg xmlgroup bitmap_build_agg bitmap_agg theta_sketch_agg kll_sketch_agg_bigint kll_quantiles last_agg array_flatten_agg list_distinct_agg list_histogram_agg arrays_union_agg set_agg set_union row_agg ai_agg ai_summarize_agg
  any_respect_nulls grouparrayarray sumarray uniqarray countequal_agg intervallengthsum boundingratio stochasticlinearregression cumulative_agg min_n max_n fraction_agg median_exact quantileexactlow quantileexacthigh summergestate avgmerge summerge countmerge uniqmerge uniqexactmerge quantilemerge grouparraymerge minmerge maxmerge argmaxmerge argminmerge anymerge anylastmerge
  sumstate avgstate countstate uniqstate uniqexactstate quantilestate grouparraystate minstate maxstate argmaxstate argminstate anystate anylaststate uniqcombinedstate uniqcombinedmerge quantilesmerge quantilesstate quantiletdigeststate quantiletdigestmerge collect listagg_distinct topkmerge topkstate
  any some first last list`.split(/\s+/),
);

/** Aggregates whose WITHIN GROUP column is the value itself, not an order of it. */
export const ORDERED_SET: ReadonlySet<string> = new Set(['percentile_cont', 'percentile_disc', 'mode', 'approx_percentile_cont', 'approx_percentile_disc', 'approximate_percentile_disc']);

type Family = 'integer' | 'number' | 'string' | 'boolean' | 'date' | 'timestamp' | 'bigint';

const RESULTS: { readonly [family in Family]: string } = {
  bigint: 'count count_if countif count_big count_distinct approx_count_distinct row_number rank dense_rank regr_count hll_estimate uniq uniqexact',
  integer: 'length len char_length character_length octet_length ascii datediff date_diff datepart year month day hour minute second quarter week dayofweek dayofyear ntile regexp_count strpos charindex instr',
  number: '',
  string: 'concat concat_ws lower upper trim ltrim rtrim lpad rpad substr substring md5 sha1 sha256 sha2 to_char to_varchar initcap reverse repeat string_agg listagg group_concat regexp_replace split_part md5_hex sha1_hex sha2_hex format_date format_timestamp to_json_string chr translate',
  boolean: 'startswith starts_with endswith ends_with regexp_like contains array_contains bool_and bool_or logical_and logical_or is_null_value isnull not_null booland_agg boolor_agg regexp_contains like_regex isnan is_nan',
  date: 'current_date to_date date last_day curdate todate date_from_parts make_date today yesterday add_months',
  timestamp: '',
};
const FAMILY = new Map<string, Family>(Object.entries(RESULTS).flatMap(([family, names]) => names.split(' ').filter(Boolean).map(n => [n, family as Family] as const)));

/** The type a function always gives, in the dialect's usual spelling; null where it depends on arguments or dialect. */
export function resultType(name: string, dialect: string | null): string | null {
  const family = FAMILY.get(name);
  return family === undefined ? null : spelling(family, dialect);
}

/** How a dialect spells a family of types. */
export function spelling(family: Family, dialect: string | null): string {
  if (dialect === 'bigquery') return { bigint: 'int64', integer: 'int64', number: 'numeric', string: 'string', boolean: 'bool', date: 'date', timestamp: 'timestamp' }[family];
  if (dialect === 'clickhouse') return { bigint: 'uint64', integer: 'int64', number: 'float64', string: 'string', boolean: 'bool', date: 'date', timestamp: 'datetime' }[family];
  if (dialect === 'databricks') return { bigint: 'bigint', integer: 'int', number: 'decimal', string: 'string', boolean: 'boolean', date: 'date', timestamp: 'timestamp' }[family];
  return { bigint: 'bigint', integer: 'integer', number: 'numeric', string: 'varchar', boolean: 'boolean', date: 'date', timestamp: 'timestamp' }[family];
}
