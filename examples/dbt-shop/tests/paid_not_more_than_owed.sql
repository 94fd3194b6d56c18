{{ config(tags=['finance']) }}

select order_id, net_amount, paid_amount
from {{ ref('fct_orders') }}
where paid_amount > net_amount + 0.01
