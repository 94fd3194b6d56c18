select
    cast(customer_id as integer) as customer_id,
    lower(contact) as contact,
    md5(contact) as contact_key,
    city
from {{ ref('raw_customers') }}
