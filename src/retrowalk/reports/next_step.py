"""Advice on what to walk next. It is cautious, because it is untested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.events import Outcome
from ..core.programme_weeks import week_of
from ..core.summary import Summary

if TYPE_CHECKING:
    from ..history.record import Feedback

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
MOST_EFFORT, MOST_PAIN = 4, 3
"""The highest answers after which the programme goes on to the next week."""
SHORT = ("start-small", "hallway-ten")
"""Presets to walk several times a day."""


def advice(summary: Summary, feedback: Feedback | None = None) -> str:
    """Return one or two sentences for the walker; "" after an alarm, which has its own text."""
    name = summary.session.name
    if feedback and feedback.alarm:
        return ""
    if summary.outcome is not Outcome.COMPLETED:
        shorter = "" if name in SHORT else ", or try a short one: retrowalk start-small"
        return (
            f"If you are dizzy or in pain, rest. Otherwise repeat this session another day{shorter}"
        )
    if name and week_of(name) is not None:
        return "To see when you walk next, and what: retrowalk today --show"
    again = f"Repeat this session {'later today or ' if name in SHORT else ''}another day."
    if name not in NEXT or summary.done < len(summary.session.segments) or _was_hard(feedback):
        return again
    return (
        f"{again} If that felt easy, with no stumble, dizziness or pain,"
        f" try next: retrowalk {NEXT[name]}"
    )


def _was_hard(feedback: Feedback | None) -> bool:
    """Return whether the walker's answers advise against a more demanding session."""
    if feedback is None:
        return False
    too_much = (feedback.effort or 0) > MOST_EFFORT or (feedback.pain or 0) > MOST_PAIN
    return too_much or bool(feedback.stumble or feedback.dizziness)
