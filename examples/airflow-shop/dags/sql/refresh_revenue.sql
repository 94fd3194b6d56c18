-- Runs in the task refresh_revenue of shop_transform. A day's rows are replaced, so that the task can run again.
delete from finance.daily_revenue where day = date '{{ ds }}';

insert into finance.daily_revenue (day, revenue)
select order_date, sum(amount_total)
from analytics.fct_orders
where order_date = date '{{ ds }}'
group by order_date
