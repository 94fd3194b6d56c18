select * from {{ ref('no such thing') }
