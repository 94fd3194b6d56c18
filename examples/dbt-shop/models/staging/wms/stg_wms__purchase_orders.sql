select
    po_no as purchase_order_id,
    supplier_no as supplier_id,
    sku,
    quantity,
    cast(unit_cost as decimal(12, 2)) as unit_cost,
    cast(ordered_on as date) as ordered_on,
    cast(arrived_on as date) as arrived_on
from {{ source('wms', 'purchase_orders') }}
