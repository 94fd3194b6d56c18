select 1 as product_id, 100 as price
