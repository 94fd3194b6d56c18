select 2 as customer_id, 'CH' as country
