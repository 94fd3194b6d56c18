select
    c.customer_id,
    c.full_name,
    n.country_name,
    count(o.order_id) as order_count
from {{ ref('stg_customers') }} as c
left join {{ ref('countries') }} as n on n.country_code = c.country_code
left join {{ ref('stg_orders') }} as o on o.customer_id = c.customer_id
group by 1, 2, 3
