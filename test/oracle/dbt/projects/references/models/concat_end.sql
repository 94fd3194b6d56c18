select 1 as id, 'concat_end' as label
