/* Revenue of each day */
MODEL (
  name shop.daily_revenue,
  kind FULL,
  owner data,
  grain placed_on
);

SELECT
  placed_on,
  SUM(amount) AS revenue,
  COUNT(*) AS orders
FROM shop.orders
GROUP BY
  placed_on;
