"""`check`, `convert`, `new` and `schema`: for people who write session files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ...app.context import App
from ...app.sources import open_source
from ...core.limits import findings
from ...core.session import Session
from ...errors import EXIT_DONE, EXIT_INVALID, FileError, RetrowalkError, UsageError
from ...presets import builder
from ...presets.diagnostics import Invalid
from ...presets.library import SUFFIXES, is_session_file
from ...presets.preset import Preset
from ..editor import edit_file
from ..session_command import SessionCommand, complete_source

SCHEMA_LINE = "# yaml-language-server: $schema={}"


@click.command
@click.argument(
    "sources",
    nargs=-1,
    required=True,
    metavar="PRESET|FILE|LINE...",
    shell_complete=complete_source,
)
@click.option("--json", "as_json", is_flag=True, help="print JSON for programs")
@click.option("--i-know", is_flag=True, help="take what is outside the bounds for a warning")
@click.pass_obj
def check(app: App, sources: tuple[str, ...], as_json: bool, i_know: bool) -> int:
    """Check session files: 0 when all can be walked, 4 when not.

    \b
    retrowalk check hill.yaml
    retrowalk check "3x(5f 1b) 2f"
    """
    results = [_check(app, source, i_know) for source in sources]
    if as_json:
        app.stdout.write(json.dumps({"schema": 1, "files": results}, ensure_ascii=False) + "\n")
    else:
        for result in results:
            _tell(app, result)
    return EXIT_DONE if all(result["valid"] for result in results) else EXIT_INVALID


def _check(app: App, source: str, i_know: bool) -> dict[str, Any]:
    """What is wrong with one source."""
    result: dict[str, Any] = {"source": source, "valid": True, "problems": [], "report": ""}
    try:
        preset = open_source(app, source)
        session = builder.build(preset, {})
        found = findings(session)
    except Invalid as error:
        return result | {
            "valid": False,
            "problems": [_problem(p.message, p.hint, p.position) for p in error.problems],
            "report": str(error),
        }
    except RetrowalkError as error:
        return result | {
            "valid": False,
            "problems": [_problem(str(error))],
            "report": str(error),
        }
    for finding in found:
        level = "error" if finding.refused and not i_know else "warning"
        result["problems"].append(_problem(finding.message, level=level))
        result["valid"] &= level == "warning"
    if any(segment.say for segment in session.segments):
        from ...app.sound_setup import voice_warnings

        warnings = voice_warnings(session)
        result["problems"] += [_problem(warning, level="warning") for warning in warnings]
    return result


def _problem(
    message: str, hint: str = "", spot: Any = None, level: str = "error"
) -> dict[str, Any]:
    line, column = spot or (None, None)
    return {
        "level": level,
        "line": line,
        "column": column,
        "message": message,
        "hint": hint or None,
    }


def _tell(app: App, result: dict[str, Any]) -> None:
    for problem in result["problems"] if not result["report"] else []:
        word = "warning: " if problem["level"] == "warning" else "refused without --i-know: "
        app.message(f"{result['source']}: {word}{problem['message']}")
    if result["report"]:
        located = any(problem["line"] for problem in result["problems"])
        app.message(result["report"], "" if located else "retrowalk: ")
    elif result["valid"]:
        app.stdout.write(f"{result['source']}: fine\n")


def _convert(app: App, session: Session, form: str) -> None:
    from ...presets.serialize import FORMS

    app.stdout.write(FORMS[form](session))


convert = SessionCommand(
    "convert",
    params=[
        click.Option(
            ["--to", "form"],
            type=click.Choice(["yaml", "line", "json"]),
            default="yaml",
            show_default=True,
            help="the form to write",
        )
    ],
    callback=_convert,
    help="Write a session in another form; what is written reads back as the same session.",
)


@click.command
def schema() -> None:
    """Print the JSON Schema of session files, for editors."""
    from ...presets.json_schema import schema_text

    click.echo(schema_text(), nl=False)


@click.command
@click.argument("name")
@click.option("--from", "origin", metavar="PRESET", help="start from a preset")
@click.option("--edit", is_flag=True, help="open it in $EDITOR")
@click.pass_obj
def new(app: App, name: str, origin: str | None, edit: bool) -> None:
    """Write a commented session file NAME.yaml to start from."""
    path = Path(name if is_session_file(Path(name)) else name + SUFFIXES[0])
    preset = app.library.open(origin) if origin else None
    if origin and preset is None:
        raise UsageError(f"there is no preset {origin!r}{app.library.guess(origin)}")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_start(app, preset))
    except FileExistsError:
        raise FileError(f"{path} is there already: choose another name") from None
    except OSError as error:
        raise FileError.cannot("write", path, error) from None
    app.stdout.write(f"{path} is written. Walk it: retrowalk run {path}\n")
    if edit:
        edit_file(path)


def _start(app: App, preset: Preset | None) -> str:
    """The text of a new file: a preset's own, or an example with comments."""
    from ...presets.json_schema import write_schema

    line = SCHEMA_LINE.format(write_schema(app.data_folder).as_uri())
    if preset is None:
        return f"{line}\n{EXAMPLE}"
    body = preset.document.text.content.splitlines()
    kept = [row for row in body if not row.startswith(SCHEMA_LINE.format(""))]
    return "\n".join([line, *kept]) + "\n"


EXAMPLE = """\
# A session file for retrowalk. Check it: retrowalk check FILE; walk it: retrowalk run FILE.
title: My walk
summary: three rounds forward and backward

# Options become flags: --forward 3
options:
  forward: {kind: duration, default: 2m, help: forward stretch of a round}

# A step is forward, backward or stand with a duration: 5 (minutes), 90s, 1m30s, 1:30, 2h, open.
steps:
  - forward: 3m
    label: Warm-up
  - repeat: 3
    steps:
      - forward: $forward
      - backward: 30s
        label: Small steps
        note: A wall in reach
  - forward: 2m
    label: Cool-down
"""
