select
    id as payment_id,
    order_id,
    method as payment_method,
    {{ cents_to_francs('amount_cents') }} as amount,
    status as payment_status,
    cast(paid_at as timestamp) as paid_at
from {{ source('webshop', 'payments') }}
