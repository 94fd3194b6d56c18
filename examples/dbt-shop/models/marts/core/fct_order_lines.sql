select
    l.order_line_id,
    l.order_id,
    o.customer_id,
    l.product_id,
    l.sku,
    o.placed_on,
    l.quantity,
    l.net_amount
from {{ ref('int_order_lines_priced') }} as l
inner join {{ ref('fct_orders') }} as o on o.order_id = l.order_id
