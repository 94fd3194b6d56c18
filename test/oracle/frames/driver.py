"""Makes random chains of data frames for one library, runs them with the library itself, and writes what came out.

    driver.py LIBRARY FOLDER COUNT SEED

FOLDER gets data/ and jobs/<library>_<n>.py, and results.json: by job the columns of the frame that the job writes, or the
name of the error that the library stopped with.
"""
import json
import os
import random
import sys

LIBRARY, FOLDER, COUNT, SEED = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ORDERS = ["order_id", "customer_id", "amount", "status", "day"]
CUSTOMERS = ["customer_id", "name", "country", "status"]
rng = random.Random(SEED)
os.makedirs(f"{FOLDER}/data", exist_ok=True)
os.makedirs(f"{FOLDER}/jobs", exist_ok=True)
os.chdir(FOLDER)
with open("data/orders.csv", "w") as f:
    f.write(",".join(ORDERS) + "\n1,1,10.5,open,2024-01-01\n2,1,7.25,done,2024-01-02\n3,2,1.5,open,2024-01-03\n")
with open("data/customers.csv", "w") as f:
    f.write(",".join(CUSTOMERS) + "\n1,Ann,DE,gold\n2,Bob,FR,new\n")


class Chain:
    """Lines of a job, and the columns that are thought to be there; a wrong thought is as good a case as a right one."""

    def __init__(self):
        self.lines = []
        self.columns = list(ORDERS)
        self.fresh = 0

    def new(self):
        self.fresh += 1
        return f"c{self.fresh}"

    def some(self, most=3):
        names = [c for c in self.columns]
        if rng.random() < 0.04:
            names.append("missing")
        return rng.sample(names, min(len(names), rng.randint(1, most)))

    def one(self):
        return self.some(1)[0]


def q(names):
    return "[" + ", ".join(f'"{n}"' for n in names) + "]"


def pandas_step(c):
    kind = rng.choice(["pick", "assign", "assign2", "drop", "rename", "filter", "sort", "merge", "group", "named", "concat", "inplace", "size", "columns", "copy", "loc", "setindex"])
    if kind == "pick":
        s = c.some()
        c.lines.append(f"f = f[{q(s)}]")
        c.columns = s
    elif kind == "assign":
        n, a = c.new(), c.one()
        c.lines.append(f'f["{n}"] = f["{a}"].astype(str) + "x"')
        c.columns.append(n)
    elif kind == "assign2":
        n, a = c.new(), c.one()
        c.lines.append(f'f = f.assign({n}=lambda d: d["{a}"])')
        c.columns.append(n)
    elif kind == "drop" and len(c.columns) > 2:
        a = c.one()
        c.lines.append(rng.choice([f'f = f.drop(columns=["{a}"])', f'f = f.drop("{a}", axis=1)', f'f = f.drop(columns="{a}", errors="ignore")']))
        c.columns = [x for x in c.columns if x != a]
    elif kind == "rename":
        a, n = c.one(), c.new()
        c.lines.append(f'f = f.rename(columns={{"{a}": "{n}"}})')
        c.columns = [n if x == a else x for x in c.columns]
    elif kind == "filter":
        c.lines.append(f'f = f[f["{c.one()}"].notna()]')
    elif kind == "sort":
        c.lines.append(f'f = f.sort_values({q(c.some(2))}).head(10)')
    elif kind == "merge" and "customer_id" in c.columns:
        c.lines.append(rng.choice(['f = f.merge(customers, on="customer_id", how="left")', 'f = pd.merge(f, customers, on=["customer_id"], suffixes=("_l", "_r"))']))
        c.columns = None
    elif kind == "group":
        a, b = c.one(), c.one()
        c.lines.append(f'f = f.groupby(["{a}"])[["{b}"]].max().reset_index()')
        c.columns = list(dict.fromkeys([a, b]))
    elif kind == "named":
        a, b, n = c.one(), c.one(), c.new()
        c.lines.append(f'f = f.groupby("{a}").agg({n}=("{b}", "count")).reset_index()')
        c.columns = [a, n]
    elif kind == "size":
        a = c.one()
        c.lines.append(f'f = f.groupby("{a}").size().reset_index(name="n")')
        c.columns = [a, "n"]
    elif kind == "concat":
        c.lines.append('f = pd.concat([f, f.head(1)])')
    elif kind == "inplace" and len(c.columns) > 2:
        a, n = c.one(), c.new()
        c.lines.append(f'f = f.copy()\nf.rename(columns={{"{a}": "{n}"}}, inplace=True)')
        c.columns = [n if x == a else x for x in c.columns]
    elif kind == "columns":
        names = [c.new() for _ in c.columns]
        c.lines.append(f"f = f.copy()\nf.columns = {q(names)}")
        c.columns = names
    elif kind == "copy":
        c.lines.append("f = f.copy().reset_index(drop=True)")
    elif kind == "loc":
        n, a = c.new(), c.one()
        c.lines.append(f'f = f.copy()\nf.loc[f["{a}"].notna(), "{n}"] = 1')
        c.columns.append(n)
    elif kind == "setindex" and len(c.columns) > 1:
        a = c.one()
        c.lines.append(f'f = f.set_index("{a}").reset_index()')
        c.columns = [a] + [x for x in c.columns if x != a]


