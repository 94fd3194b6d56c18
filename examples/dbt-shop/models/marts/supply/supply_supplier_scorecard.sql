select
    po.supplier_id,
    s.supplier_name,
    count(*) as purchase_orders,
    avg(date_diff('day', po.ordered_on, po.arrived_on)) as average_days,
    sum(po.quantity * po.unit_cost) as spend
from {{ ref('stg_wms__purchase_orders') }} as po
inner join main_staging.stg_wms__suppliers as s on s.supplier_id = po.supplier_id
group by 1, 2
-- depends_on: {{ ref('stg_wms__suppliers') }}
