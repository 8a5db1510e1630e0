"""Advice on what to walk next. It is cautious, because it is untested."""

from __future__ import annotations

from ..core.events import Outcome
from ..core.programme_weeks import week_of
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
"""The next preset after each one, which is slightly more demanding."""
SHORT = ("start-small", "hallway-ten")
"""Presets to walk several times a day."""


def advice(summary: Summary) -> str:
    """Return one or two sentences for the walker."""
    name = summary.session.name
    if summary.outcome is not Outcome.COMPLETED:
        shorter = "" if name in SHORT else ", or try a short one: retrowalk start-small"
        return (
            f"If you are dizzy or in pain, rest. Otherwise repeat this session another day{shorter}"
        )
    if name and week_of(name) is not None:
        return "To see when you walk next, and what: retrowalk today --show"
    again = f"Repeat this session {'later today or ' if name in SHORT else ''}another day."
    if name not in NEXT or summary.done < len(summary.session.segments):
        return again
    return (
        f"{again} If that felt easy, with no stumble, dizziness or pain,"
        f" try next: retrowalk {NEXT[name]}"
    )
