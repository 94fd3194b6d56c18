select 1 as id, 'from_var' as label
