select id from {{ ref('wide') }} union all select id from {{ ref('wide', v=1) }} union all select id from {{ ref('sem', 'wide', version='next') }}
