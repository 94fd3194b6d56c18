{{ fixed() }} union all select * from {{ source("raw", "events") }}
