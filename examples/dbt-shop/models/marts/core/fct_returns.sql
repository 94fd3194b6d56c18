select * from {{ ref('int_returns_priced') }}
