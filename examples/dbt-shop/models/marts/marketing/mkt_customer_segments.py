def model(dbt, session):
    """Customers counted by segment and country, as a data frame."""
    dbt.config(materialized="table", tags=["weekly"])

    customers = dbt.ref("dim_customers")
    return customers.aggregate(
        "segment, country_name, count(*) as customers, sum(lifetime_amount) as lifetime_amount"
    )
