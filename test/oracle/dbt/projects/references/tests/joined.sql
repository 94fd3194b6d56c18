{{ config(severity = 'warn', tags = 'x') }}
select a.id from {{ ref('base') }} a join {{ ref('numbers') }} n using (id) where false
