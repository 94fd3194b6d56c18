select 1 as id, 'from_tuple' as label
