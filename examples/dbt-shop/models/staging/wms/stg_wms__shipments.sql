select
    shipment_no,
    order_no as order_id,
    carrier,
    cast(shipped_on as date) as shipped_on,
    try_cast(delivered_on as date) as delivered_on
from {{ source('wms', 'shipments') }}
