select date '2024-01-01' as date_day, current_timestamp as hour_at
