"""Open what a user names as a session: a preset, a file, or one line."""

from __future__ import annotations

import os
from typing import Any

from ..core.session import Session
from ..errors import InvalidSession, UsageError
from ..presets import builder, library
from ..presets.diagnostics import Invalid
from ..presets.preset import Preset
from .context import App


def open_source(app: App, source: str) -> Preset:
    """Return the preset of that name, else the session file or line. Raises `RetrowalkError`."""
    if preset := app.library.open(source):
        return preset
    if not source:
        raise UsageError("which session? 'retrowalk presets' lists the presets")
    from ..presets.one_line import looks_like_line

    exists = os.path.exists(source)  # Path.exists() raises on a long line
    if looks_like_line(source) and not exists:
        return library.open_line(source)
    if source == "-":
        from ..presets.text_file import read_stdin

        return library.open_text(read_stdin(app.open_stdin()), "session")
    if exists or "." in source or "/" in source:
        app.note_source(source)
        return _open_file(source)
    raise UsageError(f"{source!r} is neither a preset nor a file{app.library.guess(source)}")


def _open_file(path: str) -> Preset:
    """Return the preset in a file; the error for a workout of another timer names its converter."""
    try:
        return library.open_file(path)
    except InvalidSession as error:
        from .convert import foreign_file

        raise foreign_file(path) or error from None


def build(preset: Preset, chosen: dict[str, Any]) -> Session:
    """Return the session of a preset with some options changed. Raises `UsageError`."""
    try:
        return builder.build(preset, chosen)
    except Invalid as error:
        reason = error.problems[0].message
        raise UsageError(f"these options cannot be combined: {reason}") from None


def set_options(app: App, preset: Preset) -> dict[str, Any]:
    """Return the values in the settings for a preset's options. Raises `InvalidSession`."""
    chosen = {}
    options = {library.composed(name): values for name, values in app.settings.presets.items()}
    for name, value in options.get(preset.name, {}).items():
        option = preset.option(name)
        where = f"the setting presets.{preset.name}.{name}"
        if option is None:
            raise InvalidSession(f"{where}: the preset has no such option")
        try:
            chosen[name] = option.parse(value)
        except UsageError as error:
            raise InvalidSession(f"{where}: {error}") from None
    return chosen