def polars_step(c):
    kind = rng.choice(["select", "with", "with2", "drop", "rename", "filter", "sort", "join", "group", "len", "concat", "expr", "index", "unique"])
    if kind == "select":
        s = c.some()
        c.lines.append(rng.choice([f"f = f.select({q(s)})", "f = f.select(" + ", ".join(f'pl.col("{x}")' for x in s) + ")"]))
        c.columns = s
    elif kind == "with":
        n, a = c.new(), c.one()
        c.lines.append(f'f = f.with_columns(pl.col("{a}").cast(pl.String).alias("{n}"))')
        c.columns.append(n)
    elif kind == "with2":
        n, a = rng.choice([c.new(), c.columns[0]]), c.one()
        c.lines.append(f'f = f.with_columns({n}=pl.col("{a}"))')
        if n not in c.columns:
            c.columns.append(n)
    elif kind == "drop" and len(c.columns) > 2:
        a = c.one()
        c.lines.append(f'f = f.drop("{a}")')
        c.columns = [x for x in c.columns if x != a]
    elif kind == "rename":
        a, n = c.one(), c.new()
        c.lines.append(f'f = f.rename({{"{a}": "{n}"}})')
        c.columns = [n if x == a else x for x in c.columns]
    elif kind == "filter":
        c.lines.append(f'f = f.filter(pl.col("{c.one()}").is_not_null())')
    elif kind == "sort":
        c.lines.append(f'f = f.sort("{c.one()}", descending=True).head(5)')
    elif kind == "join" and "customer_id" in c.columns:
        how = rng.choice(["left", "inner", "semi", "anti"])
        c.lines.append(f'f = f.join(customers, on="customer_id", how="{how}")')
        c.columns = None if how in ("left", "inner") else c.columns
    elif kind == "group":
        a, b, n = c.one(), c.one(), c.new()
        c.lines.append(f'f = f.group_by("{a}").agg(pl.col("{b}").max().alias("{n}"), pl.len())')
        c.columns = [a, n, "len"]
    elif kind == "len":
        a = c.one()
        c.lines.append(f'f = f.group_by(pl.col("{a}")).len(name="n")')
        c.columns = [a, "n"]
    elif kind == "concat":
        c.lines.append("f = pl.concat([f, f.head(1)])")
    elif kind == "expr":
        a, b = c.one(), c.one()
        c.lines.append(f'f = f.select(pl.col("{a}").cast(pl.String) + "x", pl.col("{b}").alias("other"), pl.lit(1))')
        c.columns = [a, "other", "literal"]
    elif kind == "index":
        n = c.new()
        c.lines.append(f'f = f.with_row_index("{n}")')
        c.columns = [n] + c.columns
    elif kind == "unique":
        c.lines.append("f = f.unique().lazy().collect()")


