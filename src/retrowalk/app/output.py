"""Write a command's result to a file or to standard output."""

from __future__ import annotations

from pathlib import Path

from ..files import write_file
from ..sanitize import printable
from .context import App


def write_output(app: App, target: str, text: str, *, force: bool = False) -> None:
    """Write text to a file and report it; `-` is standard output. Raises `FileError`."""
    if target == "-":
        app.stdout.write(text)
        return
    write_file(Path(target), text, force=force)
    report_written(app, Path(target))


def report_written(app: App, path: Path) -> None:
    """Print which file was written."""
    app.stdout.write(f"Wrote {printable(str(path))}\n")
