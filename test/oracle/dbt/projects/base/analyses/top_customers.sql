select * from {{ ref('dim_customers') }} order by order_count desc
