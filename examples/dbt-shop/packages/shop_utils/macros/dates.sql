{% macro date_spine(first_day, last_day) %}
    {{ return(adapter.dispatch('date_spine', 'shop_utils')(first_day, last_day)) }}
{% endmacro %}

{% macro default__date_spine(first_day, last_day) %}
    with recursive spine as (
        select date '{{ first_day }}' as date_day
        union all
        select date_day + interval '1' day from spine where date_day < date '{{ last_day }}'
    )
    select date_day from spine
{% endmacro %}

{% macro duckdb__date_spine(first_day, last_day) %}
    select cast(range as date) as date_day
    from range(date '{{ first_day }}', date '{{ last_day }}' + interval 1 day, interval 1 day)
{% endmacro %}
