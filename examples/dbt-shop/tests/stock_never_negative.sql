{{ config(severity='warn') }}

select sku, moved_on, stock_level
from {{ ref('fct_stock_levels') }}
where stock_level < 0
