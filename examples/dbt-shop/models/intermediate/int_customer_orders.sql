select
    customer_id,
    count(*) as order_count,
    min(placed_on) as first_order_on,
    max(placed_on) as last_order_on,
    sum(net_amount) as lifetime_amount
from {{ ref('int_orders_totalled') }}
where status <> 'cancelled'
group by customer_id
