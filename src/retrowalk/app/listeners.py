"""TODO."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..loop import Moment

if TYPE_CHECKING:
    pass


class Listener(Protocol):
    """Something that is told what happens on a walk."""

    def show(self, moment: Moment) -> None:
        """Take in what has happened."""
