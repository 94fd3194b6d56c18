select
    id as order_id,
    customer_id,
    placed_at,
    {{ to_francs('amount_cents') }} as amount
from {{ source('shop', 'order') }}
