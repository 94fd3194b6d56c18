select 1 as order_id, 2 as customer_id, current_date as ordered_on, 10.0 as amount, 'web' as channel
