{% snapshot product_prices %}

{{
    config(
        unique_key='product_id',
        strategy='check',
        check_cols=['list_price', 'is_active']
    )
}}

select product_id, sku, list_price, is_active
from {{ ref('stg_webshop__products') }}

{% endsnapshot %}
