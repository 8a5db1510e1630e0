"""TODO."""

from __future__ import annotations

from typing import NamedTuple

from ..terminal.lines import Line


class Block(NamedTuple):
    """Some lines that belong together; the lower `rank`, the longer they stay on a small screen.

    Where there is room an empty line stands before a block with a `gap`.
    """

    rank: int
    rows: list[Line]
    gap: bool = False


TIME = Block(1, [])
"""Stands where the time goes; its rows are what the others leave."""
