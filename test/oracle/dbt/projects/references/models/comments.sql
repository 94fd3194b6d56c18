-- depends_on: {{ ref('commented') }}
/* {{ ref('other') }} */
{# {{ ref('never_1') }} #}
{% raw %}{{ ref('never_2') }}{% endraw %}
{#- multi
line {{ ref('never_3') }}
-#}
select '{{ "{{ ref(''never_4'') }}" | length }}' as x
