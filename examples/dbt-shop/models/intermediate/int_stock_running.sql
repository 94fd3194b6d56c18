select
    sku,
    movement_no,
    moved_at,
    cast(moved_at as date) as moved_on,
    quantity_change,
    sum(quantity_change) over (partition by sku order by moved_at, movement_no) as stock_after
from {{ ref('stg_wms__stock_movements') }}
