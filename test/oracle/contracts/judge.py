"""What datacontract-cli says of data contracts: reads a list of texts as JSON on standard input, writes a list of verdicts ("" or why it is refused)."""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from datacontract.data_contract import DataContract  # noqa: E402


def verdict(text):
    try:
        run = DataContract(data_contract_str=text).lint()
        said = [f"{c.name}: {c.reason}" for c in run.checks if str(c.result) not in ("ResultEnum.passed", "passed")]
        return "; ".join(said)[:300] if str(run.result) not in ("ResultEnum.passed", "passed") else ""
    except Exception as error:
        return str(error)[:300] or type(error).__name__


out = [verdict(t) for t in json.load(sys.stdin)]
sys.stdout.write("\n" + json.dumps(out))
