"""`retrowalk convert`: print a session, or the workout of another timer, in a session format."""

from __future__ import annotations

from typing import Any

import click

from ...app.context import App
from ...app.convert import AUTO, FORMAT_NAMES, ForeignFile, print_foreign, print_session
from ...core.session import Direction
from ..help import examples
from ..session_command import SessionCommand

_FOREIGN = "retrowalk.foreign"


def _direction_option(kind: str, default: Direction) -> click.Option:
    return click.Option(
        [f"--{kind}"],
        type=click.Choice([str(direction) for direction in Direction]),
        default=str(default),
        show_default=True,
        help=f"Direction of {kind} steps in another timer's file.",
    )


_FOREIGN_OPTIONS: list[click.Parameter] = [
    click.Option(
        ["--from", "source_format"],
        type=click.Choice([AUTO, *FORMAT_NAMES]),
        default=AUTO,
        show_default=True,
        metavar="FORMAT",
        help=f"Format of another timer's file: {', '.join(FORMAT_NAMES)}.",
    ),
    _direction_option("work", Direction.BACKWARD),
    _direction_option("rest", Direction.FORWARD),
]


class ConvertCommand(SessionCommand):
    """Accepts other timers' files too, with options that do not apply to sessions."""

    @property
    def own_params(self) -> list[click.Parameter]:
        """The options that are valid before the source is known."""
        return [*self.params, *_FOREIGN_OPTIONS]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Open the source, or record that it is another timer's file."""
        if "--from" in args or any(word.startswith("--from=") for word in args):
            ctx.meta[_FOREIGN] = True
            return click.Command.parse_args(self, ctx, args)
        try:
            return super().parse_args(ctx, args)
        except ForeignFile:
            ctx.meta[_FOREIGN] = True
            return click.Command.parse_args(self, ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the options, those for other timers' files unless a session was opened."""
        *params, help_option = super().get_params(ctx)
        foreign = [] if self.has_session(ctx) else _FOREIGN_OPTIONS
        return [*params, *foreign, help_option]

    def invoke(self, ctx: click.Context) -> Any:
        """Print a session, or convert another timer's file."""
        if _FOREIGN not in ctx.meta:
            return super().invoke(ctx)
        return ctx.invoke(print_foreign, app=ctx.find_object(App), **ctx.params)


command = ConvertCommand(
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
    callback=print_session,
    help="Print a session in another format. The result reads back as the same session.\n\n"
    "Also reads the workouts of other timers: Zwift, intervals.icu, Garmin FIT, RunnerUp, OpenHIIT,"
    " Just Another Workout Timer, qintervals, and lists of steps as CSV, JSON or YAML.",
    epilog=examples(
        "retrowalk convert intervals --to line",
        'retrowalk convert "3x(5f 1b)" --to yaml',
        "retrowalk convert hill.zwo --work backward > hill.yaml",
    ),
)
