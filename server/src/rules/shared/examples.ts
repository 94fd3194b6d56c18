/**
 * Beginnings of examples: a dbt project, on its newest releases, and on an adapter for which dbt checks property files against its
 * schema. They are indented as examples are.
 */
export const SHOP = `//- dbt_project.yml
        name: shop
        profile: shop`;

export const NEW_SHOP = `//- dbt_project.yml
        name: shop
        profile: shop
        require-dbt-version: ">=1.12.0"`;

export const SNOWFLAKE_SHOP = `//- profiles.yml
        shop:
          target: dev
          outputs:
            dev:
              type: snowflake
              account: shop
        ${NEW_SHOP}`;
