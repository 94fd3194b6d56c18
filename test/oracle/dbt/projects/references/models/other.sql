select 1 as id, 'other' as label
