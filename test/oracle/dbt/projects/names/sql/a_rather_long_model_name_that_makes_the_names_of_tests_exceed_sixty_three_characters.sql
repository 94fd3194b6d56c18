select 1 as id, 'open' as state, 2.5 as price
