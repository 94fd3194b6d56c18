"""Does to each deployment of a folder's prefect.yaml what deploying and running it would do first, and says REFUSED with the reason if Prefect refuses."""
import os
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
import yaml  # noqa: E402
from prefect.cli.deploy._models import PrefectYamlModel  # noqa: E402
from prefect.cli.deploy._schedules import _construct_schedules  # noqa: E402
from prefect.flows import load_flow_from_entrypoint  # noqa: E402
from prefect.utilities.callables import get_call_parameters  # noqa: E402

folder = Path(sys.argv[1])
os.chdir(folder)
sys.path.insert(0, str(folder))
try:
    content = yaml.safe_load(Path("prefect.yaml").read_text())
    PrefectYamlModel.model_validate(content)
    for deployment in content.get("deployments") or []:
        flow = load_flow_from_entrypoint(deployment["entrypoint"])
        _construct_schedules(deployment, [])
        get_call_parameters(flow.fn, (), deployment.get("parameters") or {})
    print("ACCEPTED")
except BaseException as error:
    print(f"REFUSED {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
