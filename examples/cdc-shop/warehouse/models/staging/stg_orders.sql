select
    id as order_id,
    customer_id,
    country,
    amount_eur,
    status,
    created_at
from {{ source('shop', 'orders_enriched') }}
