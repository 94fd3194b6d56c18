select
    id as order_line_id,
    order_id,
    product_id,
    quantity,
    cast(unit_price as decimal(12, 2)) as unit_price,
    discount_percent
from {{ source('webshop', 'order_lines') }}
