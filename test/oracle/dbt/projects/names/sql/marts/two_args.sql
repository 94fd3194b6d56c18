select id from {{ ref('names_9', 'renamed') }}
union all
select id from {{ ref(
    "names_9",
    "Mixed_Case"
) }}
