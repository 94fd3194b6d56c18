/** What a template of Airflow can name, each with what it is. `removed` names are gone in Airflow 3. */
export interface TemplateName {
  readonly name: string;
  readonly meaning: string;
  readonly removed?: boolean;
}

export const TEMPLATE_NAMES: readonly TemplateName[] = [
  { name: 'ds', meaning: 'Day of the logical date, as 2024-01-31.' },
  { name: 'ds_nodash', meaning: 'The same without dashes, as 20240131.' },
  { name: 'ts', meaning: 'The logical date with its time, as 2024-01-31T06:00:00+00:00.' },
  { name: 'ts_nodash', meaning: 'The same without dashes, colons and time zone, as 20240131T060000.' },
  { name: 'ts_nodash_with_tz', meaning: 'The same without dashes and colons, as 20240131T060000+0000.' },
  { name: 'logical_date', meaning: 'The moment that stands for the run, with its time zone. Not set where a run has none.' },
  { name: 'data_interval_start', meaning: 'Begin of the interval of data that the run is for.' },
  { name: 'data_interval_end', meaning: 'End of the interval of data that the run is for.' },
  { name: 'prev_data_interval_start_success', meaning: 'Begin of the interval of the last run that succeeded.' },
  { name: 'prev_data_interval_end_success', meaning: 'End of the interval of the last run that succeeded.' },
  { name: 'prev_start_date_success', meaning: 'When the last run that succeeded began.' },
  { name: 'dag', meaning: 'The DAG.' },
  { name: 'task', meaning: 'The task.' },
  { name: 'dag_run', meaning: 'The run: `dag_run.conf` holds what it was started with, `dag_run.run_id` its id.' },
  { name: 'run_id', meaning: 'Id of the run.' },
  { name: 'ti', meaning: 'This try of the task: `ti.xcom_pull(task_ids="…")` gives the result of another task.' },
  { name: 'task_instance', meaning: 'The same as `ti`.' },
  { name: 'task_instance_key_str', meaning: 'DAG, task and day in one text.' },
  { name: 'params', meaning: 'Parameters of the DAG and the task: `params.table`.' },
  { name: 'var', meaning: 'Variables of Airflow: `var.value.name`, or `var.json.name.key` for those that hold JSON.' },
  { name: 'conn', meaning: 'Connections of Airflow: `conn.my_id.host`, `.login`, `.extra_dejson`.' },
  { name: 'macros', meaning: 'Functions: `macros.ds_add(ds, 7)`, `macros.datetime`, `macros.uuid`.' },
  { name: 'inlets', meaning: 'Assets that the task reads.' },
  { name: 'outlets', meaning: 'Assets that the task writes.' },
  { name: 'inlet_events', meaning: 'Events of the assets that the task reads.' },
  { name: 'outlet_events', meaning: 'Events that the task adds to the assets it writes.' },
  { name: 'triggering_asset_events', meaning: 'Events of assets that started the run.' },
  { name: 'map_index_template', meaning: 'How mapped tries of the task are named.' },
  { name: 'expanded_ti_count', meaning: 'How many mapped tries there are.' },
  { name: 'test_mode', meaning: 'Whether the task runs by `airflow tasks test`.' },
  { name: 'execution_date', meaning: 'The old name of `logical_date`.', removed: true },
  { name: 'next_ds', meaning: 'Day of the next logical date; use `data_interval_end | ds`.', removed: true },
  { name: 'next_ds_nodash', meaning: 'The same without dashes.', removed: true },
  { name: 'next_execution_date', meaning: 'The next logical date; use `data_interval_end`.', removed: true },
  { name: 'prev_ds', meaning: 'Day of the last logical date.', removed: true },
  { name: 'prev_ds_nodash', meaning: 'The same without dashes.', removed: true },
  { name: 'prev_execution_date', meaning: 'The last logical date.', removed: true },
  { name: 'prev_execution_date_success', meaning: 'Logical date of the last run that succeeded; use `prev_data_interval_start_success`.', removed: true },
  { name: 'tomorrow_ds', meaning: 'The day after `ds`; use `macros.ds_add(ds, 1)`.', removed: true },
  { name: 'tomorrow_ds_nodash', meaning: 'The same without dashes.', removed: true },
  { name: 'yesterday_ds', meaning: 'The day before `ds`; use `macros.ds_add(ds, -1)`.', removed: true },
  { name: 'yesterday_ds_nodash', meaning: 'The same without dashes.', removed: true },
];

export const MACROS: readonly TemplateName[] = [
  { name: 'ds_add(ds, 1)', meaning: 'A day moved by some days.' },
  { name: "ds_format(ds, '%Y-%m-%d', '%d.%m.%Y')", meaning: 'A day in another format.' },
  { name: 'datetime', meaning: "Python's `datetime.datetime`." },
  { name: 'timedelta', meaning: "Python's `datetime.timedelta`." },
  { name: 'dateutil', meaning: 'The package `dateutil`.' },
  { name: 'time', meaning: "Python's module `time`." },
  { name: 'uuid', meaning: "Python's module `uuid`." },
  { name: 'random', meaning: "Python's `random.random`." },
  { name: 'datetime_diff_for_humans(dt)', meaning: 'How long ago a moment is, in words.' },
  { name: 'json', meaning: "Python's module `json`." },
];
