select
    r.return_id,
    r.order_id,
    r.sku,
    r.received_on,
    r.return_reason,
    r.quantity,
    l.unit_price,
    r.quantity * l.net_amount / nullif(l.quantity, 0) as refund_amount
from {{ ref('stg_wms__returns') }} as r
left join {{ ref('int_order_lines_priced') }} as l
    on l.order_id = r.order_id and l.sku = r.sku
qualify row_number() over (partition by r.return_id order by l.order_line_id) = 1
