select 1 as id, 'nested_a' as label
