{% snapshot customer_history %}
{{ config(
    unique_key='customer_id',
    strategy='check',
    check_cols=['full_name', 'country_code']
) }}
select * from {{ ref('stg_customers') }}
{% endsnapshot %}
