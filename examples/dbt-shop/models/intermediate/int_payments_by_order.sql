{% set methods = payment_methods() %}

select
    order_id,
    {% for method in methods %}
    sum(case when payment_method = '{{ method }}' then amount else 0 end) as {{ method }}_amount,
    {% endfor %}
    sum(amount) as paid_amount,
    max(paid_at) as last_paid_at
from {{ ref('stg_webshop__payments') }}
where payment_status = 'paid'
group by order_id
