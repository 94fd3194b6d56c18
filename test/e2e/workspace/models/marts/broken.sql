select customer_id
from {{ ref('custmers') }}
