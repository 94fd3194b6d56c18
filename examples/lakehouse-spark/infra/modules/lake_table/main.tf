variable "database" {
  description = "Database of the catalog."
  type        = string
}

variable "name" {
  description = "Name of the table."
  type        = string
}

variable "location" {
  description = "Where data and metadata lie."
  type        = string
}

variable "columns" {
  description = "Types of the columns by name."
  type        = map(string)
}

resource "aws_glue_catalog_table" "this" {
  database_name = var.database
  name          = var.name
  table_type    = "EXTERNAL_TABLE"

  parameters = {
    "spark.sql.sources.provider" = "delta"
  }

  storage_descriptor {
    location = var.location
    dynamic "columns" {
      for_each = var.columns
      content {
        name = columns.key
        type = columns.value
      }
    }
  }
}
