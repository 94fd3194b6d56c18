{% snapshot snap %}
{{ config(unique_key='id', strategy='check', check_cols=['label']) }}
select * from {{ wrapped('base') }}
{% endsnapshot %}
