select 1 as id, 'by_macro_default' as label
