select 1 as id, 'looped_1' as label
