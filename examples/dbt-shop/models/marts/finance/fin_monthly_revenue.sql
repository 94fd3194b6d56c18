with monthly as (

    select
        date_trunc('month', date_day) as month_start,
        sum(revenue) as revenue
    from {{ ref('fin_daily_revenue') }}
    group by 1

)

select
    month_start,
    revenue,
    lag(revenue) over (order by month_start) as previous_revenue,
    revenue - lag(revenue) over (order by month_start) as revenue_change
from monthly
