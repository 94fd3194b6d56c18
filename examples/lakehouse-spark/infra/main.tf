terraform {
  required_version = ">= 1.6"
  backend "s3" {
    bucket = "acme-terraform"
    key    = "lakehouse.tfstate"
  }
}

locals {
  lake = "acme-lake"
  orders = {
    order_id    = "bigint"
    customer_id = "bigint"
    amount      = "double"
    currency    = "string"
    ordered_at  = "timestamp"
  }
}

resource "aws_s3_bucket" "lake" {
  bucket = local.lake
}

resource "aws_s3_bucket_server_side_encryption_configuration" "lake" {
  bucket = aws_s3_bucket.lake.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "lake" {
  bucket                  = aws_s3_bucket.lake.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_glue_catalog_database" "raw" {
  name = "raw"
}

module "orders" {
  source   = "./modules/lake_table"
  database = aws_glue_catalog_database.raw.name
  name     = "orders"
  location = "s3://${aws_s3_bucket.lake.bucket}/raw/orders"
  columns  = local.orders
}

resource "kafka_topic" "orders" {
  name               = "shop.orders"
  partitions         = 12
  replication_factor = 3
  config = {
    "retention.ms"        = "604800000"
    "min.insync.replicas" = "2"
  }
}
