{{ config(materialized='incremental', unique_key='id') }}
{% if is_incremental() %}
select id from {{ ref('elsewhere') }} where id > (select max(id) from {{ this }})
{% else %}
select id from {{ ref('other') }}
{% endif %}
