select o.order_id, o.amount, c.country
from {{ ref('stg_orders') }} as o
join {{ source('shop', 'raw_customers') }} as c on c.id = o.customer_id
