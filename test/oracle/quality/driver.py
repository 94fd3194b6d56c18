"""What the real packages say of expectations and check lines: reads JSON on standard input, writes a list of verdicts.

    {"tool": "gx", "items": [{"type": …, "kwargs": …}, …]}      -> ["" | reason, …]
    {"tool": "soda", "items": ["row_count > 0", …]}              -> ["" | reason, …]
    {"tool": "sodafile", "items": ["checks for orders: …", …]}  -> ["" | reason, …]
    {"tool": "contract", "schema": {…}, "items": [{…}, …]}       -> ["" | reason, …]
"""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)


def gx(item):
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    try:
        ExpectationConfiguration(**item).to_domain_obj()
        return ""
    except Exception as error:
        return str(error)[:300] or type(error).__name__


def soda(line):
    from antlr4 import CommonTokenStream, InputStream
    from antlr4.error.ErrorListener import ErrorListener
    from soda.sodacl.antlr.SodaCLAntlrLexer import SodaCLAntlrLexer
    from soda.sodacl.antlr.SodaCLAntlrParser import SodaCLAntlrParser

    said = []

    class Listener(ErrorListener):
        def syntaxError(self, recognizer, symbol, row, column, message, error):
            said.append(message)

    lexer = SodaCLAntlrLexer(InputStream(line))
    lexer.removeErrorListeners()
    lexer.addErrorListener(Listener())
    parser = SodaCLAntlrParser(CommonTokenStream(lexer))
    parser.removeErrorListeners()
    parser.addErrorListener(Listener())
    parser.check()
    return "; ".join(said)[:300]


def sodafile(text):
    from soda.scan import Scan

    scan = Scan()
    scan.set_data_source_name("x")
    scan.add_sodacl_yaml_str(text)
    return "; ".join(e.message for e in scan._logs.logs if e.level.name == "ERROR")[:300]


def main():
    job = json.load(sys.stdin)
    if job["tool"] == "contract":
        from jsonschema import validators

        validator = validators.validator_for(job["schema"])(job["schema"])
        out = ["; ".join(e.message[:80] for e in validator.iter_errors(i))[:300] for i in job["items"]]
    else:
        out = [{"gx": gx, "soda": soda, "sodafile": sodafile}[job["tool"]](i) for i in job["items"]]
    sys.stdout.write("\n" + json.dumps(out))


main()
