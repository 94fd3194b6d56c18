select
    p.product_id,
    p.sku,
    p.product_name,
    p.category,
    p.list_price,
    s.supplier_name,
    p.is_active
from {{ ref('stg_webshop__products') }} as p
left join {{ ref('stg_wms__suppliers') }} as s on s.supplier_id = p.supplier_id
