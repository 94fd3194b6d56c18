{#- One column a sales channel, made by the package's pivot macro. -#}
select
    date_trunc('month', placed_on) as month_start,
    {{ shop_utils.pivot_sum('channel', var('sales_channels'), 'net_amount') }}
from {{ ref('fct_orders') }}
group by 1
