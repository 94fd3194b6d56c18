{% if target.name == 'dev' %}
select * from {{ ref('conditional') }}
{% elif target.name == 'prod' %}
select * from {{ ref('elsewhere') }}
{% else %}
select * from {{ ref('other') }}
{% endif %}
{% if var('not_set', false) %} union all select * from {{ ref('other') }} {% endif %}
{% if 'a' in var('some_list') %} union all select * from {{ ref('base') }} {% endif %}
