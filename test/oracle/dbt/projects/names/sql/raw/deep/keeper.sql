select id, label, 'kept' as note from {{ ref('Mixed_Case') }}
