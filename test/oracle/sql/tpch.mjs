// The schema of TPC-H and its queries, in their well-known shape with our own parameters.

export const SCHEMA = {
  part: { p_partkey: 'int', p_name: 'varchar', p_mfgr: 'varchar', p_brand: 'varchar', p_type: 'varchar', p_size: 'int', p_container: 'varchar', p_retailprice: 'decimal(15,2)' },
  supplier: { s_suppkey: 'int', s_name: 'varchar', s_address: 'varchar', s_nationkey: 'int', s_phone: 'varchar', s_acctbal: 'decimal(15,2)', s_comment: 'varchar' },
  partsupp: { ps_partkey: 'int', ps_suppkey: 'int', ps_availqty: 'int', ps_supplycost: 'decimal(15,2)' },
  customer: { c_custkey: 'int', c_name: 'varchar', c_address: 'varchar', c_nationkey: 'int', c_phone: 'varchar', c_acctbal: 'decimal(15,2)', c_mktsegment: 'varchar', c_comment: 'varchar' },
  orders: { o_orderkey: 'int', o_custkey: 'int', o_orderstatus: 'varchar', o_totalprice: 'decimal(15,2)', o_orderdate: 'date', o_orderpriority: 'varchar', o_clerk: 'varchar', o_shippriority: 'int', o_comment: 'varchar' },
  lineitem: {
    l_orderkey: 'int', l_partkey: 'int', l_suppkey: 'int', l_linenumber: 'int', l_quantity: 'decimal(15,2)', l_extendedprice: 'decimal(15,2)', l_discount: 'decimal(15,2)', l_tax: 'decimal(15,2)',
    l_returnflag: 'varchar', l_linestatus: 'varchar', l_shipdate: 'date', l_commitdate: 'date', l_receiptdate: 'date', l_shipinstruct: 'varchar', l_shipmode: 'varchar',
  },
  nation: { n_nationkey: 'int', n_name: 'varchar', n_regionkey: 'int', n_comment: 'varchar' },
  region: { r_regionkey: 'int', r_name: 'varchar', r_comment: 'varchar' },
};

