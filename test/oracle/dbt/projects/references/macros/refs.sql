{% macro wrapped(name='by_macro_default') %}
    {{ return(ref(name)) }}
{% endmacro %}

{% macro fixed() %}
    select * from {{ ref('by_macro') }}
{% endmacro %}

{% macro touch() %}
    {% if execute %}{% do log('start') %}{% endif %}
{% endmacro %}

{% macro count_rows(relation) %}
    select count(*) from {{ relation }}
{% endmacro %}

{% macro outer() %}{{ inner() }}{% endmacro %}
{% macro inner() %}select * from {{ ref('nested_a') }} union all select * from {{ wrapped('nested_b') }}{% endmacro %}

{% macro around() %}({{ caller() }}){% endmacro %}
{% macro clean_up() %}{% do run_query('drop table if exists ' ~ ref('base')) %}{% endmacro %}
