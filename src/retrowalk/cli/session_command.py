"""Commands about one session: its source brings flags of its own.

The source, a preset's name or a file, is looked for before the arguments are parsed, because
its options become flags of the command.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from ..core.bounds import findings
from ..core.session import Session, with_cadence
from ..errors import InvalidSession, RetrowalkError, UsageError
from ..presets import builder, library
from ..presets.line import looks_like_line
from ..presets.preset import Option, Preset
from ..presets.source import Invalid
from ..presets.values import value_text
from .app import App
from .flags import walk_flags
from .help import FLAGS, epilog, examples_of_preset

_PRESET = "retrowalk.preset"
_PREFIX = "option_"
FLAGS_OVER_SETTINGS = {"sound", "volume", "voice", "tones", "theme", "reduced_motion", "on_gap"}
"""Flags that say for once what `config.toml` says otherwise."""


class OptionType(click.ParamType):  # type: ignore[type-arg] # generic from click 8.5 on only
    """The value of a preset's option, with the option's own parser and bounds."""

    def __init__(self, option: Option) -> None:
        self.name = option.kind
        self._option = option

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Parse what was written; values that are parsed already stay."""
        if not isinstance(value, str):
            return value
        try:
            return self._option.parse(value)
        except UsageError as error:
            self.fail(str(error), param, ctx)


