select
    movement_no,
    sku,
    kind as movement_kind,
    case kind
        when 'in' then quantity
        when 'out' then -quantity
        else 0
    end as quantity_change,
    cast(moved_at as timestamp) as moved_at
from {{ source('wms', 'stock_movements') }}
