{{
    config(
        materialized='incremental',
        unique_key=['sku', 'moved_on'],
        incremental_strategy='delete+insert'
    )
}}

select
    sku,
    moved_on,
    arg_max(stock_after, moved_at) as stock_level
from {{ ref('int_stock_running') }}
{% if is_incremental() %}
where moved_on >= (select max(moved_on) from {{ this }})
{% endif %}
group by sku, moved_on
