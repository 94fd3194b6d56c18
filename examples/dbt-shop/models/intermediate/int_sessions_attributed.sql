{{ config(materialized='view') }}

select
    s.session_key,
    s.customer_id,
    s.started_at,
    s.traffic_source,
    s.page_views,
    o.order_id
from {{ ref('stg_webshop__sessions') }} as s
left join {{ ref('stg_webshop__orders') }} as o
    on o.customer_id = s.customer_id
    and o.placed_at between s.started_at and s.started_at + interval 7 day
qualify row_number() over (partition by s.session_key order by o.placed_at nulls last) = 1
