select * from {{ wrapped() }}
union all select * from {{ wrapped('other') }}
union all {{ fixed() }}
union all {{ outer() }}
union all select * from {% call around() %}select * from {{ ref('in_call') }}{% endcall %} as c
