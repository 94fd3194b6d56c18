select
    order_id,
    customer_id,
    placed_on,
    net_amount - paid_amount as open_amount
from {{ ref('fct_orders') }}
where status <> 'cancelled'
  and net_amount > paid_amount
