"""Write the manual pages in docs/man from the help of each command.

    python scripts/make_man.py [--check]

With --check nothing is written, and the exit code is 1 if a page is out of date.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "man"
KEYS_HEADING = "KEYS"


def main() -> int:
    """Write or check every page, and return the exit code."""
    check = "--check" in sys.argv[1:]
    made = pages()
    stale = [name for name, text in made.items() if _read(FOLDER / name) != text]
    gone = [path for path in FOLDER.glob("*.1") if path.name not in made]
    if check:
        for name in [*stale, *(path.name for path in gone)]:
            print(f"docs/man/{name} is out of date: run python scripts/make_man.py")
        return 1 if stale or gone else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(made[name], encoding="utf-8")
    for path in gone:
        path.unlink()
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def pages() -> dict[str, str]:
    """Return each page's text by file name: one for the program, one for each command."""
    from retrowalk.app.context import App
    from retrowalk.cli.command_table import COMMANDS
    from retrowalk.cli.root import cli
    from retrowalk.presets.library import Library

    app = App.of_process()
    app.library = Library(
        None, frozenset(COMMANDS)
    )  # without the presets of the user who runs this
    root = click.Context(cli, info_name="retrowalk", obj=app)
    found = {"retrowalk.1": "\n".join(_program(root, cli, list(COMMANDS))) + "\n"}
    for name, entry in COMMANDS.items():
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        rows = [
            *_top(f"retrowalk-{name}", _phrase(entry.summary)),
            *_body(context, f"retrowalk {name}"),
            *_also([]),
        ]
        found[f"retrowalk-{name}.1"] = "\n".join(rows) + "\n"
    return found


def _top(name: str, line: str) -> Iterator[str]:
    from retrowalk import __version__

    yield f'.TH "{name.upper()}" "1" "" "retrowalk {__version__}" "retrowalk"'
    yield ".SH NAME"
    yield f"{_safe(name)} \\- {_safe(line)}"


def _program(context: click.Context, cli: click.Command, own: list[str]) -> Iterator[str]:
    yield from _top("retrowalk", "interval timer for walking forward and backward")
    yield from _body(context, "retrowalk", options=False)
    yield from _presets(context)
    yield ".SH COMMANDS"
    from retrowalk.cli.command_table import COMMANDS

    for name in own:
        yield from _item(f"\\fBretrowalk {_safe(name)}\\fR", COMMANDS[name].summary)
    yield from _options(context)
    yield f".SH {KEYS_HEADING}"
    from retrowalk.screen.help_panel import HELP

    for key, what in HELP:
        yield from _item(f"\\fB{_safe(key)}\\fR", what)
    yield from _files()
    yield from _also(own)


def _body(context: click.Context, name: str, *, options: bool = True) -> Iterator[str]:
    """Yield synopsis, description, options and examples."""
    command = context.command
    pieces = " ".join(command.collect_usage_pieces(context))
    yield ".SH SYNOPSIS"
    yield f"\\fB{_safe(name)}\\fR {_safe(pieces)}"
    yield ".SH DESCRIPTION"
    yield from _prose(inspect.cleandoc(command.help or "").replace("\b\n", ""))
    if isinstance(command, click.Group) and options:
        yield ".SH COMMANDS"
        for inner, what in command.commands.items():
            yield from _item(f"\\fB{_safe(name)} {_safe(inner)}\\fR", what.get_short_help_str(200))
    if options:
        yield from _options(context)
    examples = [row.strip() for row in (command.epilog or "").splitlines()]
    yield ".SH EXAMPLES"
    yield ".nf"
    yield from (_safe(row) for row in examples if row.startswith("retrowalk"))
    yield ".fi"


def _presets(context: click.Context) -> Iterator[str]:
    """Yield each built-in preset with its options."""
    from retrowalk.app.context import App
    from retrowalk.cli.help import sentence
    from retrowalk.presets.values import value_text

    app = context.find_object(App)
    assert app is not None
    yield ".SH PRESETS"
    yield "Each preset is a command, and its options are flags of that command."
    for name, preset in app.library.working().items():
        yield from _item(f"\\fBretrowalk {_safe(name)}\\fR", sentence(preset.summary))
        for option in preset.options:
            said = f"{sentence(option.help)} [default: {value_text(option.default)}]"
            yield ".RS"
            yield from _item(f"\\fB\\-\\-{_safe(option.name)}\\fR", said)
            yield ".RE"


def _options(context: click.Context) -> Iterator[str]:
    yield ".SH OPTIONS"
    for param in context.command.get_params(context):
        record = param.get_help_record(context)
        if record and isinstance(param, click.Option):
            yield from _item(f"\\fB{_safe(record[0])}\\fR", record[1])


def _files() -> Iterator[str]:
    yield ".SH FILES"
    yield from _item(
        "\\fI~/.config/retrowalk/config.toml\\fR", "Settings; see retrowalk-config(1)."
    )
    yield from _item("\\fI~/.config/retrowalk/presets/\\fR", "Your own presets.")
    yield ".SH ENVIRONMENT"
    said = "A setting, such as RETROWALK_LEAD_IN."
    yield from _item("\\fBRETROWALK_\\fR\\fINAME\\fR", said)
    yield from _item(
        "\\fBNO_COLOR\\fR, \\fBFORCE_COLOR\\fR", "No colours; colours without a terminal."
    )
    yield ".SH EXIT STATUS"
    codes = {
        0: "Success.",
        1: "Internal error, or no sound could be played.",
        2: "Invalid arguments.",
        3: "The walk was ended early with q.",
        4: "A session, preset or setting is not valid.",
        5: "A file cannot be read or written.",
        129: "Interrupted by a hang-up (SIGHUP).",
        130: "Interrupted with Ctrl-C.",
        131: "Interrupted with Ctrl-\\\\ (SIGQUIT).",
        143: "Interrupted by SIGTERM.",
    }
    for code, what in codes.items():
        yield from _item(f"\\fB{code}\\fR", what)


def _also(own: list[str]) -> Iterator[str]:
    names = [f"retrowalk-{name}" for name in own] or ["retrowalk"]
    yield ".SH SEE ALSO"
    yield ", ".join(f"\\fB{_safe(name)}\\fR(1)" for name in names)


def _item(head: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield head
    yield _safe(text) or "\\&"


def _prose(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield _safe(" ".join(paragraph.split()))


def _phrase(summary: str) -> str:
    """Return a summary for the NAME section: without capital letter and full stop."""
    return f"{summary[0].lower()}{summary[1:].removesuffix('.')}"


def _safe(text: str) -> str:
    """Return text escaped for groff."""
    text = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.exit(main())
