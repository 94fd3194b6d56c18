import dagster as dg


@dg.asset(automation_condition=dg.AutomationCondition.on_cron("@reboot"))
def orders(): ...
