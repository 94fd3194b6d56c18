{% macro pick(x) %}{{ return(adapter.dispatch('pick', 'tools')(x)) }}{% endmacro %}
{% macro default__pick(x) %}select * from {{ ref(x) }}{% endmacro %}
