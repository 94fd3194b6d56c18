{% macro pivot_sum(column, values, amount) %}
    {%- for value in values %}
    sum(case when {{ column }} = '{{ value }}' then {{ amount }} else 0 end) as {{ value }}_{{ amount }}
    {%- if not loop.last %},{% endif -%}
    {% endfor %}
{% endmacro %}
