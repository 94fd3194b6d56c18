select 1 as id, 'scoped' as label
