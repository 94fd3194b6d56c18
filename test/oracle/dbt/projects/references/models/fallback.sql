select 1 as id, 'fallback' as label
