select * from {{ ref('a_model_nobody_has') }}