def spark_step(c):
    kind = rng.choice(["select", "with", "with2", "drop", "rename", "filter", "sort", "join", "group", "count", "dict", "expr", "union", "todf", "sql", "sum", "cast", "distinct"])
    if kind == "select":
        s = c.some()
        c.lines.append(rng.choice([f"f = f.select({', '.join(chr(34) + x + chr(34) for x in s)})", "f = f.select(" + ", ".join(f'F.col("{x}")' for x in s) + ")", f"f = f.select(f[{chr(34)}{s[0]}{chr(34)}], *{q(s[1:])})", f"f = f[{q(s)}]"]))
        c.columns = s
    elif kind == "with":
        n, a = c.new(), c.one()
        c.lines.append(f'f = f.withColumn("{n}", F.upper(F.col("{a}").cast("string")))')
        c.columns.append(n)
    elif kind == "with2":
        n, m, a = c.new(), rng.choice(c.columns), c.one()
        c.lines.append(f'f = f.withColumns({{"{n}": F.lit(1), "{m}": F.col("{a}")}})')
        c.columns.append(n)
    elif kind == "drop" and len(c.columns) > 2:
        a = c.one()
        c.lines.append(f'f = f.drop("{a}")')
        c.columns = [x for x in c.columns if x != a]
    elif kind == "rename":
        a, n = c.one(), c.new()
        c.lines.append(f'f = f.withColumnRenamed("{a}", "{n}")')
        c.columns = [n if x == a else x for x in c.columns]
    elif kind == "filter":
        a = c.one()
        c.lines.append(rng.choice([f'f = f.filter(F.col("{a}").isNotNull())', f'f = f.where("{a} is not null")', f'f = f.filter(f["{a}"].isNotNull())']))
    elif kind == "sort":
        c.lines.append(f'f = f.orderBy(F.desc("{c.one()}")).limit(3)')
    elif kind == "join" and "customer_id" in c.columns and "name" not in c.columns and "status" not in c.columns:
        how = rng.choice(["left", "inner", "left_semi", "left_anti"])
        c.lines.append(f'f = f.join(customers, "customer_id", "{how}")')
        if how in ("left", "inner"):
            c.columns = ["customer_id"] + [x for x in c.columns if x != "customer_id"] + ["name", "country", "status"]
    elif kind == "group":
        a, b, n = c.one(), c.one(), c.new()
        c.lines.append(f'f = f.groupBy("{a}").agg(F.max("{b}").alias("{n}"))')
        c.columns = [a, n]
    elif kind == "count":
        a = c.one()
        c.lines.append(f'f = f.groupBy(F.col("{a}")).count()')
        c.columns = [a, "count"]
    elif kind == "dict":
        a, b = c.one(), c.one()
        if a != b:
            c.lines.append(f'f = f.groupBy("{a}").agg({{"{b}": "max"}})')
            c.columns = [a, f"max({b})"]
    elif kind == "sum":
        a, b = c.one(), c.one()
        if a != b and b.isidentifier():
            c.lines.append(f'f = f.groupBy("{a}").agg(F.min("{b}"), F.count("{b}"))')
            c.columns = [a, f"min({b})", f"count({b})"]
    elif kind == "expr" and all(x.isidentifier() for x in c.columns):
        a, b, n = c.one(), c.one(), c.new()
        c.lines.append(f'f = f.selectExpr("{a}", "cast({b} as string) as {n}", "cast({a} as string)")')
        c.columns = [a, n]
        if a == a:
            c.lines.append(f'f = f.select("{n}")')
            c.columns = [n]
    elif kind == "union":
        c.lines.append("f = f.unionByName(f.limit(1))")
    elif kind == "todf":
        names = [c.new() for _ in c.columns]
        c.lines.append(f"f = f.toDF({', '.join(chr(34) + n + chr(34) for n in names)})")
        c.columns = names
    elif kind == "sql" and all(x.isidentifier() for x in c.columns):
        a, b, n = c.one(), c.one(), c.new()
        c.lines.append(f'f.createOrReplaceTempView("v{c.fresh}")\nf = spark.sql("select {a}, upper({b}) as {n} from v{c.fresh}")')
        c.columns = [a, n]
    elif kind == "cast":
        a = c.one()
        c.lines.append(f'f = f.select(F.col("{a}").cast("string"), F.lit(1).alias("one"))')
        c.columns = [a, "one"]
    elif kind == "distinct":
        c.lines.append("f = f.distinct().cache()")


HEADS = {
    "pandas": 'import pandas as pd\nf = pd.read_csv("data/orders.csv")\ncustomers = pd.read_csv("data/customers.csv")\n',
    "polars": 'import polars as pl\nf = pl.read_csv("data/orders.csv")\ncustomers = pl.read_csv("data/customers.csv")\n',
    "spark": 'from pyspark.sql import SparkSession, functions as F\nspark = SparkSession.builder.getOrCreate()\nf = spark.read.option("header", True).csv("data/orders.csv")\ncustomers = spark.read.option("header", True).csv("data/customers.csv")\n',
}
STEPS = {"pandas": pandas_step, "polars": polars_step, "spark": spark_step}
TAILS = {"pandas": 'f.to_parquet("out/{n}.parquet")\n', "polars": 'f.write_parquet("out/{n}.parquet")\n', "spark": 'f.write.mode("overwrite").parquet("out/{n}.parquet")\n'}

if LIBRARY == "spark":
    from pyspark.sql import SparkSession

    SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "1").config("spark.log.level", "OFF").getOrCreate()

results = {}
for n in range(COUNT):
    chain = Chain()
    for _ in range(rng.randint(1, 6)):
        if chain.columns is None:
            break
        STEPS[LIBRARY](chain)
    name = f"{LIBRARY}_{n}"
    body = HEADS[LIBRARY] + "\n".join(chain.lines) + "\n"
    with open(f"jobs/{name}.py", "w") as f:
        f.write(body + TAILS[LIBRARY].replace("{n}", name))
    scope = {}
    try:
        exec(compile(body, name, "exec"), scope)
        results[name] = {"columns": [str(x) for x in scope["f"].columns]}
    except Exception as error:  # noqa: BLE001 - whatever the library stops with is the answer
        results[name] = {"error": type(error).__name__, "message": str(error)[:300]}
with open("results.json", "w") as f:
    json.dump(results, f)
