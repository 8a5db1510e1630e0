"""What every form of export is: a module with `parts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..core.session import Session
from .reminders import Schedule

if TYPE_CHECKING:
    from ..audio.bank import Bank

ProgressCallback = Callable[[float], None]
"""Is told how much of a file is written, from 0 to 1, now and then."""


@dataclass(frozen=True)
class Options:
    """What can be chosen about an export; each form takes what concerns it.

    `bank` and `voice` are the sounds of audio, None for the usual ones. With `time_left` the time
    left in a segment is told quietly, so often. `lrc` writes timed text beside audio, `split` one
    file a segment. `lead_in` is the page's, in seconds. `units` is how speeds are shown.
    `schedule` belongs to the calendar.
    """

    bank: Bank | None = None
    voice: bool = True
    time_left: timedelta | None = None
    lrc: bool = False
    split: bool = False
    lead_in: int = 5
    units: str = "km/h"
    schedule: Schedule | None = None


class Part(NamedTuple):
    """One file of an export: where it is to stand, and what writes it to a path."""

    path: Path
    write: Callable[[Path, ProgressCallback], None]


class Form(Protocol):
    """A way to write a session. What cannot be written is refused before anything is."""

    def parts(self, session: Session, path: Path, options: Options) -> Iterable[Part]:
        """The files that make the export. Raises `RetrowalkError`s."""


def whole(path: Path, content: str | bytes) -> Part:
    """A file whose content is there already."""
    data = content.encode(errors="replace") if isinstance(content, str) else content

    def write(to: Path, tell: ProgressCallback) -> None:
        to.write_bytes(data)

    return Part(path, write)
