select
    return_no as return_id,
    order_no as order_id,
    sku,
    quantity,
    cast(received_on as date) as received_on,
    reason as return_reason
from {{ source('wms', 'goods_returned') }}
