create or replace view sales as
select
    o.id as order_id,
    o.placed_on,
    c.country,
    p.category,
    l.quantity * l.price as amount
from orders as o
join customers as c on c.id = o.customer_id
join order_lines as l on l.order_id = o.id
join products as p on p.id = l.product_id
where o.status <> 'cancelled';
