select
    traffic_source,
    count(*) as sessions,
    count(distinct order_id) as orders,
    {{ safe_divide('count(distinct order_id)', 'count(*)') }} as conversion_rate
from {{ ref('int_sessions_attributed') }}
group by traffic_source
