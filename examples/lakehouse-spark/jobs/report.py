"""The monthly report as files."""
import pandas as pd
import polars as pl


def by_country(connection):
    daily = pd.read_sql("select day, country, revenue from lake.sales.daily", connection)
    names = pd.read_csv("data/countries.csv", dtype={"code": "string"})
    report = daily.merge(names, left_on="country", right_on="code", how="left")
    report["month"] = report["day"].dt.to_period("M")
    totals = report.groupby(["month", "name"], as_index=False).agg(revenue=("revenue", "sum"))
    totals.to_parquet("s3://acme-reports/by_country.parquet", index=False)


def top_countries():
    (
        pl.scan_parquet("s3://acme-reports/by_country.parquet")
        .group_by("name")
        .agg(pl.col("revenue").sum().alias("total"))
        .sort("total", descending=True)
        .head(10)
        .sink_csv("s3://acme-reports/top_countries.csv")
    )
