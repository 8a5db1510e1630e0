"""The rules of the programme: how walks and answers decide the next week (docs/programme.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .value import Value

PAIN_MODEL = (
    "the 0-10 pain-monitoring model (Thomee; Ageberg 2010, doi:10.1186/1471-2474-11-126): 0-2 is"
    " safe, up to 5 acceptable, over 5 high risk, and no rise from week to week"
)
SOURCES = {
    "pain": PAIN_MODEL,
    "stricter": f"our own rule, stricter than {PAIN_MODEL}",
    "own": "our own rule; nobody has tested it",
    "choice": "your decision",
}
"""Where a rule comes from, by the key of a `Finding`."""
SHORT_BREAK, LONG_BREAK = 8, 14
"""Days since the last walk: from SHORT_BREAK on one week back, over LONG_BREAK two weeks."""


class Answers(NamedTuple):
    """The answers after a walk, and about pain the next morning. None means not answered.

    `alarm` is a fall, chest pain, faintness, or dizziness that did not pass quickly. `dizziness`
    is dizziness that passed.
    """

    effort: int | None = None
    pain: int | None = None
    stumble: bool | None = None
    dizziness: bool | None = None
    alarm: bool | None = None
    morning_pain: int | None = None


NO_ANSWERS = Answers()


@dataclass(frozen=True, eq=False, repr=False)
class ProgrammeWalk(Value):
    """A walk of the programme on a local day. `at` orders it, in milliseconds since 1970."""

    day: date
    at: int
    week: int
    completed: bool = True
    answers: Answers = NO_ANSWERS


class Finding(NamedTuple):
    """The result of a rule: the step from the current week, why, and a key of `SOURCES`."""

    step: int
    reason: str
    source: str = "own"
    halts: bool = False

    @property
    def source_text(self) -> str:
        """The source in words."""
        return SOURCES[self.source]


ALARM = Finding(-1, "a fall, chest pain, faintness, or dizziness that did not pass", halts=True)
UNANSWERED = Finding(0, "no answer about pain the next morning")
TO_COME = Finding(0, "your answer about pain tomorrow morning is still to come")
"""Takes the place of `UNANSWERED` on the day of the walk."""
NEXT = Finding(1, "three walks done, effort at most 4, pain at most 3 and gone the next morning")


def findings(
    walks: Sequence[ProgrammeWalk], missed: int, idle: int, last_pain: int | None
) -> list[Finding]:
    """Return the reasons not to move on to the next week.

    `walks` are the last two of the week, `missed` is how many of its three walks were missed,
    `idle` the days since the last walk, and `last_pain` the pain of the week before.
    """
    found = [finding for walk in walks for finding in _answers(walk.answers)]
    found += _rise((walk.answers for walk in walks), last_pain)
    found += _missed(missed, idle)
    return list(dict.fromkeys(found))


def worst(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that decide: those of the lowest step, or `NEXT` if there is none."""
    found = list(found)
    lowest = min((finding.step for finding in found), default=None)
    return tuple(f for f in found if f.step == lowest) or (NEXT,)


def _answers(answers: Answers) -> Iterator[Finding]:
    """Yield the findings from the answers about one walk."""
    effort, pain, stumble, dizziness, alarm, morning = answers
    if alarm:
        yield ALARM
    if stumble:
        yield Finding(-1, "a stumble")
    if dizziness:
        yield Finding(-1, "dizziness that passed")
    if effort is not None and effort >= 7:
        yield Finding(-1, f"effort {effort}")
    elif effort is not None and effort >= 5:
        yield Finding(0, f"effort {effort}")
    if pain is not None and pain > 5:
        yield Finding(-1, f"pain {pain}", "pain")
    elif pain is not None and pain >= 4:
        yield Finding(0, f"pain {pain}", "stricter")
    if None in (effort, pain, stumble, dizziness, alarm):
        yield Finding(0, "a question not answered")
    yield from _morning(pain, morning)


def _morning(pain: int | None, morning: int | None) -> Iterator[Finding]:
    if morning is None:
        yield UNANSWERED
    elif morning > (pain or 0):
        yield Finding(-1, f"pain {morning} the next morning, higher than after the walk", "pain")
    elif morning:
        yield Finding(0, f"pain {morning} that was not gone the next morning", "stricter")


def _rise(answers: Iterable[Answers], last_pain: int | None) -> Iterator[Finding]:
    pain = max((a.pain for a in answers if a.pain is not None), default=None)
    if pain is not None and last_pain is not None and pain > last_pain:
        yield Finding(0, f"pain {pain}, up from {last_pain} the week before", "pain")


def _missed(missed: int, idle: int) -> Iterator[Finding]:
    if idle > LONG_BREAK:
        yield Finding(-2, f"{idle} days since the last walk")
    elif idle >= SHORT_BREAK:
        yield Finding(-1, f"{idle} days since the last walk")
    elif missed:
        words = {1: "one of three walks", 2: "two of three walks", 3: "all three walks"}
        yield Finding(0, f"{words[missed]} missed")
