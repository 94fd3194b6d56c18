select
    session_key,
    try_cast(customer_id as integer) as customer_id,
    cast(started_at as timestamp) as started_at,
    page_views,
    coalesce(nullif(utm_source, ''), 'direct') as traffic_source
from {{ source('webshop', 'sessions') }}
