{% test lib_test(model, column_name) %}select 1 as x where false{% endtest %}
