"""`retrowalk convert`: print a session as YAML, JSON or one line."""

from __future__ import annotations

import click

from ...app.context import App
from ...core.session import Session
from ..help import examples
from ..session_command import SessionCommand


def _convert(app: App, session: Session, form: str) -> None:
    from ...presets.serialize import FORMS

    app.stdout.write(FORMS[form](session))


command = SessionCommand(
    "convert",
    params=[
        click.Option(
            ["--to", "form"],
            type=click.Choice(["yaml", "line", "json"]),
            default="yaml",
            show_default=True,
            help="Format to print.",
        )
    ],
    callback=_convert,
    help="Print a session in another format. The result reads back as the same session.",
    epilog=examples(
        "retrowalk convert intervals --to line",
        'retrowalk convert "3x(5f 1b)" --to yaml',
    ),
)
