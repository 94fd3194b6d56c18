"""Brings the web shop's tables and the carriers' files into the warehouse."""

from datetime import datetime, timedelta

from airflow.providers.amazon.aws.transfers.s3_to_redshift import S3ToRedshiftOperator
from airflow.providers.amazon.aws.transfers.sql_to_s3 import SqlToS3Operator
from airflow.providers.amazon.aws.sensors.s3 import S3KeySensor
from airflow.providers.common.sql.operators.sql import SQLExecuteQueryOperator
from airflow.sdk import DAG, Asset, TaskGroup

BUCKET = "shop-landing"
TABLES = ["customers", "orders", "payments"]

landed = Asset("shop_landed")

with DAG(
    dag_id="shop_ingest",
    description="Loads the shop's tables into the raw schema",
    schedule="0 5 * * *",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    default_args={"owner": "data-platform", "retries": 2, "retry_delay": timedelta(minutes=5)},
    tags=["shop", "ingest"],
) as dag:
    carriers_ready = S3KeySensor(
        task_id="carriers_ready",
        bucket_name=BUCKET,
        bucket_key="carriers/{{ ds }}.csv",
        mode="reschedule",
    )

    load_carriers = S3ToRedshiftOperator(
        task_id="load_carriers",
        s3_bucket=BUCKET,
        s3_key="carriers/{{ ds }}.csv",
        schema="raw",
        table="carriers",
        redshift_conn_id="warehouse",
    )

    check = SQLExecuteQueryOperator(
        task_id="count_rows",
        conn_id="warehouse",
        sql="""
            insert into raw.load_log (loaded_on, orders)
            select current_date, count(*) from raw.orders
        """,
        outlets=[landed],
    )

    for table in TABLES:
        with TaskGroup(group_id=table):
            extract = SqlToS3Operator(
                task_id="extract",
                sql_conn_id="shop_db",
                query=f"select * from public.{table}",
                s3_bucket=BUCKET,
                s3_key=f"shop/{table}.parquet",
                replace=True,
            )
            load = S3ToRedshiftOperator(
                task_id="load",
                s3_bucket=BUCKET,
                s3_key=f"shop/{table}.parquet",
                schema="raw",
                table=table,
                redshift_conn_id="warehouse",
            )
            extract >> load >> check

    carriers_ready >> load_carriers >> check
