select
    customer_id,
    full_name,
    country_code
from {{ source('till', 'customers') }}
