with gaps as (
    select
        event_id,
        visitor_hash,
        host,
        path,
        referrer_host,
        country,
        viewed_at,
        dateDiff('minute', lagInFrame(viewed_at, 1, viewed_at) over (partition by visitor_hash order by viewed_at), viewed_at) > 30 as is_new_visit
    from {{ ref('stg_page_views') }}
)

select
    event_id,
    visitor_hash,
    sum(is_new_visit) over (partition by visitor_hash order by viewed_at) as visit_number,
    host,
    path,
    referrer_host,
    country,
    viewed_at
from gaps