export const QUERIES = [
  `select l_returnflag, l_linestatus, sum(l_quantity) as sum_qty, sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as sum_charge, avg(l_discount) as avg_disc, count(*) as count_order
   from lineitem where l_shipdate <= date '1998-12-01' - interval '90' day group by l_returnflag, l_linestatus order by 1, 2`,
  `select s_acctbal, s_name, n_name, p_partkey, p_mfgr from part, supplier, partsupp, nation, region where p_partkey = ps_partkey and s_suppkey = ps_suppkey and p_type like '%BRASS' and n_regionkey = r_regionkey
   and ps_supplycost = (select min(ps_supplycost) from partsupp, supplier, nation where p_partkey = ps_partkey and s_nationkey = n_nationkey) order by s_acctbal desc limit 100`,
  `select l_orderkey, sum(l_extendedprice * (1 - l_discount)) as revenue, o_orderdate, o_shippriority from customer, orders, lineitem where c_custkey = o_custkey and l_orderkey = o_orderkey group by l_orderkey, o_orderdate, o_shippriority order by revenue desc`,
  `select o_orderpriority, count(*) as order_count from orders where o_orderdate < date '1993-07-01' + interval '3' month and exists (select * from lineitem where l_orderkey = o_orderkey and l_commitdate < l_receiptdate) group by o_orderpriority`,
  `select n_name, sum(l_extendedprice) as revenue from customer, orders, lineitem, supplier, nation, region where c_custkey = o_custkey and r_name = 'ASIA' group by n_name order by revenue desc`,
  `select sum(l_extendedprice * l_discount) as revenue from lineitem where l_discount between 0.06 - 0.01 and 0.06 + 0.01 and l_quantity < 24`,
  `select supp_nation, cust_nation, l_year, sum(volume) as revenue from (select n1.n_name as supp_nation, n2.n_name as cust_nation, extract(year from l_shipdate) as l_year, l_extendedprice * (1 - l_discount) as volume
   from supplier, lineitem, orders, customer, nation n1, nation n2 where s_suppkey = l_suppkey and ((n1.n_name = 'FRANCE' and n2.n_name = 'GERMANY') or (n1.n_name = 'GERMANY' and n2.n_name = 'FRANCE'))) as shipping group by supp_nation, cust_nation, l_year`,
  `select o_year, sum(case when nation = 'BRAZIL' then volume else 0 end) / sum(volume) as mkt_share from (select extract(year from o_orderdate) as o_year, l_extendedprice * (1 - l_discount) as volume, n2.n_name as nation
   from part, lineitem, orders, nation n2 where p_partkey = l_partkey) as all_nations group by o_year order by o_year`,
  `select nation, o_year, sum(amount) as sum_profit from (select n_name as nation, extract(year from o_orderdate) as o_year, l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity as amount from part, supplier, lineitem, partsupp, orders, nation where p_name like '%green%') as profit group by nation, o_year`,
  `select c_custkey, c_name, sum(l_extendedprice) as revenue, c_acctbal, n_name from customer join orders on c_custkey = o_custkey join lineitem on l_orderkey = o_orderkey join nation on c_nationkey = n_nationkey group by all order by revenue desc limit 20`,
  `select ps_partkey, sum(ps_supplycost * ps_availqty) as value from partsupp, supplier group by ps_partkey having sum(ps_supplycost * ps_availqty) > (select sum(ps_supplycost * ps_availqty) * 0.0001 from partsupp, supplier where ps_suppkey = s_suppkey) order by value desc`,
  `select l_shipmode, sum(case when o_orderpriority = '1-URGENT' or o_orderpriority = '2-HIGH' then 1 else 0 end) as high_line_count from orders, lineitem where l_shipmode in ('MAIL', 'SHIP') group by l_shipmode`,
  `select c_count, count(*) as custdist from (select c_custkey, count(o_orderkey) from customer left outer join orders on c_custkey = o_custkey and o_comment not like '%special%' group by c_custkey) as c_orders (c_custkey, c_count) group by c_count order by custdist desc`,
  `select 100.00 * sum(case when p_type like 'PROMO%' then l_extendedprice * (1 - l_discount) else 0 end) / sum(l_extendedprice * (1 - l_discount)) as promo_revenue from lineitem, part where l_partkey = p_partkey`,
  `with revenue (supplier_no, total_revenue) as (select l_suppkey, sum(l_extendedprice * (1 - l_discount)) from lineitem group by l_suppkey) select s_suppkey, s_name, total_revenue from supplier, revenue where s_suppkey = supplier_no and total_revenue = (select max(total_revenue) from revenue)`,
  `select p_brand, p_type, p_size, count(distinct ps_suppkey) as supplier_cnt from partsupp, part where p_size in (49, 14, 23) and ps_suppkey not in (select s_suppkey from supplier where s_comment like '%Complaints%') group by p_brand, p_type, p_size`,
  `select sum(l_extendedprice) / 7.0 as avg_yearly from lineitem, part where p_partkey = l_partkey and l_quantity < (select 0.2 * avg(l_quantity) from lineitem where l_partkey = p_partkey)`,
  `select c_name, o_orderkey, sum(l_quantity) from customer, orders, lineitem where o_orderkey in (select l_orderkey from lineitem group by l_orderkey having sum(l_quantity) > 300) group by c_name, o_orderkey`,
  `select s_name, s_address from supplier, nation where s_suppkey in (select ps_suppkey from partsupp where ps_partkey in (select p_partkey from part where p_name like 'forest%')) order by s_name`,
  `select s_name, count(*) as numwait from supplier, lineitem l1 where not exists (select * from lineitem l3 where l3.l_orderkey = l1.l_orderkey and l3.l_suppkey <> l1.l_suppkey) group by s_name`,
  `select cntrycode, count(*) as numcust, sum(c_acctbal) as totacctbal from (select substring(c_phone from 1 for 2) as cntrycode, c_acctbal from customer where substring(c_phone from 1 for 2) in ('13', '31')) as custsale group by cntrycode`,
  // Shapes of our own.
  `select * from orders join lineitem on o_orderkey = l_orderkey`,
  `select * exclude (o_comment) replace (o_totalprice * 2 as o_totalprice) from orders`,
  `with recursive t(n, m) as (select 1, 2 union all select n + 1, m from t where n < 5) select n, m as k from t`,
  `select o.*, n as extra from orders o, (values (1), (2)) v(n)`,
  `from nation select n_name as a, n_regionkey + 1 as b, b * 2 as c`,
  `select a.x, b.* from (select n_nationkey as x from nation) a left join (select r_regionkey as x, r_name from region) b using (x)`,
  `select * from (select n_nationkey as x, n_name from nation) a join (select r_regionkey as x, r_name from region) b using (x)`,
  `select n_name as a from nation union all by name select r_name as b from region`,
  `select x, y from (select n_name as x, n_regionkey as y from nation union select r_name, r_regionkey from region) u where y in (select s_nationkey from supplier)`,
  `select n_name, max(n_nationkey) over w as m, row_number() over (partition by n_regionkey order by n_name) as rn from nation window w as (partition by n_regionkey) qualify rn = 1`,
  `select (select r_name from region where r_regionkey = n_regionkey) as region_name, n_name from nation`,
  `select g.generate_series as i, u.unnest as v, n_name from generate_series(1, 3) g, unnest([1, 2]) u, nation`,
  `select n_name, s.c from nation, lateral (select count(*) as c from supplier where s_nationkey = n_nationkey) s`,
  `select * from nation natural join (select n_nationkey, 1 as flag from nation) f`,
  `with a as (select 1 as x, 2 as y), b as (select * from a union all select y, x from a) select b.x + b.y as s, b.* from b`,
  `select * from (select n_regionkey, n_name from nation) pivot (count(n_name) for n_regionkey in (1, 2))`,
  `select * from (select n_nationkey as a, n_regionkey as b, n_name from nation) unpivot (v for k in (a, b))`,
];
