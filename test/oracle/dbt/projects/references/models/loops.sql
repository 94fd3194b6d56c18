{%- set parts = ['looped_1', 'looped_2'] -%}
{%- for p in parts %}
select * from {{ ref(p) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
{% for n in [1, 2] %}
union all select * from {{ ref('range_' ~ n) }}
{% endfor %}
{% for k, v in {'x': 'dict_value'}.items() %}
union all select * from {{ ref(v) }}
{% endfor %}
{% for t in var('some_list') %}
union all select * from {{ ref(t) }}
{% endfor %}
