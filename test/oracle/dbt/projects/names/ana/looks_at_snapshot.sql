select * from {{ ref('third_snap') }}
