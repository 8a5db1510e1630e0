"""What to walk next, after a walk: said carefully, for nobody has tested it."""

from __future__ import annotations

from ..core.events import Outcome
from ..core.summary import Summary

NEXT = {
    "hallway-ten": "start-small",
    "start-small": "intervals",
    "one-in-ten": "intervals",
    "intervals": "two-one",
    "two-one": "even-minutes",
    "even-minutes": "split-ten",
    "split-ten": "ten-block",
}
"""The preset that asks a little more."""
SHORT = ("start-small", "hallway-ten")
"""Presets for several times a day."""


def advice(summary: Summary) -> str:
    """One or two sentences for the walker."""
    name = summary.session.name
    if summary.outcome is not Outcome.COMPLETED:
        gentler = "" if name in SHORT else ", or a short one: retrowalk start-small"
        return f"Next: rest when dizzy or in pain; else the same again another day{gentler}."
    again = "later today or another day" if name in SHORT else "another day"
    said = f"Next: the same again {again}."
    if name not in NEXT or summary.done < len(summary.session.segments):
        return said
    return f"{said} When it was easy, without a stumble, dizziness or pain: retrowalk {NEXT[name]}."
