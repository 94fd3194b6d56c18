select
    cast(o.order_id as integer) as order_id,
    cast(o.customer_id as integer) as customer_id,
    cast(o.status as varchar) as status,
    cast(o.amount as numeric(10, 2)) as amount,
    cast(o.ordered_at as date) as ordered_at,
    c.contact
from {{ ref('raw_orders') }} as o
left join {{ ref('stg_customers') }} as c on c.customer_id = o.customer_id
