select
    customer_id,
    full_name as contact_name,
    email as contact,
    segment
from {{ ref('dim_customers') }}
where wants_newsletter
