select
    supplier_no as supplier_id,
    name as supplier_name,
    country as country_code,
    lead_time_days,
    contact_email
from {{ source('wms', 'suppliers') }}
