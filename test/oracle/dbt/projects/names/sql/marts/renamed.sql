{{ config(alias='final_name', schema='gold', tags=['a', 'b']) }}
select k.id, k.label, c.canton from {{ ref("keeper") }} k cross join {{ ref('cantons') }} c
