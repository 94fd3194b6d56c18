select
    order_id,
    amount / 100.0 as amount
from {{ source('raw', 'payments') }}
