{% snapshot first_snap %}
{{ config(target_schema='kept', unique_key='id', strategy='check', check_cols='all') }}
select * from {{ ref('renamed') }}
{% endsnapshot %}

{% snapshot second_snap %}
    {{ config(target_schema='kept', unique_key="id || label", strategy='timestamp', updated_at='at') }}
    select *, current_timestamp as at from {{ ref('Mixed_Case') }}
{% endsnapshot %}
