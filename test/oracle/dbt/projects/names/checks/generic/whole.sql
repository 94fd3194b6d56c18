{% test whole_model(model, columns, settings={}) %}
select 1 as x where false
{% endtest %}
