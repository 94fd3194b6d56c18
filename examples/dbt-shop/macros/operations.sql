{#- Loads the CSV files below data/ into the raw schemas, as an ingestion tool would. -#}
{% macro load_raw_files() %}
    {% if execute and flags.WHICH in ['build', 'run', 'test', 'snapshot', 'seed', 'compile', 'docs', 'generate'] %}
        {% set tables = {
            'webshop': ['customers', 'orders', 'order_lines', 'products', 'payments', 'sessions'],
            'wms': ['stock_movements', 'shipments', 'suppliers', 'purchase_orders', 'returns'],
        } %}
        {% for system, names in tables.items() %}
            {% do run_query('create schema if not exists raw_' ~ system) %}
            {% for name in names %}
                {% do run_query(
                    'create or replace table raw_' ~ system ~ '.' ~ name
                    ~ " as select *, current_timestamp as _loaded_at from read_csv('data/" ~ system ~ '/' ~ name ~ ".csv', header = true)"
                ) %}
            {% endfor %}
        {% endfor %}
    {% endif %}
{% endmacro %}

{#- Keeps a line about each run. -#}
{% macro note_run(results) %}
    {% if execute and results %}
        {% do run_query('create table if not exists main.run_log (finished_at timestamp, nodes integer)') %}
        {% do run_query('insert into main.run_log values (current_timestamp, ' ~ results | length ~ ')') %}
    {% endif %}
{% endmacro %}

{#- dbt run-operation grant_reader --args '{role: analyst}' -#}
{% macro grant_reader(role) %}
    {% do log('would grant usage to ' ~ role, info=true) %}
{% endmacro %}
