"""What the built-in voice can say: sentences recorded whole, and times put together from numbers.

A sentence is turned into the names of clips; one that no clips cover is for the system's voice.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

# fmt: off
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
# fmt: on
TENS = ("twenty", "thirty", "forty", "fifty")
MOST = 59
"""The highest number there is a clip of."""
UNITS = ("hour", "minute", "second")
ENDINGS = ("left", "walked")
WHOLE = (
    "Walk forward.",
    "Walk backward.",
    "Stand still.",
    "Easy pace.",
    "Small steps.",
    "Backward soon.",
    "Slow down.",
    "Halfway.",
    "Stand tall.",
    "Check behind.",
    "Last round.",
    "Done.",
    "Paused.",
    "Three.",
    "Two.",
    "One.",
    "Stop the belt.",
    "Belt stopped.",
    "Feet on the side rails.",
    "Turn round.",
    "Hands light on the rails.",
    "Eyes level.",
    "Get ready.",
    "Rest.",
    "Warm up.",
    "Cool down.",
)
"""Sentences that are one clip each."""

_TIME = re.compile(r"((?:[a-z-]+ (?:hours?|minutes?|seconds?) ?)+)(left|walked)?\.?")
_PART = re.compile(r"([a-z-]+) (hour|minute|second)(s?)")


def number_words(number: int) -> str:
    """A number from 0 to 59 in words."""
    if number < len(NUMBERS):
        return NUMBERS[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{NUMBERS[ones]}" if ones else "")


def time_words(time: timedelta) -> str:
    """A time up to 24 hours in words, to the second: "one minute thirty seconds"."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{number_words(number)} {unit}{'' if number == 1 else 's'}"
        for number, unit in zip((hours, minutes, seconds), UNITS, strict=True)
        if number
    ]
    return " ".join(parts) or "zero seconds"


def sentences(text: str) -> list[str]:
    """A text cut after its full stops, exclamation and question marks."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def clips(sentence: str) -> tuple[str, ...]:
    """The clips that make a sentence, in order; none when they cannot."""
    plain = " ".join(sentence.lower().split()).rstrip(".!")
    if whole := _whole().get(plain):
        return (whole,)
    match = _TIME.fullmatch(plain)
    if match is None:
        return ()
    times, ending = match.groups()
    found: list[str] = []
    for word, unit, plural in _PART.findall(times):
        number = _numbers().get(word)
        if number is None:
            return ()
        found += [str(number), unit + plural]
    return (*found, ending) if ending else tuple(found)


def covered(text: str) -> bool:
    """Whether the built-in voice can say all of a text."""
    return all(clips(sentence) for sentence in sentences(text))


@cache
def _whole() -> dict[str, str]:
    """The whole sentences without their full stop, and the clip of each."""
    plain = [sentence.rstrip(".").lower() for sentence in WHOLE]
    return {words: words.replace(" ", "-") for words in plain}


@cache
def _numbers() -> dict[str, int]:
    return {number_words(n): n for n in range(MOST + 1)}


def names() -> list[str]:
    """Every clip there has to be."""
    units = [unit + plural for unit in UNITS for plural in ("", "s")]
    return [*_whole().values(), *(str(n) for n in range(MOST + 1)), *units, *ENDINGS]
