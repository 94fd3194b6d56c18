with source as (

    select * from {{ source('webshop', 'orders') }}

)

select
    id as order_id,
    customer_id,
    cast(placed_at as timestamp) as placed_at,
    cast(placed_at as date) as placed_on,
    status,
    channel,
    nullif(coupon, '') as coupon_code
from source
where cast(placed_at as date) >= date '{{ var("first_order_date") }}'
