"""Create a session file from a preset or from an example."""

from __future__ import annotations

from pathlib import Path

from ..errors import UsageError
from ..files import write_file
from ..presets.file_names import SUFFIXES, is_session_file
from ..presets.preset import Preset
from ..sanitize import printable
from .context import App

_SCHEMA_LINE = "# yaml-language-server: $schema={}"


def create_session_file(
    app: App, name: str, preset_name: str | None = None, *, force: bool = False
) -> Path:
    """Write NAME.yaml and return its path. Raises `UsageError` and `FileError`."""
    if not name or printable(name) != name:
        raise UsageError("give the file a name, such as my-walk")
    preset = app.library.open(preset_name) if preset_name else None
    if preset_name and preset is None:
        raise UsageError(f"no preset {preset_name!r}{app.library.guess(preset_name)}")
    path = Path(name if is_session_file(name) else name + SUFFIXES[0])
    write_file(path, _text(app, preset), force=force)
    return path


def _text(app: App, preset: Preset | None) -> str:
    """Return the preset's file or an example, with a line that tells editors its schema."""
    from ..presets.json_schema import write_schema

    schema_line = _SCHEMA_LINE.format(write_schema(app.data_folder).as_uri())
    if preset is None:
        return f"{schema_line}\n{EXAMPLE}"
    rows = preset.document.text.content.splitlines()
    rows = [row for row in rows if not row.startswith(_SCHEMA_LINE.format(""))]
    return "\n".join([schema_line, *rows]) + "\n"


EXAMPLE = """\
# A session file for retrowalk. Check it: retrowalk check FILE. Walk it: retrowalk run FILE.
title: My walk
summary: three rounds of forward and backward

# Options become flags: --forward 3
options:
  forward: {kind: duration, default: 2m, help: forward walking in each round}

# A step is forward, backward or stand, with a duration: 5 (minutes), 90s, 1m30s, 1:30, 2h, open.
steps:
  - forward: 3m
    label: Warm-up
  - repeat: 3
    steps:
      - forward: $forward
      - backward: 30s
        label: Small steps
        note: A wall within reach
  - forward: 2m
    label: Cool-down
"""
