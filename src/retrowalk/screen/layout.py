"""How many rows each part of the runner has in a window of some height.

The rows do not depend on the walk's state, so that digits and band keep their size and place.
"""

from __future__ import annotations

from typing import NamedTuple

ORDER = (
    *("header", "strip", "band", "time", "step", "caption"),
    *("bar", "next", "low-strip", "done", "keys"),
)
"""The parts from top to bottom. In low windows the strip is further below the band."""
CAPTION = 11
"""The height from which there is a caption."""
TALL, LARGE, HUGE = 14, 34, 40
"""Heights from which the band has three rows, has nine, and grows with the window."""
STEPS = 16
"""The height from which the current step has a row of its own."""
SPACIOUS = 24
"""The height from which empty rows separate the parts."""
_LEAST_TIME = {2: 1, 3: 1, 4: 1, 5: 3, 6: 3, 7: 4, 8: 5}
"""Rows of the time in the lowest windows, including empty ones around the digits."""


class Slot(NamedTuple):
    """A part of the runner and the number of its rows; the part "gap" is empty."""

    part: str
    rows: int


def layout(height: int, *, steps: bool = False) -> list[Slot]:
    """Return the slots from top to bottom, together `height` rows (at least 2).

    With `steps` there is room for the current step in large letters.
    """
    rows = {"band": 1, "time": 0}
    room = height - 1 - _least_time(height)
    for part, more, from_height in _growth(height, steps=steps):
        if more <= room and height >= from_height:
            rows[part] = rows.get(part, 0) + more
            room -= more
    rows["time"] = _least_time(height) + room
    slots = []
    for part in ORDER:
        if rows.get(f"before {part}"):
            slots.append(Slot("gap", 1))
        if rows.get(part):
            slots.append(Slot(part, rows[part]))
    return slots


def _growth(height: int, *, steps: bool) -> list[tuple[str, int, int]]:
    """Return parts, the rows they gain and the height it takes, most important first."""
    strip = "strip" if height >= TALL else "low-strip"
    return [
        ("next", 1, 3),
        ("bar", 1, 4 if height != 5 else 6),
        (strip, 1, 9),
        ("header", 1, 10),
        ("caption", 1, CAPTION),
        ("band", 2, TALL),
        ("step", 3 if height >= 20 else 1, STEPS if steps else height + 1),
        ("done", 1, 16),
        ("keys", 1, 17),
        ("before band", 1, 18),
        (strip, 1, 18),
        ("before bar", 1, SPACIOUS),
        ("before keys", 1, SPACIOUS),
        (strip, 1, LARGE),
        ("band", 6 + max(0, height - HUGE) // 6, LARGE),
        ("before caption", 1, LARGE),
    ]


def _least_time(height: int) -> int:
    """Return the minimum number of rows for the time."""
    usual = max(5, min((height + 1) // 2 - 1, 9), height * 2 // 5)
    return _LEAST_TIME.get(height, usual)
