select
    receipt_id,
    customer_id,
    {{ to_euros('total_cents') }} as total,
    printed_at
from {{ source('till', 'receipts') }}
