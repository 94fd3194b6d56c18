with base as (select * from {{ ref("base") }}),
     base_2 as (select * from base),
     final as (select b.id, b.label, s.dbt_valid_from from base_2 b left join {{ ref('snap') }} s on s.id = b.id)
select * from final
