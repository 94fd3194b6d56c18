with latest as (

    select sku, stock_level
    from {{ ref('fct_stock_levels') }}
    qualify row_number() over (partition by sku order by moved_on desc) = 1

)

select
    p.sku,
    p.product_name,
    p.supplier_name,
    latest.stock_level,
    s.lead_time_days,
    latest.stock_level < s.lead_time_days as must_reorder
from {{ ref('dim_products', v=2) }} as p
left join latest on latest.sku = p.sku
left join {{ ref('dim_suppliers') }} as s on s.supplier_name = p.supplier_name
