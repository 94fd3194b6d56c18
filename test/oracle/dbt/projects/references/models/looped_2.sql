select 1 as id, 'looped_2' as label
