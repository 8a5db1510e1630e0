"""Commands about one session: its source brings flags of its own.

The source, a preset's name or a file, is looked for before the arguments are parsed, because
its options become flags of the command.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from ..app.context import App
from ..app.sources import build, open_source, set_options
from ..errors import RetrowalkError
from ..presets import library
from ..presets.preset import Option, Preset
from ..presets.values import value_text
from .help import FLAGS, epilog, examples_of_preset
from .param_types import OptionType

_PRESET = "retrowalk.preset"
_PREFIX = "option_"


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
