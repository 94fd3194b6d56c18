select
    s.shipment_no,
    s.order_id,
    s.carrier,
    s.shipped_on,
    s.delivered_on,
    date_diff('day', o.placed_on, s.delivered_on) as days_to_deliver,
    coalesce(c.is_green, false) as is_green_carrier
from {{ ref('stg_wms__shipments') }} as s
inner join {{ ref('stg_webshop__orders') }} as o on o.order_id = s.order_id
left join {{ ref('carriers') }} as c on c.carrier = s.carrier
