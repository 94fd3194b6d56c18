{{
    config(
        post_hook="analyze {{ this }}",
        meta={'owner': 'Data team'}
    )
}}

select
    {{ shop_utils.surrogate_key(['c.customer_id']) }} as customer_key,
    c.customer_id,
    c.full_name,
    c.email,
    c.city,
    n.country_name,
    c.wants_newsletter,
    c.created_at,
    coalesce(o.order_count, 0) as order_count,
    o.first_order_on,
    o.last_order_on,
    coalesce(o.lifetime_amount, 0) as lifetime_amount,
    {{ customer_segment('coalesce(o.lifetime_amount, 0)') }} as segment
from {{ ref('stg_webshop__customers') }} as c
left join {{ ref('country_names') }} as n on n.country_code = c.country_code
left join {{ ref('int_customer_orders') }} as o on o.customer_id = c.customer_id
