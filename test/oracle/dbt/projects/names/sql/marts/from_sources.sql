{% set tables = ['one', 'two'] %}
{% for t in tables %}
select '{{ t }}' as origin, id from {{ source('shop.eu', t) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
