{% test is_one_of_three_words(model, column_name, first, second, third) %}
select 1 as x where false
{% endtest %}
