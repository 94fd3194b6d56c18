select 1 as id, 'range_2' as label
