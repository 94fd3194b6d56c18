select
    d.date_day,
    o.channel,
    count(o.order_id) as order_count,
    coalesce(sum(o.net_amount), 0) as revenue
from {{ ref('dim_dates') }} as d
left join {{ ref('fct_orders') }} as o
    on o.placed_on = d.date_day and o.status in ('shipped', 'completed')
group by all
