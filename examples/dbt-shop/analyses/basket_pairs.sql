-- Products that are bought together.
select
    a.product_id as product_a,
    b.product_id as product_b,
    count(*) as orders
from {{ ref('fct_order_lines') }} as a
inner join {{ ref('fct_order_lines') }} as b
    on b.order_id = a.order_id and b.product_id > a.product_id
group by 1, 2
order by 3 desc
