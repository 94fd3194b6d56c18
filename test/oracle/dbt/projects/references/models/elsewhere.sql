select 1 as id, 'elsewhere' as label
