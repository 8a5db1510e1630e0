"""The top of the command line: every preset is a command, beside the program's own."""

from __future__ import annotations

from collections.abc import Callable

import click
from click.shell_completion import CompletionItem

from .. import __version__
from ..app.context import App
from .help import GROUPS, add_examples, epilog, grouped


def _run() -> click.Command:
    from .commands.run import run_command

    return run_command


def _plan() -> click.Command:
    from .commands.plan import command

    return command


def _presets() -> click.Command:
    from .commands.presets import command

    return command


def _check() -> click.Command:
    from .commands.session_files import check

    return check


def _convert() -> click.Command:
    from .commands.session_files import convert

    return convert


def _export() -> click.Command:
    from .commands.export import command

    return command


def _config() -> click.Command:
    from .commands.config import command

    return command


def _doctor() -> click.Command:
    from .commands.doctor import command

    return command


def _listen() -> click.Command:
    from .commands.listen import command

    return command


def _new() -> click.Command:
    from .commands.session_files import new

    return new


def _schema() -> click.Command:
    from .commands.session_files import schema

    return schema


def _resume() -> click.Command:
    from .commands.resume import command

    return command


def _history() -> click.Command:
    from .commands.history import command

    return command


def _stats() -> click.Command:
    from .commands.stats import command

    return command


def _safety() -> click.Command:
    from .commands.safety import command

    return command


def _summary() -> click.Command:
    from .commands.summary import command

    return command


COMMANDS: dict[str, tuple[str, Callable[[], click.Command]]] = {
    "run": ("walk a session file, or a preset", _run),
    "resume": ("take a walk up where it was broken off", _resume),
    "history": ("list the walks that were walked, show or change them", _history),
    "stats": ("what all walks come to", _stats),
    "plan": ("show what a preset or session file holds", _plan),
    "listen": ("hear the cues of a session", _listen),
    "summary": ("show the last walk, or write it as a picture", _summary),
    "presets": ("list the presets, or show one", _presets),
    "check": ("check session files", _check),
    "export": ("take a session along: audio, page, watch, calendar", _export),
    "convert": ("write a session in another form", _convert),
    "new": ("write a session file to start from", _new),
    "doctor": ("check sound, voice, terminal and folders", _doctor),
    "safety": ("what to know before walking backward", _safety),
    "config": ("show the settings, or edit them", _config),
    "schema": ("print the JSON Schema of session files", _schema),
}
"""The program's own commands: one line of help, and what loads it."""


class Root(click.Group):
    """Finds commands by name: the program's own, then presets. Nothing is loaded but asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        return [*COMMANDS, *ctx.find_object(App).library.files()]  # type: ignore[union-attr]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name in COMMANDS:
            return add_examples(cmd_name, COMMANDS[cmd_name][1]())
        app = ctx.find_object(App) or App.of_process()
        if cmd_name not in app.library.files():
            return None
        from .commands.run import preset_command

        return preset_command(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; an unknown name is answered with a guess."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            import difflib

            close = difflib.get_close_matches(name.lower(), self.list_commands(ctx), 1)
            guess = f"; did you mean {close[0]!r}?" if close else ""
            if "." in name or "/" in name:
                guess = f"; to walk a file: retrowalk run {name}"
            raise click.UsageError(f"there is no command or preset {name!r}{guess}", ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names that begin like this, each with its line of help; no command is loaded."""
        app = ctx.find_object(App) or App.of_process()
        lines = {name: line for name, (line, _) in COMMANDS.items()} | app.library.summaries()
        found = [
            CompletionItem(name, help=line)
            for name, line in lines.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The presets with their summaries, then the program's own commands, both in groups."""
        app = ctx.find_object(App) or App.of_process()
        presets = app.library.summaries()
        app.warn_of_broken_presets()
        lines = {name: line for name, (line, _) in COMMANDS.items()}
        sections = [
            (grouped(presets, _preset_groups(app)), presets),
            (grouped(COMMANDS, GROUPS), lines),
        ]
        for groups, texts in sections:
            for heading, names in groups.items():
                with formatter.section(heading):
                    formatter.write_dl([(name, texts[name]) for name in names])


def _preset_groups(app: App) -> dict[str, tuple[str, ...]]:
    """The presets under headings: those to begin with, the others, the user's own."""
    from ..presets.library import FIRST, shipped_folder

    shipped = shipped_folder()
    files = app.library.files()
    own = tuple(name for name, path in files.items() if path.parent != shipped)
    rest = tuple(name for name in files if name not in (*FIRST, *own))
    return {
        "Presets": tuple(name for name in FIRST if name not in own),
        "More presets": rest,
        "Your own presets": own,
    }


EXAMPLES = (
    "retrowalk intervals --forward 5 --backward 1",
    "retrowalk start-small --rehearse 10",
    "retrowalk plan treadmill",
    'retrowalk run "3x(5f 1b) 2f"',
)


@click.group(
    cls=Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"{epilog(EXAMPLES)}\n\nDurations: 5 (minutes), 90s, 1m30s, 1:30, 2h."
    " 'retrowalk PRESET --help' shows a preset's options.",
)
@click.version_option(__version__, prog_name="retrowalk", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="show where a failure came from")
@click.pass_context
def cli(ctx: click.Context) -> int | None:
    """Interval timer for walking forward and backward.

    Without a command, on a terminal, opens a menu of the presets.
    """
    if ctx.invoked_subcommand is not None:
        return None
    app = ctx.find_object(App)
    assert app is not None
    if not app.on_terminal:
        click.echo(ctx.get_help(), file=app.stdout)
        return None
    from ..app.menu import open_menu

    return open_menu(app)
