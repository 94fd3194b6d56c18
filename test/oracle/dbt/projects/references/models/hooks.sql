{{ config(
    materialized='table',
    pre_hook=["select 1 from {{ ref('hooked') }}"],
    post_hook={"sql": "select 1 from {{ ref('other') }}", "transaction": false}
) }}
select * from {{ ref('base') }}
