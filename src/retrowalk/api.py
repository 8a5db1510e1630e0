"""Sessions from Python: make, read, write and walk them (docs/scripting.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from .core.gaps import GAP, GapPolicy
from .core.limits import MOST_SEGMENTS
from .core.session import CueSettings, Direction, Segment, Session
from .core.timeline import Mark
from .core.timeline import timeline as _timeline
from .durations import LONGEST, parse_duration
from .errors import UsageError
from .loop import Clock, Controls, Moment, MonotonicClock, SleepControls
from .loop import play as _play
from .sanitize import first_control

Length = str | float | timedelta | None
"""A duration: a `timedelta`, a number of minutes, text as in session files, None or "open"."""


def forward(
    duration: Length = None,
    *,
    at_most: Length = None,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
    speed_kmh: float | None = None,
    cadence: int | None = None,
) -> Segment:
    """A segment walked forward; without a duration it is open. Speed in km/h, steps a minute."""
    return _segment(Direction.FORWARD, duration, at_most, label, note, say, speed_kmh, cadence)


def backward(
    duration: Length = None,
    *,
    at_most: Length = None,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
    speed_kmh: float | None = None,
    cadence: int | None = None,
) -> Segment:
    """A segment walked backward; without a duration it is open. Speed in km/h, steps a minute."""
    return _segment(Direction.BACKWARD, duration, at_most, label, note, say, speed_kmh, cadence)


def stand(
    duration: Length = None,
    *,
    label: str | None = None,
    note: str | None = None,
    say: str | None = None,
) -> Segment:
    """A segment spent standing; without a duration it is open."""
    return _segment(Direction.STAND, duration, None, label, note, say, None, None)


def repeat(times: int, *segments: Segment | Iterable[Segment]) -> list[Segment]:
    """Segments several times over; those of an inner repeat keep their own rounds."""
    if times < 1:
        raise UsageError(f"cannot repeat {times} times: at least once")
    flat = list(_flatten(segments))
    return [
        segment if segment.round else replace(segment, round=turn, rounds=times)
        for turn in range(1, times + 1)
        for segment in flat
    ]


def session(
    name: str,
    segments: Iterable[Segment | Iterable[Segment]],
    *,
    title: str | None = None,
    midpoint: bool = True,
    every: Length = None,
) -> Session:
    """A session of segments, held to the limits of session files. Raises `UsageError`.

    `every` is how often the time left in a segment is told, at least ten seconds.
    """
    made = Session(
        _line("name", name) or "session",
        _line("title", title) or name,
        tuple(_flatten(segments)),
        CueSettings(midpoint, _interval(every)),
    )
    if not 0 < len(made.segments) <= MOST_SEGMENTS:
        raise UsageError(
            f"a session has 1 to {MOST_SEGMENTS:,} segments, not {len(made.segments):,}"
        )
    if made.total > LONGEST:
        raise UsageError("the session is longer than 24 hours")
    return made


def timeline(of: Session) -> Iterator[Mark]:
    """Every cue of a session as planned, with its moment from the start; nothing is waited for."""
    return _timeline(of)


def play(
    of: Session,
    clock: Clock | None = None,
    controls: Controls | None = None,
    *,
    lead_in: timedelta = timedelta(0),
    gap: timedelta = GAP,
    every_second: bool = True,
) -> Iterator[Moment]:
    """Walk a session in real time, yielding each moment; nothing is drawn or sounded.

    `clock` tells seconds, `controls.wait(seconds)` waits and may return a command: with both of
    its own, a script steps time itself.
    """
    clock, controls = clock or MonotonicClock(), controls or SleepControls()
    gaps = GapPolicy(noticed=gap)
    return _play(of, clock, controls, lead_in=lead_in, gaps=gaps, every_second=every_second)


def load(path: str | Path) -> Session:
    """The session in a file, its options at their defaults. Raises `RetrowalkError`s."""
    from .presets import builder, library

    return builder.build(library.open_file(path), {})


def parse(line: str) -> Session:
    """A session written in one line: "3x(5f 1b) 2f". Raises `InvalidSession`."""
    from .presets import builder, library

    return builder.build(library.open_line(line), {})


def preset(name: str, **options: Any) -> Session:
    """A preset with some options changed: `preset("treadmill", warm_up="2m")`."""
    from .presets import builder
    from .presets.library import Library

    found = Library(_user_presets()).open(name)
    if found is None:
        raise UsageError(f"there is no preset {name!r}")
    chosen = {}
    for word, value in options.items():
        option = found.option(word.replace("_", "-"))
        if option is None:
            raise UsageError(f"preset {name!r} has no option {word!r}")
        chosen[option.name] = value if isinstance(value, timedelta) else option.parse(value)
    return builder.build(found, chosen)


def dump(of: Session) -> str:
    """The session as a session file's text, which `load` reads back as the same session."""
    from .presets.serialize import to_yaml

    return to_yaml(of)


def _user_presets() -> Path:
    import platformdirs

    return platformdirs.user_config_path("retrowalk", appauthor=False) / "presets"


def _segment(
    direction: Direction,
    duration: Length,
    at_most: Length,
    label: str | None,
    note: str | None,
    say: str | None,
    speed_kmh: float | None,
    cadence: int | None,
) -> Segment:
    length = _length(duration)
    if at_most is not None and length is not None:
        raise UsageError("at_most belongs to an open segment")
    return Segment(
        direction,
        length,
        at_most=_length(at_most),
        label=_line("label", label),
        note=_line("note", note),
        say=_line("say", say),
        speed_kmh=speed_kmh,
        cadence=cadence,
    )


def _length(value: Length) -> timedelta | None:
    if value is None or value == "open":
        return None
    length = value if isinstance(value, timedelta) else parse_duration(str(value))
    if length < timedelta(seconds=1):
        raise UsageError(f"{value} is shorter than a second")
    return length


def _interval(value: Length) -> timedelta | None:
    length = _length(value)
    if length is not None and length < timedelta(seconds=10):
        raise UsageError(f"{value} is too often to tell the time left: at least 10 seconds")
    return length


def _line(what: str, text: str | None) -> str | None:
    """A text that a terminal and a session file can hold."""
    if text is None:
        return None
    if not text.strip() or len(text) > 200 or first_control(text):
        raise UsageError(f"{what} has to be one line of at most 200 characters of plain text")
    return text


def _flatten(parts: Iterable[Segment | Iterable[Segment]]) -> Iterator[Segment]:
    for part in parts:
        if isinstance(part, Segment):
            yield part
        else:
            yield from part
