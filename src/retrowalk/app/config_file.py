"""The settings in effect, and the user's settings file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import FileError
from ..files import PRIVATE, make_private_folder, write_file
from ..setting_table import example_file
from ..settings import FILE
from .context import App


def setting_lines(app: App) -> Iterator[str]:
    """Yield each setting with its value and where it came from."""
    settings, origin = app.settings, str(app.config_folder / FILE)
    for name, value in settings.values.items():
        yield f"{name} = {json.dumps(value)}  ({settings.origins[name]})"
    for preset, options in settings.presets.items():
        for name, value in options.items():
            yield f"presets.{preset}.{name} = {json.dumps(value)}  ({origin})"
    for name, command in settings.hooks.items():
        yield f"hooks.{name} = {json.dumps(command)}  ({origin})"


def ensure_config_file(app: App) -> Path:
    """Return the path of `config.toml`, after creating it with comments if it is missing.

    Raises `FileError`.
    """
    path = app.config_folder / FILE
    try:
        make_private_folder(path.parent)
    except OSError as error:
        raise FileError.cannot("create", path.parent, error) from None
    if not path.exists():
        write_file(path, example_file(), mode=PRIVATE)
    return path
