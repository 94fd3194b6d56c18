select
    id as customer_id,
    full_name
from {{ source('shop', 'customers') }}
where created_at >= '{{ var("first_day") }}'
