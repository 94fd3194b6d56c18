select product_id, price, currency
from {{ ref('price_list', v=2) }}
