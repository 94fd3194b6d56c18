select
    country,
    date_trunc('day', created_at) as day,
    sum(amount_eur) as revenue_eur
from {{ ref('stg_orders') }}
where status <> 'cancelled'
group by country, date_trunc('day', created_at)
