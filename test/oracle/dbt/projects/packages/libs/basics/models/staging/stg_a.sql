select * from {{ source('lib_raw', 'a') }}
