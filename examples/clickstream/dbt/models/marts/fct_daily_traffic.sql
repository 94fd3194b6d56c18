select
    toDate(viewed_at) as day,
    host,
    country,
    count(*) as page_views,
    count(distinct visitor_hash) as visitors,
    count(distinct concat(toString(visitor_hash), '-', toString(visit_number))) as visits
from {{ ref('int_visits') }}
group by toDate(viewed_at), host, country
