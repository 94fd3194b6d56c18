select c.customer_id, sum(o.amount) as total from {{ ref('customers') }} c left join {{ ref('orders') }} o using (customer_id) group by 1
