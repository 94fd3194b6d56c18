{{ config(materialized='incremental', unique_key='order_id', on_schema_change='fail') }}

select
    order_id,
    customer_id,
    ordered_at,
    {{ to_cents('amount') }} as amount_cents
from {{ ref('stg_orders') }}
where ordered_at >= '{{ var("first_day") }}'
{% if is_incremental() %}
  and ordered_at > (select max(ordered_at) from {{ this }})
{% endif %}
