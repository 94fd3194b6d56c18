select id from {{ ref('stg_a') }}
union all select id from {{ ref('shared_name') }}
union all select id from {{ ref('lib_' ~ var('suffix')) }}
