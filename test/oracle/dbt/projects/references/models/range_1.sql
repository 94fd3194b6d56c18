select 1 as id, 'range_1' as label
