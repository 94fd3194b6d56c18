select
    order_id,
    customer_id,
    placed_at,
    row_number() over (partition by customer_id order by placed_at) as order_rank,
    lag(placed_at) over customer_orders as previous_placed_at,
    date_diff('day', lag(placed_at) over customer_orders, placed_at) as days_since_previous,
    sum(net_amount) over (
        partition by customer_id
        order by placed_at
        rows between unbounded preceding and current row
    ) as running_amount
from {{ ref('int_orders_totalled') }}
where status <> 'cancelled'
window customer_orders as (partition by customer_id order by placed_at)
