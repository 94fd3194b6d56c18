{{
    config(
        materialized='incremental',
        unique_key='order_id',
        incremental_strategy='delete+insert',
        on_schema_change='append_new_columns'
    )
}}

with orders as (

    select * from {{ ref('int_orders_totalled') }}
    {% if is_incremental() %}
    where placed_at > (select coalesce(max(placed_at), timestamp '1970-01-01') from {{ this }})
    {% endif %}

),

ranked as (

    select order_id, order_rank, days_since_previous
    from {{ ref('int_orders_ranked') }}

)

select
    orders.order_id,
    orders.customer_id,
    orders.placed_at,
    orders.placed_on,
    orders.status,
    orders.channel,
    orders.item_count,
    cast(orders.gross_amount as decimal(14, 2)) as gross_amount,
    cast(orders.net_amount as decimal(14, 2)) as net_amount,
    cast(orders.gross_amount - orders.net_amount as decimal(14, 2)) as discount_amount,
    cast(orders.paid_amount as decimal(14, 2)) as paid_amount,
    ranked.order_rank = 1 as is_first_order,
    ranked.days_since_previous
from orders
left join ranked on ranked.order_id = orders.order_id
