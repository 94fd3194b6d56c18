select
    r.return_id,
    r.order_id,
    o.customer_id,
    r.refund_amount,
    r.received_on
from {{ ref('fct_returns') }} as r
inner join {{ ref('fct_orders') }} as o on o.order_id = r.order_id
