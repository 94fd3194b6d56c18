select * from {{ source('plain', 'y') }} where 1 = 0
