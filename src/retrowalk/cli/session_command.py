"""Commands about one session, whose preset or file adds options to them.

The source is found among the arguments before they are parsed, because its options become
options of the command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from ..app.context import App
from ..app.sources import build, open_source, set_options
from ..errors import RetrowalkError
from ..presets.file_names import is_session_file
from ..presets.preset import Option, Preset
from ..presets.values import value_text
from .grouped import GroupedCommand, HeadedOption
from .help import preset_examples, sentence
from .param_types import OptionType

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_PRESET = "retrowalk.preset"
_PREFIX = "option_"


class SessionCommand(GroupedCommand):
    """A command about a preset or session file. Its callback gets `app` and `session`.

    `fixed_source` is the preset's name for a command that is named after it; other commands
    take the source as an argument.
    """

    def __init__(self, *args: Any, fixed_source: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fixed_source = fixed_source
        if fixed_source is None:
            source = click.Argument(
                ["source"], metavar="PRESET|FILE|LINE", shell_complete=complete_source
            )
            self.params.insert(0, source)
        self.params.append(click.Option(["--debug"], is_flag=True, expose_value=False, hidden=True))

    @property
    def own_params(self) -> list[click.Parameter]:
        """The options that are valid before the source is known."""
        return self.params

    def has_session(self, ctx: click.Context) -> bool:
        """Return whether the source has been opened."""
        return _PRESET in ctx.meta

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Open the source, then parse the arguments with its options."""
        source = self._fixed_source or self._find_source(ctx, args)
        if source is not None:
            try:
                ctx.meta[_PRESET] = open_source(_app(ctx), source)
            except RetrowalkError:
                if not ctx.resilient_parsing:  # shell completion prints no errors
                    raise
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the preset's options and the command's own."""
        preset: Preset | None = ctx.meta.get(_PRESET)
        own = super().get_params(ctx)
        return [*_preset_params(preset), *own] if preset else own

    def invoke(self, ctx: click.Context) -> Any:
        """Build the session from the options and call the callback with it."""
        preset: Preset = ctx.meta[_PRESET]
        chosen = {
            option.name: value
            for index, option in enumerate(preset.options)
            if (value := ctx.params.pop(f"{_PREFIX}{index}")) is not None
        }
        ctx.params.pop("source", None)
        app = _app(ctx)
        ctx.params["session"] = build(preset, {**set_options(app, preset), **chosen})
        ctx.params["app"] = app
        return super().invoke(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe a preset's command with the preset's summary and rationale."""
        preset: Preset | None = ctx.meta.get(_PRESET)
        if self._fixed_source and preset:
            self.help = "\n\n".join(part for part in (sentence(preset.summary), preset.why) if part)
        super().format_help_text(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples with the preset's own options."""
        preset: Preset | None = ctx.meta.get(_PRESET)
        if self._fixed_source and preset:
            defaults = {option.name: value_text(option.default) for option in preset.options}
            self.epilog = preset_examples(self._fixed_source, defaults)
        super().format_epilog(ctx, formatter)

    def _find_source(self, ctx: click.Context, args: list[str]) -> str | None:
        """Return the first argument that names a source, else the first that is not an option."""
        words = self._positional(args)
        if any(word in ("-h", "--help") for word in args) and not words:
            return None
        files = _app(ctx).library.files()
        clear = (w for w in words if w in files or w == "-" or is_session_file(w))
        return next(clear, words[0] if words else None)

    def _positional(self, args: list[str]) -> list[str]:
        """Return the arguments that are neither options nor values of the command's own options.

        Values of the preset's options are among them, because its options are not known yet.
        """
        with_value = {
            name
            for param in self.own_params
            if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }
        found: list[str] = []
        rest = iter(args)
        for word in rest:
            if word == "--":
                return [*found, *rest]
            if word in with_value:
                next(rest, None)
            elif word == "-" or not word.startswith("-"):
                found.append(word)
        return found


def complete_source(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete names of presets; the shell completes paths."""
    from click.shell_completion import CompletionItem

    presets = _app(ctx).library.summaries()
    found = [
        CompletionItem(name, help=summary)
        for name, summary in presets.items()
        if name.startswith(incomplete)
    ]
    return [*found, CompletionItem(incomplete, type="file")]


def _app(ctx: click.Context) -> App:
    return cast("App", ctx.find_object(App))


def _preset_params(preset: Preset) -> list[click.Parameter]:
    return [
        HeadedOption(
            [f"{_PREFIX}{index}", f"--{option.name}"],
            heading="This session",
            type=OptionType(option),
            help=_option_help(option),
            metavar=option.kind.upper(),
        )
        for index, option in enumerate(preset.options)
    ]


def _option_help(option: Option) -> str:
    limits = " to ".join(value_text(v) for v in (option.low, option.high) if v is not None)
    default = f"[default: {value_text(option.default)}{f'; {limits}' if limits else ''}]"
    return f"{sentence(option.help)}  {default}" if option.help else default
