select
    event_id,
    visitor_hash,
    host,
    path,
    referrer_host,
    country,
    viewed_at
from {{ source('web', 'page_views') }}
limit 1 by event_id
