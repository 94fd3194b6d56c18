select 1 as id, 'nested_b' as label
