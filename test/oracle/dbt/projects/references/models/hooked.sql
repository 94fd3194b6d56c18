select 1 as id, 'hooked' as label
