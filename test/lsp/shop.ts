/** A small dbt project for the tests of the server. */
export const SHOP: { readonly [path: string]: string } = {
  'dbt_project.yml': 'name: shop\nversion: "1.0"\nprofile: shop\nmodel-paths: [models]\nmacro-paths: [macros]\nseed-paths: [seeds]\n',
  'profiles.yml': 'shop:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: shop.duckdb\n',
  'models/sources.yml': 'version: 2\nsources:\n  - name: till\n    schema: till\n    tables:\n      - name: receipts\n        columns:\n          - name: receipt_id\n            data_type: integer\n          - name: amount_cents\n            data_type: integer\n          - name: customer_id\n            data_type: integer\n',
  'models/stg_receipts.sql': "select\n    receipt_id,\n    customer_id,\n    {{ to_euros('amount_cents') }} as amount\nfrom {{ source('till', 'receipts') }}\n",
  'models/customers.sql': "with receipts as (\n    select * from {{ ref('stg_receipts') }}\n)\nselect\n    customer_id,\n    sum(amount) as total\nfrom receipts\ngroup by customer_id\n",
  'models/models.yml': 'version: 2\nmodels:\n  - name: stg_receipts\n    description: Receipts of the till.\n    columns:\n      - name: receipt_id\n        tests: [unique, not_null]\n  - name: customers\n    description: One row for each customer.\n    columns:\n      - name: customer_id\n        description: Who bought.\n        tests:\n          - not_null\n',
  'macros/to_euros.sql': '{# Cents to euros. #}\n{% macro to_euros(column, digits=2) %}\n    round({{ column }} / 100.0, {{ digits }})\n{% endmacro %}\n',
  'seeds/countries.csv': 'code,name\nch,Switzerland\n',
};
