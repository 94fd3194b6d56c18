with receipts as (
    select * from {{ ref('stg_receipts') }}
)

select
    customer_id,
    count(*) as receipts,
    sum(total) as revenue
from receipts
group by customer_id
