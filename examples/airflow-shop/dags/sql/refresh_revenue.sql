-- Runs in the task refresh_revenue of shop_transform.
insert into finance.daily_revenue (day, revenue)
select order_date, sum(amount_total)
from analytics.fct_orders
where order_date = date '{{ ds }}'
group by order_date
