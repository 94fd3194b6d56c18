/** Sound files of every kind, each with something of everything. */
export const SAMPLES: readonly { readonly format: string; readonly path: string; readonly text: string }[] = [
  {
    format: 'gx', path: 'gx/expectations/orders_suite.json',
    text: `{
  "name": "orders_suite", "id": null, "meta": {"great_expectations_version": "1.3.0", "dataset": "shop.orders"}, "notes": null,
  "expectations": [
    {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "id"}, "meta": {}, "severity": "critical"},
    {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "status", "value_set": ["new", "paid"], "mostly": 0.99}},
    {"type": "expect_compound_columns_to_be_unique", "kwargs": {"column_list": ["id", "line"]}},
    {"type": "expect_column_pair_values_a_to_be_greater_than_b", "kwargs": {"column_A": "paid", "column_B": "due", "or_equal": true}},
    {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}},
    {"type": "expect_column_values_to_be_between", "kwargs": {"column": "amount", "min_value": {"$PARAMETER": "low"}}}
  ]
}`,
  },
  {
    format: 'gxPython', path: 'checks.py',
    text: `import great_expectations as gx
import great_expectations.expectations as gxe
context = gx.get_context()
asset = context.data_sources.add_postgres("pg").add_table_asset(name="orders", table_name="orders", schema_name="shop")
suite = context.suites.add(gx.ExpectationSuite(name="orders_suite"))
COLUMNS = ["id", "line"]
suite.add_expectation(gxe.ExpectColumnValuesToBeUnique(column="id"))
suite.add_expectation(gx.expectations.ExpectColumnValuesToBeInSet(column="status", value_set=["new"], mostly=0.9, severity="warning"))
suite.add_expectation(gxe.ExpectCompoundColumnsToBeUnique(column_list=COLUMNS))
suite.add_expectation(gxe.ExpectColumnMaxToBeBetween(column="amount", **bounds))
`,
  },
  {
    format: 'soda', path: 'soda/checks.yml',
    text: `variables:
  start: "2024-01-01"
filter orders [daily]:
  where: day = '\${start}'
configurations for orders:
  valid values for status: [new, paid]
  missing values for email: [n/a]
checks for orders:
  - row_count > 0
  - missing_count(id) = 0
  - duplicate_count(id, line) = 0:
      name: One row per line
      samples limit: 10
  - invalid_count(status) = 0
  - avg(amount) between 10 and 200
  - min(amount) not between [1 and 5)
  - freshness(created_at) < 1d
  - values in (customer_id) must exist in customers (id)
  - row_count same as orders_raw in warehouse
  - anomaly detection for row_count
  - change avg last 7 percent for row_count < 50
  - schema:
      warn:
        when schema changes: any
      fail:
        when required column missing: [id, status]
        when wrong column type:
          id: integer
  - failed rows:
      name: no negative amounts
      fail condition: amount < 0
  - big_orders > 3:
      big_orders query: |
        select count(*) from orders
  - max(amount):
      warn: when > 100
      fail: when between 200 and 300
checks for orders [daily]:
  - row_count > 10
for each dataset D:
  datasets:
    - orders
    - include stg_%
  checks:
    - row_count > 0
`,
  },
  {
    format: 'soda', path: 'contracts/orders.yml',
    text: `dataset: warehouse/shop/public/orders
description: Orders
columns:
  - name: id
    data_type: integer
    checks:
      - missing:
      - duplicate:
  - name: status
    data_type: varchar
    checks:
      - invalid:
          valid_values: [new, paid]
          threshold:
            metric: percent
            must_be_less_than: 5
checks:
  - schema:
  - row_count:
      threshold:
        must_be_between: {greater_than: 1, less_than: 9}
  - freshness:
      column: created_at
      threshold:
        unit: hour
        must_be_less_than: 24
  - duplicate:
      columns: [id, status]
`,
  },
  {
    format: 'contract', path: 'orders.odcs.yaml',
    text: `apiVersion: v3.1.0
kind: DataContract
id: 53581432-6c55-4ba2-a65f-72344a91553a
name: Orders
version: 1.0.0
status: active
description:
  purpose: All orders.
servers:
  - server: prod
    type: postgres
    host: localhost
    port: 5432
    database: shop
    schema: public
schema:
  - name: customers
    id: customers_tbl
    properties:
      - name: id
        id: id_prop
        logicalType: integer
        primaryKey: true
        required: true
  - name: orders
    physicalName: public.fct_orders
    tags: [sales]
    quality:
      - metric: rowCount
        mustBeGreaterThan: 0
      - metric: duplicateValues
        mustBe: 0
        arguments: {properties: [id, line]}
      - type: sql
        query: select count(*) from orders
        mustBeBetween: [1, 9]
        schedule: 0 3 * * *
        scheduler: cron
    relationships:
      - from: [orders.id, orders.line]
        to: [items.order_id, items.line]
    properties:
      - name: id
        logicalType: integer
        primaryKey: true
        primaryKeyPosition: 1
        required: true
      - name: line
        logicalType: integer
        primaryKey: true
        primaryKeyPosition: 2
        required: true
      - name: email
        logicalType: string
        classification: restricted
        logicalTypeOptions: {format: email}
        quality:
          - metric: nullValues
            mustBe: 0
          - type: custom
            engine: greatExpectations
            implementation:
              type: expect_column_values_to_match_regex
              kwargs: {regex: '@'}
      - name: customer_id
        relationships:
          - to: customers.id
          - to: schema/customers_tbl/properties/id_prop
      - name: items
        logicalType: array
        items:
          logicalType: object
          properties:
            - name: sku
              logicalType: string
team:
  name: sales
  members:
    - username: ada@example.com
      role: owner
slaProperties:
  - property: latency
    value: 4
    unit: h
    element: orders.id
`,
  },
  {
    format: 'contract', path: 'datacontract.yaml',
    text: `dataContractSpecification: 1.2.0
id: urn:orders
info:
  title: Orders
  version: 1.0.0
  owner: sales
servers:
  prod: {type: snowflake, account: acme, database: shop, schema: public}
models:
  orders:
    type: table
    description: One row per order.
    fields:
      id:
        $ref: '#/definitions/order_id'
        primaryKey: true
      customer_id:
        type: text
        references: customers.id
      status:
        type: text
        enum: [new, paid]
        quality:
          - type: custom
            engine: soda
            implementation: invalid_count(status) = 0
  customers:
    fields:
      id: {type: text, required: true, unique: true}
      email: {type: text, pii: true}
definitions:
  order_id: {type: text, required: true}
servicelevels:
  frequency: {type: batch, cron: 0 0 * * *}
`,
  },
  {
    format: 'pandera', path: 'schemas.py',
    text: `import pandera as pa
from pandera.typing import Series
class OrdersSchema(pa.DataFrameModel):
    id: Series[int] = pa.Field(unique=True, ge=1)
    status: Series[str] = pa.Field(isin=["new", "paid"], nullable=True)
    day: Series[pa.DateTime] = pa.Field(alias="order_day")
    class Config:
        strict = True
customers = pa.DataFrameSchema({"id": pa.Column(int, unique=True), "email": pa.Column("string", nullable=True)})
`,
  },
];
