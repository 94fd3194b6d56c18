import type { Dialect } from './types';

/** A function of SQL with what it does, in our words. */
export interface FunctionDoc {
  readonly name: string;
  /** `value, digits=0`: what stands between the brackets. */
  readonly parameters: string;
  readonly doc: string;
  readonly dialects: readonly Dialect[];
}

const LETTERS: { readonly [letter: string]: Dialect } = { s: 'snowflake', b: 'bigquery', r: 'redshift', d: 'databricks', p: 'postgres', m: 'mysql', c: 'clickhouse', u: 'duckdb', t: 'trino', q: 'tsql', f: 'flink', k: 'ksqldb' };

/** `name(parameters)|dialects|what it does`; `*` is every dialect. */
const DATA = `
abs(number)|*|The number without its sign.
ceil(number)|sbrdpmcutfk|The smallest whole number that is not less.
ceiling(number)|srdpmutq|The smallest whole number that is not less.
floor(number)|*|The largest whole number that is not more.
round(number, digits)|*|Rounds to so many digits behind the point, 0 if absent.
trunc(number, digits)|sbrput|Cuts digits off towards zero; of a date in some engines, its begin of a unit.
truncate(number, digits)|smtfc|Cuts digits off towards zero.
mod(a, b)|sbrdpmcutf|The rest of a division.
div(a, b)|bpd|The whole part of a division.
power(base, exponent)|sbrdpmcutqf|A number to a power.
sqrt(number)|*|The square root.
exp(number)|*|e to a power.
ln(number)|sbrdpmcutfk|The natural logarithm.
log(base, number)|*|A logarithm; the meaning of one argument differs: natural in BigQuery, SQL Server and ClickHouse, of base 10 in PostgreSQL.
log10(number)|bdmcutqf|The logarithm of base 10.
sign(number)|*|-1, 0 or 1.
greatest(a, b, …)|sbrdpmcutqfk|The largest of several values of one row. PostgreSQL passes over nulls, most others give null.
least(a, b, …)|sbrdpmcutqfk|The smallest of several values of one row. PostgreSQL passes over nulls, most others give null.
random()|srdput|A random number between 0 and 1; whole numbers in Snowflake.
rand()|bdmctqf|A random number.
width_bucket(value, low, high, count)|srptd|The number of the bucket that a value falls into, of so many of one width.
safe_divide(a, b)|b|Division that gives null where it would divide by zero.
div0(a, b)|s|Division that gives 0 where it would divide by zero.
nullif(a, b)|*|Null if both are equal, else the first: \`a / nullif(b, 0)\` never divides by zero.
coalesce(a, b, …)|*|The first of its arguments that is not null.
ifnull(value, otherwise)|sbdmcufk|The value, or the other where it is null.
nvl(value, otherwise)|srd|The value, or the other where it is null.
nvl2(value, then, otherwise)|srd|The second where the first is not null, else the third.
isnull(value, otherwise)|qm|The value, or the other where it is null (SQL Server); whether it is null (MySQL).
zeroifnull(number)|sd|0 where the number is null.
iff(condition, then, otherwise)|s|The second where the condition holds, else the third.
if(condition, then, otherwise)|bdmcutf|The second where the condition holds, else the third.
iif(condition, then, otherwise)|qd|The second where the condition holds, else the third.
decode(value, search, result, …, default)|srd|Compares a value with others, one after the other; nulls are equal here.
equal_null(a, b)|sd|Whether both are equal, where two nulls are.
cast(value as type)|*|The value as another type; an error if that can't be.
try_cast(value as type)|sdutqkf|The value as another type, null if that can't be.
safe_cast(value as type)|b|The value as another type, null if that can't be.
convert(type, value)|qrm|The value as another type.
try_convert(type, value)|q|The value as another type, null if that can't be.
to_number(text, format)|srdpc|A text as a number.
to_decimal(text, digits, scale)|sc|A text as a decimal.
to_varchar(value, format)|s|A value as text.
to_char(value, format)|srdp|A date or number as text, by a format like \`YYYY-MM-DD\`.
to_boolean(value)|s|A text or number as truth.
concat(a, b, …)|*|Texts put together. A null makes the result null, except in PostgreSQL, SQL Server and Redshift's operator of that name.
concat_ws(separator, a, b, …)|sdpmutqfrk|Texts put together with a separator between them; nulls are passed over.
length(text)|sbrdpmcutk|The number of characters.
len(text)|srqdku|The number of characters.
char_length(text)|bdpmtfr|The number of characters.
octet_length(text)|brpmd|The number of bytes.
lower(text)|*|In small letters.
upper(text)|*|In capital letters.
initcap(text)|sbrdpf|Each word with a capital letter.
trim(text)|*|Without blanks at both ends.
ltrim(text, characters)|*|Without blanks, or these characters, at its begin.
rtrim(text, characters)|*|Without blanks, or these characters, at its end.
btrim(text, characters)|rpd|Without these characters at both ends.
lpad(text, length, fill)|sbrdpmutfk|Filled up at its begin to a length; cut if it is longer.
rpad(text, length, fill)|sbrdpmutfk|Filled up at its end to a length; cut if it is longer.
left(text, count)|sbrdpmuqf|The first characters.
right(text, count)|sbrdpmuqf|The last characters.
substr(text, start, length)|sbrdpmutf|A part of a text; the first character is 1.
substring(text, start, length)|*|A part of a text; the first character is 1.
mid(text, start, length)|m|A part of a text; the first character is 1.
replace(text, search, replacement)|*|Every occurrence replaced.
translate(text, from, to)|sbrdptq|Each character of \`from\` replaced by the one at its place in \`to\`.
reverse(text)|*|Backwards.
repeat(text, count)|sbrdpmcutf|A text several times.
split(text, separator)|sbdtk|An array of the parts between separators.
split_part(text, separator, index)|srdput|One part of a text between separators; the first is 1.
split_to_array(text, separator)|r|An array of the parts between separators.
string_to_array(text, separator)|pu|An array of the parts between separators.
string_split(text, separator)|qu|The parts between separators, as rows (SQL Server) or an array (DuckDB).
splitByChar(separator, text)|c|An array of the parts between separators.
position(search in text)|sbrdpmcutf|Where a text begins within another, from 1; 0 if it does not.
strpos(text, search)|brput|Where a text begins within another, from 1; 0 if it does not.
charindex(search, text, start)|srqd|Where a text begins within another, from 1; 0 if it does not.
instr(text, search)|bdmuk|Where a text begins within another, from 1; 0 if it does not.
contains(text, search)|sdu|Whether a text is within another.
startswith(text, prefix)|sd|Whether it begins with a text.
starts_with(text, prefix)|bput|Whether it begins with a text.
endswith(text, suffix)|sd|Whether it ends with a text.
ends_with(text, suffix)|bu|Whether it ends with a text.
regexp_like(text, pattern)|srdmtp|Whether a regular expression matches; the whole text in Snowflake, a part elsewhere.
regexp_contains(text, pattern)|b|Whether a regular expression matches a part of the text.
regexp_matches(text, pattern)|pu|The matches of a regular expression (PostgreSQL), or whether there is one (DuckDB).
regexp_replace(text, pattern, replacement)|sbrdpmutfk|What a regular expression matches, replaced. PostgreSQL replaces the first match only, unless the flag \`g\` is given.
regexp_substr(text, pattern)|srmdbp|What a regular expression matches.
regexp_extract(text, pattern, group)|bdutfk|What a group of a regular expression matches.
regexp_count(text, pattern)|srdpt|How often a regular expression matches.
match(text, pattern)|c|Whether a regular expression matches.
extract(text, pattern)|c|What the first group of a regular expression matches.
md5(text)|*|The MD5 hash, in hexadecimal (bytes in BigQuery).
sha1(text)|sbrdmctu|The SHA-1 hash.
sha2(text, bits)|srdm|A SHA-2 hash.
sha256(text)|bpdtcuf|The SHA-256 hash.
hash(value, …)|sdu|A whole number made of the values; not stable between engines.
farm_fingerprint(text)|b|A 64-bit hash, the same in every run.
uuid_string()|s|A new random UUID as text.
generate_uuid()|b|A new random UUID as text.
gen_random_uuid()|pu|A new random UUID.
uuid()|dmtuf|A new random UUID.
generateUUIDv4()|c|A new random UUID.
newid()|q|A new random UUID.
current_date()|*|The date of today. PostgreSQL and others write it without brackets.
current_timestamp()|*|The date and time of now. PostgreSQL and others write it without brackets.
current_time()|sbpmtuf|The time of now.
now()|pmcutd|The date and time of now.
today()|cu|The date of today.
getdate()|srqd|The date and time of now.
sysdate()|srm|The date and time of now, on the server.
date(value)|sbrdmu|The date of a timestamp or text.
to_date(text, format)|srdpf|A text as a date.
to_timestamp(text, format)|srdpuf|A text or number of seconds as a timestamp.
parse_date(format, text)|bk|A text as a date, by a format.
parse_timestamp(format, text)|bk|A text as a timestamp, by a format.
format_date(format, date)|bk|A date as text, by a format.
format_timestamp(format, timestamp)|bk|A timestamp as text, by a format.
date_format(date, format)|dmtf|A date as text, by a format.
strftime(date, format)|u|A date as text, by a format.
strptime(text, format)|u|A text as a timestamp, by a format.
formatDateTime(date, format)|c|A date as text, by a format.
parseDateTimeBestEffort(text)|c|A text as a date and time, whatever its form.
date_trunc(unit, date)|sbrdpcutf|The begin of the day, month or other unit. BigQuery takes the date first.
datetrunc(unit, date)|qu|The begin of the day, month or other unit.
timestamp_trunc(timestamp, unit)|b|The begin of the day, month or other unit.
toStartOfMonth(date)|c|The first day of the month.
toStartOfDay(date)|c|The begin of the day.
toStartOfInterval(date, interval)|c|The begin of an interval, such as 15 minutes.
toYYYYMM(date)|c|Year and month as a whole number: 202403.
toDate(value)|c|A value as a date.
toDateTime(value)|c|A value as a date and time.
dateadd(unit, count, date)|srqdu|A date so many units later.
date_add(date, interval)|bdmtu|A date some time later; the order of the arguments differs between engines.
date_sub(date, interval)|bdmu|A date some time earlier.
timestamp_add(timestamp, interval)|b|A timestamp some time later.
timestamp_sub(timestamp, interval)|b|A timestamp some time earlier.
add_months(date, count)|srd|The same day so many months later.
datediff(unit, start, end)|srqdmuc|How many limits of a unit lie between two dates. MySQL takes two dates and counts days.
date_diff(end, start, unit)|btuc|How many limits of a unit lie between two dates; the order of the arguments differs between engines.
timestamp_diff(end, start, unit)|b|How many units lie between two timestamps.
timestampdiff(unit, start, end)|smdf|How many units lie between two timestamps.
months_between(end, start)|srd|The number of months between two dates, with a fraction.
age(end, start)|pu|The time between two dates in years, months and days.
last_day(date)|sbrdmutf|The last day of the month.
next_day(date, weekday)|srd|The next date that is this weekday.
date_part(unit, date)|srdpu|One part of a date as a number.
datepart(unit, date)|qd|One part of a date as a number.
year(date)|sdmutqf|The year.
month(date)|sdmutqf|The month, 1 to 12.
day(date)|sdmutqf|The day of the month.
hour(timestamp)|sdmutf|The hour, 0 to 23.
minute(timestamp)|sdmutf|The minute.
second(timestamp)|sdmutf|The second.
quarter(date)|sdmutf|The quarter, 1 to 4.
week(date)|sdmutf|The week of the year; which one is the first differs between engines.
dayofweek(date)|sdmu|The day of the week; whether it begins with 0 or 1, and on Sunday or Monday, differs between engines.
dayofyear(date)|sdmu|The day of the year.
dayname(date)|smud|The name of the weekday.
monthname(date)|smud|The name of the month.
make_date(year, month, day)|pud|A date of its parts.
date_from_parts(year, month, day)|s|A date of its parts.
datefromparts(year, month, day)|qs|A date of its parts.
unix_timestamp(date)|dmfk|Seconds since 1970.
from_unixtime(seconds)|dmtfk|Seconds since 1970 as a timestamp or text.
unix_seconds(timestamp)|bd|Seconds since 1970.
timestamp_seconds(seconds)|bd|Seconds since 1970 as a timestamp.
convert_timezone(from, to, timestamp)|srd|A timestamp in another time zone.
generate_date_array(start, end, interval)|b|All dates from one to another, as an array.
generate_series(start, end, step)|pru|Numbers or dates from one to another, as rows.
generate_array(start, end, step)|b|Numbers from one to another, as an array.
sequence(start, end, step)|dt|Numbers or dates from one to another, as an array.
range(start, end, step)|ucd|Whole numbers from one to before another.
count(value)|*|The number of rows, or of values that are not null.
sum(number)|*|The sum; null for no rows.
avg(number)|*|The mean; null for no rows.
min(value)|*|The smallest value.
max(value)|*|The largest value.
count_if(condition)|sdtu|The number of rows where a condition holds.
countif(condition)|bc|The number of rows where a condition holds.
sumIf(number, condition)|c|The sum of the rows where a condition holds.
sum_if(number, condition)|d|The sum of the rows where a condition holds.
approx_count_distinct(value)|sbrdutqf|About how many different values there are; much quicker than to count them.
approx_distinct(value)|t|About how many different values there are.
uniq(value)|c|About how many different values there are.
uniqExact(value)|c|How many different values there are.
any_value(value)|sbrdmutp|A value of any of the rows.
any(value)|c|A value of any of the rows.
median(number)|srducm|The value in the middle.
percentile_cont(fraction)|sbrdpuq|The value at a fraction of the sorted rows, between two if need be: \`percentile_cont(0.5) within group (order by x)\`.
percentile_disc(fraction)|sbrdpuq|The value at a fraction of the sorted rows, one that occurs.
approx_percentile(value, fraction)|srdt|About the value at a fraction of the sorted rows.
approx_quantiles(value, count)|b|About the values that cut the sorted rows into so many parts.
quantile(fraction)(value)|c|About the value at a fraction of the sorted rows.
stddev(number)|sbrdpmut|The standard deviation of a sample.
stddev_pop(number)|sbrdpmut|The standard deviation of a whole population.
variance(number)|sbrdpmut|The variance of a sample.
corr(a, b)|sbrdput|The correlation of two columns.
listagg(value, separator)|srtu|Texts of all rows put together: \`listagg(x, ', ') within group (order by x)\`.
string_agg(value, separator)|bpqud|Texts of all rows put together.
group_concat(value)|mu|Texts of all rows put together.
array_agg(value)|sbdputf|The values of all rows as an array.
collect_list(value)|dk|The values of all rows as an array.
collect_set(value)|dk|The different values of all rows as an array.
groupArray(value)|c|The values of all rows as an array.
groupUniqArray(value)|c|The different values of all rows as an array.
object_agg(key, value)|s|An object of the keys and values of all rows.
json_agg(value)|p|The values of all rows as a JSON array.
jsonb_agg(value)|p|The values of all rows as a JSON array.
max_by(value, by)|sdtubr|The value of the row where another column is the largest.
min_by(value, by)|sdtubr|The value of the row where another column is the smallest.
argMax(value, by)|c|The value of the row where another column is the largest.
argMin(value, by)|c|The value of the row where another column is the smallest.
arg_max(value, by)|u|The value of the row where another column is the largest.
bool_and(condition)|prutd|Whether a condition holds in all rows.
bool_or(condition)|prutd|Whether a condition holds in any row.
logical_and(condition)|b|Whether a condition holds in all rows.
logical_or(condition)|b|Whether a condition holds in any row.
latest_by_offset(value)|k|The value of the message that came last.
earliest_by_offset(value)|k|The value of the message that came first.
row_number()|sbrdpmcutqf|The number of the row within its window, from 1, without ties.
rank()|sbrdpmcutqf|The rank within the window; ties share one, and the next is left out.
dense_rank()|sbrdpmcutqf|The rank within the window; ties share one, and no rank is left out.
percent_rank()|sbrdpmutq|The rank as a fraction between 0 and 1.
cume_dist()|sbrdpmutq|The fraction of rows up to this one.
ntile(count)|sbrdpmutqf|The number of the part, of so many of one size, that the row falls into.
lag(value, offset, default)|sbrdpmcutqf|The value of an earlier row of the window.
lead(value, offset, default)|sbrdpmcutqf|The value of a later row of the window.
first_value(value)|sbrdpmcutqf|The value of the first row of the window's frame.
last_value(value)|sbrdpmcutqf|The value of the last row of the window's frame, which ends at the current row unless it is said otherwise.
nth_value(value, index)|sbrdpmcut|The value of the row at a place of the window's frame.
ratio_to_report(number)|sr|The share of a value in the sum of the window.
parse_json(text)|sbd|A text as JSON.
try_parse_json(text)|sd|A text as JSON, null if it is none.
to_json(value)|sbdpu|A value as JSON.
to_json_string(value)|b|A value as a text of JSON.
json_value(json, path)|bqmtf|A single value at a path of JSON, as text.
json_query(json, path)|bqtf|An object or array at a path of JSON.
json_extract(json, path)|bmutd|What stands at a path of JSON.
json_extract_scalar(json, path)|bt|A single value at a path of JSON, as text.
json_extract_path_text(json, key, …)|srp|A value at a path of JSON, as text.
get_json_object(json, path)|d|What stands at a path of JSON, as text.
from_json(text, schema)|du|A text of JSON as a struct.
extractjsonfield(text, path)|k|A value at a path of JSON, as text.
JSONExtractString(json, key, …)|c|A text at a path of JSON.
JSONExtractInt(json, key, …)|c|A whole number at a path of JSON.
object_construct(key, value, …)|s|An object of keys and values.
get_path(variant, path)|s|What stands at a path of a variant.
flatten(input => value)|s|A row for each element of an array or object: \`lateral flatten(input => v)\` with VALUE, INDEX and KEY.
json_build_object(key, value, …)|p|A JSON object of keys and values.
jsonb_build_object(key, value, …)|p|A JSON object of keys and values.
jsonb_array_elements(json)|p|A row for each element of a JSON array.
openjson(json, path)|q|The elements of JSON as rows.
unnest(array)|bputrf|A row for each element of an array.
explode(array)|dk|A row for each element of an array; null and empty arrays give none.
explode_outer(array)|d|A row for each element of an array, one with null for an empty array.
posexplode(array)|d|A row for each element of an array, with its place from 0.
arrayJoin(array)|c|A row for each element of an array.
array_length(array)|bpu|The number of elements. PostgreSQL wants the dimension too.
array_size(array)|sd|The number of elements.
cardinality(array)|tpdf|The number of elements.
size(array)|d|The number of elements.
array_contains(array, value)|sdufk|Whether an array has a value. Snowflake takes the value first.
contains_array(array, value)|u|Whether an array has a value.
has(array, value)|c|Whether an array has a value.
array_to_string(array, separator)|sbpu|The elements put together as a text.
array_join(array, separator)|dtk|The elements put together as a text.
array_distinct(array)|sdtk|The different elements.
array_concat(a, b)|bru|Arrays put together.
array_cat(a, b)|sp|Arrays put together.
array_sort(array)|sdt|The elements in order.
transform(array, element -> value)|dtsk|Each element changed by a lambda.
filter(array, element -> condition)|dtsk|The elements for which a lambda holds.
arrayMap(element -> value, array)|c|Each element changed by a lambda.
arrayFilter(element -> condition, array)|c|The elements for which a lambda holds.
element_at(array, index)|dt|An element by its place, from 1.
struct(value, …)|bdu|A struct of values.
named_struct(name, value, …)|d|A struct of names and values.
row(value, …)|ptf|A row of values.
st_distance(a, b)|sbrpt|The distance between two places.
st_makepoint(longitude, latitude)|srp|A place of its coordinates.
st_geogpoint(longitude, latitude)|b|A place of its coordinates.
read_csv(path)|u|The rows of CSV files; the columns are guessed.
read_parquet(path)|u|The rows of Parquet files.
read_files(path)|d|The rows of files in storage, format and columns guessed.
tumble(table, descriptor, size)|f|Cuts a stream into windows of one size that follow each other.
hop(table, descriptor, slide, size)|f|Cuts a stream into windows of one size that overlap.
cumulate(table, descriptor, step, size)|f|Cuts a stream into windows that grow up to a size.
proctime()|f|The time at which a row is processed.
table_date_range(prefix, start, end)|b|Legacy SQL: the tables of a range of days.
current_user()|srdpmtu|Who is asking.
current_role()|s|The role in use.
current_database()|srdpmu|The database in use.
current_schema()|srpu|The schema in use.
session_user()|bpt|Who is asking.
last_query_id()|s|The id of the query before.
result_scan(id)|s|The rows of an earlier query: \`table(result_scan(last_query_id()))\`.
generator(rowcount => count)|s|So many empty rows: \`table(generator(rowcount => 10))\`.
seq4()|s|Numbers that rise, not always without gaps.
`;

