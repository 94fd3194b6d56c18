select
    c.customer_id,
    c.full_name,
    count(o.order_id) as order_count
from {{ ref('stg_customer') }} as c
left join {{ ref('stg_orders') }} as o on o.customer_id = c.customer_id
group by 1, 2
