{% if target.name == 'dev' %}
select * from {{ ref('stg_orders') }} limit 100
{% else %}
select * from {{ ref('stg_orders') }}
