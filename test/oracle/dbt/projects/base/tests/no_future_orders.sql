select order_id from {{ ref('fct_orders') }} where ordered_at > current_timestamp
