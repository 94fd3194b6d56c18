select id from {{ ref('uses') }}
union all select id from {{ ref('basics', 'shared_name') }}
union all select id from {{ ref('lib_seed') }}
union all select id from {{ source('lib_raw', 'a') }}
