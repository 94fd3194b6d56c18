select
    'session' as touchpoint,
    session_key as touchpoint_id,
    customer_id,
    started_at as happened_at,
    traffic_source as origin
from {{ ref('int_sessions_attributed') }}

union all

select
    'order',
    cast(order_id as varchar),
    customer_id,
    placed_at,
    channel
from {{ ref('fct_orders') }}

union all

select
    'return',
    cast(r.return_id as varchar),
    o.customer_id,
    cast(r.received_on as timestamp),
    r.return_reason
from {{ ref('fct_returns') }} as r
left join {{ ref('fct_orders') }} as o using (order_id)
