{% macro lib_macro() %}select * from {{ ref('basics', 'uses') }}{% endmacro %}
