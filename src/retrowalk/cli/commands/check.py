"""`retrowalk check`: check session files."""

from __future__ import annotations

import json

import click

from ...app.check import WARNING, CheckResult, check_source
from ...app.context import App
from ...errors import EXIT_DONE, EXIT_INVALID
from ...sanitize import printable
from ..help import examples
from ..options import i_know_option, json_option
from ..session_command import complete_source


@click.command(
    params=[json_option(), i_know_option("Report exceeded limits as warnings.")],
    epilog=examples("retrowalk check hill.yaml", 'retrowalk check "3x(5f 1b) 2f"'),
)
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    metavar="PRESET|FILE|LINE...",
    shell_complete=complete_source,
)
@click.pass_obj
def command(app: App, sources: tuple[str, ...], as_json: bool, i_know: bool) -> int:
    """Check session files, and show each problem with its line.

    The exit code is 0 if all are valid, else 4.
    """
    results = [check_source(app, source, i_know=i_know) for source in sources]
    if as_json:
        data = {"schema": 1, "files": [result.data() for result in results]}
        app.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    else:
        for result in results:
            _print(app, result)
    return EXIT_DONE if all(result.valid for result in results) else EXIT_INVALID


def _print(app: App, result: CheckResult) -> None:
    if result.report:
        app.message(result.report, "" if result.has_position else "retrowalk: ")
        return
    source = printable(result.source)
    for problem in result.problems:
        level = "warning" if problem.level == WARNING else "error"
        hint = "" if problem.level == WARNING else " (--i-know reports this as a warning)"
        app.message(f"{source}: {level}: {problem.message}{hint}")
    if result.valid:
        app.stdout.write(f"{source}: valid\n")
