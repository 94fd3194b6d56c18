{% set up = var('upstream') %}
{% set pair = ('refs', 'from_tuple') %}
{%- set source_model = "base" -%}
select * from {{ ref(up) }}
union all select * from {{ ref(var('which')) }}
union all select * from {{ ref(var('absent', 'fallback')) }}
union all select * from {{ ref(*pair) }}
union all select * from {{ ref(source_model) }}
union all select * from {{ ref('concat_' + 'end') }}
