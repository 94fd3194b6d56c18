select 1 as id, 'by_macro' as label
