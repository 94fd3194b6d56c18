select 1 as id, 'conditional' as label
