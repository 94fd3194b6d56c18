with days as (

    {{ shop_utils.date_spine(var('first_order_date'), '2024-12-31') }}

)

select
    date_day,
    extract(year from date_day) as year_number,
    extract(month from date_day) as month_number,
    strftime(date_day, '%Y-%m') as year_month,
    extract(isodow from date_day) >= 6 as is_weekend
from days
