select 1 as id, 'in_call' as label
