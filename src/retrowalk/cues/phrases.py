"""What the built-in voice can say: whole sentences, and sentences put together from numbers.

`clips` returns the names of the clips that make up a sentence. Other sentences need another voice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
"""The highest number with a clip."""
UNITS = ("hour", "minute", "second")
WHOLE_MINUTES = (*range(2, 11), 13, 15, 16, 17, *range(20, 25), 30)
"""The numbers of minutes that are one clip with their unit: mostly those of the presets."""
WHOLE_ROUNDS = 6
"""Up to how many rounds "Round two of three." is one clip."""
TO_GO = "to go"
"""In noise, "left" was often heard as "less" or "last"."""
ENDINGS = (TO_GO, "walked", "more", "less")
"""What can follow a time."""
JOINTS = ("round", "of", "speed", "point")
"""The other words of "Round two of three." and "Speed one point two."."""
WHOLE = (
    # what to do now
    "Walk forward.",
    "Walk backward.",
    "Stand and rest.",
    "Rest and turn.",
    "Gentle pace.",
    "Small steps.",
    "Stand tall.",
    "Check behind.",
    "Still walking.",
    "Still resting.",
    # what comes next
    "Get ready.",
    "First, walk forward.",
    "First, walk backward.",
    "Backward soon.",
    "Slow down.",
    "Forward soon.",
    "Stop, then turn.",
    "Stop soon.",
    "Backward next.",
    "Forward next.",
    "Last round.",
    "Last stretch.",
    # on a treadmill
    "Start the belt.",
    "Lowest speed.",
    "Slow the belt.",
    "Stop the belt.",
    "Belt stopped.",
    "Feet on the side rails.",
    "Turn round.",
    "Hands light on the rails.",
    "Eyes level.",
    # the countdown
    "Three.",
    "Two.",
    "One.",
    # the walk itself
    "Walk paused.",
    "Walk finished.",
    "Sound on.",
    "Warm up.",
    "Cool down.",
    # what `listen` teaches
    "This means forward.",
    "This means backward.",
    "This means stop.",
    "This means get ready.",
)
"""Sentences that are one clip each."""

_TIME = re.compile(
    rf"((?:[a-z-]+ (?:hours?|minutes?|seconds?) ?)+)({'|'.join(ENDINGS)})?",
)
_PART = re.compile(r"([a-z-]+) (hour|minute|second)(s?)")
_ROUND = re.compile(r"round ([a-z-]+) of ([a-z-]+)")
_SPEED = re.compile(r"speed ([a-z-]+)(?: point ([a-z-]+))?")


def number_words(number: int) -> str:
    """Return a number from 0 to 59 in words, such as "twenty-one"."""
    if number < len(NUMBERS):
        return NUMBERS[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{NUMBERS[ones]}" if ones else "")


def time_words(time: timedelta) -> str:
    """Return a time up to 24 hours in words, to the second: "one minute thirty seconds"."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{number_words(number)} {unit}{'' if number == 1 else 's'}"
        for number, unit in zip((hours, minutes, seconds), UNITS, strict=True)
        if number
    ]
    return " ".join(parts) or "zero seconds"


def time_sentence(time: timedelta, ending: str = "") -> str:
    """Return a time as a sentence: "One minute.", "Twenty minutes walked."."""
    return f"{time_words(time)} {ending}".strip().capitalize() + "."


def time_left_sentence(time: timedelta) -> str:
    """Return "Thirty seconds to go."."""
    return time_sentence(time, TO_GO)


def round_sentence(number: int, rounds: int) -> str:
    """Return "Round two of three."; "" above the highest number that has a clip."""
    if rounds > MOST:
        return ""
    return f"Round {number_words(number)} of {number_words(rounds)}."


def speed_sentence(speed: float) -> str:
    """Return a speed of at most 59.9 as a sentence: "Speed one point two."."""
    whole, tenth = divmod(round(speed * 10), 10)
    point = f" point {number_words(tenth)}" if tenth else ""
    return f"Speed {number_words(whole)}{point}."


def sentences(text: str) -> list[str]:
    """Split a text after its full stops, exclamation and question marks."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def clips(sentence: str) -> tuple[str, ...]:
    """Return the clips that make up a sentence, in order; () if the voice cannot say it."""
    plain = " ".join(sentence.lower().split()).rstrip(".!")
    if whole := _whole().get(plain):
        return (whole,)
    patterns: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[str | None]]], ...] = (
        (_TIME, _time_clips),
        (_ROUND, lambda m: ["round", _number(m[1]), "of", _number(m[2])]),
        (_SPEED, lambda m: ["speed", _number(m[1]), *(["point", _number(m[2])] if m[2] else [])]),
    )
    for pattern, to_names in patterns:
        if match := pattern.fullmatch(plain):
            names = to_names(match)
            return tuple(name for name in names if name) if all(names) else ()
    return ()


def covered(text: str) -> bool:
    """Return whether the built-in voice can say all of a text."""
    return all(clips(sentence) for sentence in sentences(text))


def continues(clip: str) -> bool:
    """Return whether a clip was cut so that it continues the clip before it without a pause."""
    return clip == "seconds" or clip in map(_clip, ENDINGS)


def texts() -> dict[str, str]:
    """Return what each clip says, without a full stop, by the name of the clip."""
    units = [f"{unit}s" for unit in UNITS]
    numbers = {str(n): number_words(n) for n in range(MOST + 1)}
    return {_clip(text): text for text in (*_complete(), *units, *ENDINGS, *JOINTS)} | numbers


def names() -> list[str]:
    """Return the name of every clip."""
    return list(texts())


def _clip(text: str) -> str:
    """Return the name of the clip of a text: "first-walk-forward" of "First, walk forward"."""
    return text.lower().replace(",", "").replace(" ", "-")


def _complete() -> Iterator[str]:
    """Yield what is said with one clip. The last round has its own words."""
    yield from (sentence.rstrip(".") for sentence in WHOLE)
    yield from (f"one {unit}" for unit in UNITS)
    yield f"one minute {TO_GO}"
    yield from (f"{number_words(n)} minutes" for n in WHOLE_MINUTES)
    pairs = ((n, of) for of in range(2, WHOLE_ROUNDS + 1) for n in range(1, of))
    yield from (round_sentence(n, of).rstrip(".") for n, of in pairs)


def _time_clips(match: re.Match[str]) -> list[str | None]:
    times, ending = match.groups()
    found: list[str | None] = []
    for word, unit, plural in _PART.findall(times):
        whole = _whole().get(f"{word} {unit}{plural}")
        found += [whole] if whole else [_number(word), unit + plural]
    return [*found, _clip(ending)] if ending else found


def _number(word: str) -> str | None:
    """Return the clip of a number in words; None if there is none."""
    number = _numbers().get(word)
    return None if number is None else str(number)


@cache
def _whole() -> dict[str, str]:
    """Return the clip of each text that is one clip, by the text in lower case."""
    return {text.lower(): _clip(text) for text in _complete()}


@cache
def _numbers() -> dict[str, int]:
    return {number_words(n): n for n in range(MOST + 1)}
