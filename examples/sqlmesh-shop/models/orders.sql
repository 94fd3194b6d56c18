MODEL (
  name shop.orders,
  kind INCREMENTAL_BY_TIME_RANGE (
    time_column placed_on
  ),
  cron '@daily',
  grain order_id,
  audits (
    not_null(columns := (order_id, placed_on)),
    unique_values(columns := order_id),
    assert_positive_amount
  ),
  column_descriptions (
    amount = 'Sum of the order, with taxes'
  )
);

SELECT
  id::INT AS order_id,
  customer_id::INT AS customer_id,
  placed_at::DATE AS placed_on,
  amount::DECIMAL(10, 2) AS amount
FROM raw.orders
WHERE
  placed_at::DATE BETWEEN @start_ds AND @end_ds;
