{{ config(materialized='view') }}

with lines as (

    select
        order_id,
        count(*) as line_count,
        sum(quantity) as item_count,
        sum(gross_amount) as gross_amount,
        sum(net_amount) as net_amount
    from {{ ref('int_order_lines_priced') }}
    group by order_id

),

payments as (

    select * from {{ ref('int_payments_by_order') }}

)

select
    o.order_id,
    o.customer_id,
    o.placed_at,
    o.placed_on,
    o.status,
    o.channel,
    o.coupon_code,
    coalesce(lines.line_count, 0) as line_count,
    coalesce(lines.item_count, 0) as item_count,
    coalesce(lines.gross_amount, 0) as gross_amount,
    coalesce(lines.net_amount, 0) as net_amount,
    {% for method in payment_methods() -%}
    coalesce(payments.{{ method }}_amount, 0) as {{ method }}_amount,
    {% endfor -%}
    coalesce(payments.paid_amount, 0) as paid_amount
from {{ ref('stg_webshop__orders') }} as o
left join lines on lines.order_id = o.order_id
left join payments on payments.order_id = o.order_id