const FUNCTIONS: readonly FunctionDoc[] = DATA.trim().split('\n').map(line => {
  const [call, letters, doc] = line.split('|');
  const open = call!.indexOf('(');
  const dialects = letters === '*' ? Object.values(LETTERS) : [...letters!].map(l => LETTERS[l]!);
  return { name: call!.slice(0, open), parameters: call!.slice(open + 1, -1), doc: doc!, dialects };
});
const BY_NAME = new Map(FUNCTIONS.map(f => [f.name.toLowerCase(), f]));

/** Functions of a dialect; all of them where it is not known. */
export function functionsOf(dialect: Dialect | null): readonly FunctionDoc[] {
  return dialect === null ? FUNCTIONS : FUNCTIONS.filter(f => f.dialects.includes(dialect));
}

/** A function by its name, whatever the case and dialect. */
export function functionNamed(name: string): FunctionDoc | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}

/** Words that begin or join clauses, in the order of a query, and where they may stand. */
export const CLAUSES: { readonly statement: readonly string[]; readonly query: readonly string[]; readonly expression: readonly string[] } = {
  statement: ['select', 'with', 'insert into', 'update', 'delete from', 'merge into', 'create table', 'create view', 'create or replace table', 'alter table', 'drop table', 'truncate table', 'begin', 'commit'],
  query: ['from', 'join', 'left join', 'inner join', 'full join', 'cross join', 'on', 'using', 'where', 'group by', 'having', 'order by', 'limit', 'union all', 'union', 'intersect', 'except', 'and', 'or', 'as', 'not', 'in', 'is null', 'is not null', 'between', 'like', 'over', 'partition by', 'asc', 'desc', 'then', 'else', 'end', 'when'],
  expression: ['case', 'when', 'distinct', 'not', 'null', 'true', 'false', 'exists', 'cast', 'interval'],
};

const QUALIFY: readonly Dialect[] = ['snowflake', 'bigquery', 'databricks', 'duckdb', 'redshift', 'clickhouse'];

/** The words of a place in a dialect. */
export function clauseWords(place: keyof typeof CLAUSES, dialect: Dialect | null): readonly string[] {
  return place === 'query' && (dialect === null || QUALIFY.includes(dialect)) ? [...CLAUSES.query, 'qualify'] : CLAUSES[place];
}
