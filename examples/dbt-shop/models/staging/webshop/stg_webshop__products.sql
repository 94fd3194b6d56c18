select
    cast(id as integer) as product_id,
    sku,
    name as product_name,
    category,
    cast(list_price as decimal(12, 2)) as list_price,
    supplier_id,
    cast(listed_on as date) as listed_on,
    cast(active as boolean) as is_active
from {{ source('webshop', 'products') }}
