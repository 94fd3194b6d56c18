select 1 as id, 'dict_value' as label
