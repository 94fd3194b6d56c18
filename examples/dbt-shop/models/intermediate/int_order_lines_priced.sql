select
    l.order_line_id,
    l.order_id,
    l.product_id,
    p.sku,
    p.category,
    l.quantity,
    l.unit_price,
    l.discount_percent,
    l.quantity * l.unit_price as gross_amount,
    l.quantity * l.unit_price * (1 - l.discount_percent / 100.0) as net_amount
from {{ ref('stg_webshop__order_lines') }} as l
inner join {{ ref('stg_webshop__products') }} as p on p.product_id = l.product_id
