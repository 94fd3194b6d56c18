with source as (

    select * from {{ source('webshop', 'customers') }}

)

select
    id as customer_id,
    first_name,
    last_name,
    first_name || ' ' || last_name as full_name,
    lower(email) as email,
    phone,
    city,
    upper(country) as country_code,
    cast(created_at as timestamp) as created_at,
    cast(newsletter as boolean) as wants_newsletter
from source
