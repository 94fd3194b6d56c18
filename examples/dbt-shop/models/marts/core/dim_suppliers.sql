select
    s.supplier_id,
    s.supplier_name,
    n.country_name,
    s.lead_time_days
from {{ ref('stg_wms__suppliers') }} as s
left join {{ ref('country_names') }} as n using (country_code)
