"""Information about the presets."""

from __future__ import annotations

from ..core.session import Session
from ..errors import UsageError
from ..presets import builder
from .context import App


def preset_rows(app: App) -> list[tuple[str, str, Session]]:
    """Return name, summary and default session of each preset; warn of broken files."""
    presets = app.library.working()
    app.warn_of_broken_presets()
    return [(name, preset.summary, builder.build(preset, {})) for name, preset in presets.items()]


def preset_text(app: App, name: str) -> str:
    """Return a preset's description as comments, and its file. Raises `UsageError`."""
    preset = app.library.open(name)
    if preset is None:
        raise UsageError(f"no preset {name!r}{app.library.guess(name)}")
    about = [row for row in (preset.title, preset.summary, *preset.why.splitlines()) if row]
    lines = [f"# {row}" for row in (*about, *(f"Source: {entry}" for entry in preset.source))]
    return "\n".join([*lines, "", preset.document.text.content.strip(), ""])
