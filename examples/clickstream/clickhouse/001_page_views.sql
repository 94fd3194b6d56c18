create database if not exists web;

-- What comes from Kafka; reading it moves the consumer group on, so only the view below does.
create table web.page_views_queue
(
    event_id String,
    visitor_id String,
    url String,
    referrer Nullable(String),
    country Nullable(String),
    viewed_at DateTime64(3)
)
engine = Kafka
settings
    kafka_broker_list = 'kafka:9092',
    kafka_topic_list = 'web.page-views',
    kafka_group_name = 'clickhouse-page-views',
    kafka_format = 'AvroConfluent',
    format_avro_schema_registry_url = 'http://registry:8081',
    kafka_num_consumers = 2;

create table web.page_views
(
    event_id String,
    visitor_hash UInt64,
    host LowCardinality(String),
    path String,
    referrer_host LowCardinality(String),
    country LowCardinality(String),
    viewed_at DateTime64(3)
)
engine = ReplacingMergeTree(viewed_at)
partition by toYYYYMM(viewed_at)
order by (host, path, viewed_at, event_id)
ttl toDateTime(viewed_at) + interval 1 year;

create materialized view web.page_views_mv to web.page_views as
select
    event_id,
    sipHash64(visitor_id) as visitor_hash,
    domain(url) as host,
    path(url) as path,
    domain(ifNull(referrer, '')) as referrer_host,
    ifNull(country, '??') as country,
    viewed_at
from web.page_views_queue;
