{% macro to_francs(column_name) %}
    {{ column_name }} / 100.0
{% endmacro %}

{% macro to_francs(column_name, digits) %}
    round({{ column_name }} / 100.0, {{ digits }})
{% endmacro %}
