select * from {{ ref('renamed') }} where id is null
