"""The top-level command: the program's own commands, and one command for each preset."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

import click

from .. import __version__
from ..app.context import App
from .command_table import ALIASES, COMMANDS, load
from .help import examples, sentence

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EPILOG = f"""{
    examples(
        "retrowalk intervals --forward 5 --backward 1",
        "retrowalk start-small --rehearse 10",
        "retrowalk plan treadmill",
        'retrowalk run "3x(5f 1b) 2f"',
    )
}

Durations: 5 (minutes), 90s, 1m30s, 1:30, 2h.
'retrowalk PRESET --help' shows a preset's options."""


class Root(click.Group):
    """A group with the commands of `COMMANDS` and the presets, imported when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands and presets."""
        return [*COMMANDS, *_app(ctx).library.files()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command or preset of that name, or None."""
        if ALIASES.get(cmd_name, cmd_name) in COMMANDS:
            return load(ALIASES.get(cmd_name, cmd_name))
        from ..presets.library import composed
        from .preset_command import preset_command

        name = composed(cmd_name)
        return preset_command(name) if name in _app(ctx).library.files() else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, or fail and suggest a similar name."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if not name.startswith("-"):
            import difflib

            close = difflib.get_close_matches(name.lower(), self.list_commands(ctx), 1)
            hint = f"; did you mean {close[0]!r}?" if close else ""
            if "." in name or "/" in name:
                hint = f"; to walk a file: retrowalk run {name}"
            raise click.UsageError(f"no command or preset {name!r}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete names with their summaries, without importing any command."""
        from click.shell_completion import CompletionItem

        summaries = {name: entry.summary for name, entry in COMMANDS.items()}
        found = [
            CompletionItem(name, help=summary)
            for name, summary in (summaries | _app(ctx).library.summaries()).items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the presets with their summaries, then the commands by group."""
        app = _app(ctx)
        summaries = app.library.summaries()
        app.warn_of_broken_presets()
        for heading, names in _preset_groups(app).items():
            if rows := [(name, sentence(summaries[name])) for name in names if name in summaries]:
                with formatter.section(heading):
                    formatter.write_dl(rows)
        for heading, entries in groupby(COMMANDS.items(), lambda item: item[1].group):
            with formatter.section(heading):
                formatter.write_dl([(name, entry.summary) for name, entry in entries])


def _app(ctx: click.Context) -> App:
    return cast("App", ctx.find_object(App))


def _preset_groups(app: App) -> dict[str, tuple[str, ...]]:
    """Return preset names by heading: recommended ones, others, the user's own."""
    from ..presets.library import FIRST, PROGRAMME

    own = tuple(app.library.own_names())
    rest = tuple(name for name in app.library.files() if name not in (*FIRST, *PROGRAMME, *own))
    return {
        "Presets": tuple(name for name in FIRST if name not in own),
        "More presets": rest,
        "Programme": tuple(name for name in PROGRAMME if name not in own),
        "Your own presets": own,
    }


@click.group(
    cls=Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EPILOG,
)
@click.version_option(__version__, prog_name="retrowalk", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback on failure.")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Interval timer for walking forward and backward.

    Without arguments, opens a menu of the presets (in a terminal).
    """
    if ctx.invoked_subcommand is not None:
        return None
    app = _app(ctx)
    if not app.on_terminal:
        click.echo(ctx.get_help(), file=app.stdout)
        return None
    from ..app.menu import open_menu

    return open_menu(app)
