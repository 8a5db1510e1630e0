"""Reports on a Rich console of a chosen width."""

import io

from rich.console import Console


def recorded(report: object, width: int = 80) -> str:
    """Return a report as plain text."""
    console = Console(record=True, width=width, file=io.StringIO())
    console.print(report)
    return console.export_text()
