{% macro to_cents(column_name, scale=100) %}
    cast({{ column_name }} * {{ scale }} as integer)
{% endmacro %}
