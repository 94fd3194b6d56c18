{% test looks_like_email(model, column_name) %}
{{ config(severity='warn') }}

select {{ column_name }}
from {{ model }}
where {{ column_name }} not like '%_@_%._%'

{% endtest %}
