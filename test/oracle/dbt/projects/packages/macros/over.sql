{% macro duckdb__pick(x) %}select * from {{ ref(x) }} union all select * from {{ ref('extra') }}{% endmacro %}
