select 1 as id, 'commented' as label