class SessionCommand(click.Command):
    """A command about a preset or session file; its callback gets a `session`.

    `fixed_source` is the preset of a command that is named like it; others take SOURCE.
    """

    def __init__(self, *args: Any, fixed_source: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fixed_source = fixed_source
        if fixed_source is None:
            source = click.Argument(
                ["source"], metavar="PRESET|FILE|LINE", shell_complete=complete_source
            )
            self.params.insert(0, source)
        self.params.append(_debug_flag())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the source among the arguments, then parse them with its flags."""
        source = self._fixed_source or self._find_source(ctx, args)
        if source is not None:
            try:
                ctx.meta[_PRESET] = open_source(_app(ctx), source)
            except RetrowalkError:
                if not ctx.resilient_parsing:  # a TAB key is no place for complaints
                    raise
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The command's own flags, and those of the preset."""
        preset: Preset | None = ctx.meta.get(_PRESET)
        own = super().get_params(ctx)
        return [*_flags(preset), *own] if preset else own

    def invoke(self, ctx: click.Context) -> Any:
        """Build the session from the flags and hand it on."""
        preset: Preset = ctx.meta[_PRESET]
        chosen = {
            option.name: value
            for place, option in enumerate(preset.options)
            if (value := ctx.params.pop(f"{_PREFIX}{place}")) is not None
        }
        ctx.params.pop("source", None)
        app = _app(ctx)
        session = build(preset, {**set_options(app, preset), **chosen})
        ctx.params["session"], ctx.params["app"] = session, app
        return super().invoke(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A preset's own words stand where other commands have their docstring."""
        preset: Preset | None = ctx.meta.get(_PRESET)
        if self._fixed_source and preset:
            summary = preset.summary[:1].upper() + preset.summary[1:]
            self.help = "\n\n".join(part for part in (f"{summary}.", preset.why) if part)
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The preset's flags first, in a section of their own; the program's in groups."""
        records: dict[str, list[tuple[str, str]]] = {"This session": []}
        for heading in (*FLAGS, "Options"):
            records[heading] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record and isinstance(param, click.Option):
                records[_heading(param.name or "")].append(record)
        for heading, rows in records.items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A preset's examples have its own options."""
        preset: Preset | None = ctx.meta.get(_PRESET)
        if self._fixed_source and preset:
            options = {option.name: value_text(option.default) for option in preset.options}
            self.epilog = epilog(examples_of_preset(self._fixed_source, options))
        super().format_epilog(ctx, formatter)

    def _find_source(self, ctx: click.Context, args: list[str]) -> str | None:
        """The first argument that names a source; failing that the first that is no flag."""
        words = _words(self._without_values(args))
        if any(word in ("-h", "--help") for word in args) and not words:
            return None
        files = _app(ctx).library.files()
        clear = (w for w in words if w in files or w == "-" or Path(w).suffix in library.SUFFIXES)
        return next(clear, words[0] if words else None)

    def _without_values(self, args: list[str]) -> list[str]:
        """The arguments without the values of the command's own flags, as in `--events -`."""
        taking = {
            name
            for param in self.params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        kept: list[str] = []
        is_value = False
        for word in args:
            if not is_value and word not in taking:
                kept.append(word)
            is_value = not is_value and word in taking
        return kept


def _heading(name: str) -> str:
    """The section of a flag."""
    if name.startswith(_PREFIX):
        return "This session"
    return next((heading for heading, names in FLAGS.items() if name in names), "Options")


def complete_source(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Presets by name, and session files: the shell completes paths itself."""
    presets = _app(ctx).library.summaries()
    found = [
        CompletionItem(name, help=line)
        for name, line in presets.items()
        if name.startswith(incomplete)
    ]
    return [*found, CompletionItem(incomplete, type="file")]


def _words(args: list[str]) -> list[str]:
    return [word for word in args if word == "-" or not word.startswith("-")]


def _app(ctx: click.Context) -> App:
    return ctx.find_object(App) or App.of_process()


def open_source(app: App, source: str) -> Preset:
    """The preset of that name, else the session file. Raises with what to do about it."""
    if preset := app.library.open(source):
        return preset
    if not source:
        raise UsageError("which session? 'retrowalk presets' lists the presets")
    is_there = os.path.exists(source)  # where Path.exists() raises on a long line
    if looks_like_line(source) and not is_there:
        return library.open_line(source)
    if is_there or source == "-" or "." in source or "/" in source:
        return library.open_file(source)
    raise UsageError(f"{source!r} is neither a preset nor a file{app.library.guess(source)}")


def build(preset: Preset, chosen: dict[str, Any]) -> Session:
    """The session of a preset with chosen values; those have to make a session that can be."""
    try:
        return builder.build(preset, chosen)
    except Invalid as error:
        reason = error.problems[0].message
        raise UsageError(f"these options make no session: {reason}") from None


def _flags(preset: Preset) -> list[click.Parameter]:
    return [
        click.Option(
            [f"{_PREFIX}{place}", f"--{option.name}"],
            type=OptionType(option),
            default=None,
            help=_help(option),
            metavar=option.kind.upper(),
        )
        for place, option in enumerate(preset.options)
    ]


def _help(option: Option) -> str:
    bounds = " to ".join(value_text(v) for v in (option.low, option.high) if v is not None)
    inside = f"{value_text(option.default)}; {bounds}" if bounds else value_text(option.default)
    return f"{option.help}  [{inside}]" if option.help else f"[{inside}]"


def _debug_flag() -> click.Option:
    return click.Option(["--debug"], is_flag=True, expose_value=False, hidden=True)


def preset_command(name: str) -> click.Command:
    """The command that walks a preset; its flags come from the preset's file."""
    return SessionCommand(name, fixed_source=name, params=walk_flags(), callback=walk_session)


def walk_session(
    app: App, session: Session, i_know: bool, cadence: int | None = None, **flags: Any
) -> int:
    """Walk a session that is within the bounds, or that the walker wants all the same."""
    hold_to_bounds(app, session, i_know)
    from .run import walk

    given = take_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    if given.keys() & {"every", "times", "start_at", "until"}:
        from .series import walk_series

        code = walk_series(app, session, **given)
    else:
        code = walk(app, session, **given)
    if session.name in app.library.files():
        from .used import note_used

        note_used(app.data_folder, session.name)
    return code


def take_settings(app: App, flags: dict[str, Any]) -> dict[str, Any]:
    """Put the flags that go over settings there; returns the others that were given."""
    given = {name: value for name, value in flags.items() if value is not None}
    for name in FLAGS_OVER_SETTINGS & given.keys():
        setting = name.replace("_", "-")
        app.settings.take({setting: given.pop(name)}, f"--{setting}")
    return given


def set_options(app: App, preset: Preset) -> dict[str, Any]:
    """The values that the user has set for a preset's options."""
    chosen = {}
    for name, value in app.settings.presets.get(preset.name, {}).items():
        option = preset.option(name)
        where = f"the setting presets.{preset.name}.{name}"
        if option is None:
            raise InvalidSession(f"{where}: the preset has no such option")
        try:
            chosen[name] = option.parse(value)
        except UsageError as error:
            raise InvalidSession(f"{where}: {error}") from None
    return chosen


def hold_to_bounds(app: App, session: Session, i_know: bool) -> None:
    """Warn of what is outside the bounds; refuse what is far outside. Raises `InvalidSession`."""
    for finding in findings(session):
        if finding.refused and not i_know:
            raise InvalidSession(f"{finding.message}: --i-know walks it all the same")
        app.complain(f"warning: {finding.message}")


run_command = SessionCommand(
    "run",
    params=walk_flags(),
    callback=walk_session,
    help="Walk a session file, or a preset; - reads the file from standard input.",
)
