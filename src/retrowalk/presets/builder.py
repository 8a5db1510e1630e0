"""Build a session from a preset and the values of its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from ..core.limits import MOST_SEGMENTS, SHORTEST_SEGMENT
from ..core.session import ZERO, Direction, Segment, Session
from ..durations import LONGEST
from ..errors import UsageError
from .diagnostics import Diagnostic, Invalid
from .document import Path
from .preset import Preset, Reference, Repeat, Step
from .values import Value, cadence

Round = tuple[int | None, int | None]
"""(round, rounds), such as (2, 5)."""


def build(preset: Preset, chosen: Mapping[str, Value]) -> Session:
    """Return the session of a preset; options that are not in `chosen` have their defaults.

    Raises `Invalid` if the values make it too long, or a ramp makes a step too short.
    """
    values = {option.name: chosen.get(option.name, option.default) for option in preset.options}
    expander = _Expander(values)
    try:
        expander.steps(preset.steps, {}, (None, None))
    except _Impossible as error:
        position = preset.document.locate(error.path)
        raise Invalid(preset.document.text, [Diagnostic(position, str(error))]) from None
    return Session(preset.name, preset.title, tuple(expander.segments), preset.cues, preset.lang)


class _Impossible(Exception):
    """The step at `path` cannot be built."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


@dataclass(eq=False, repr=False)
class _Expander:
    """Turns steps into segments."""

    values: Mapping[str, Value]
    segments: list[Segment] = field(default_factory=list)
    total: timedelta = ZERO

    def steps(
        self, steps: Iterable[Step | Repeat], growth: Mapping[Direction, timedelta], turn: Round
    ) -> None:
        """Add the segments of some steps; `growth` is what ramps add to each direction."""
        for step in steps:
            if isinstance(step, Repeat):
                self.repeat(step, growth)
            else:
                self.add(self.segment(step, growth, turn), step.path)

    def repeat(self, repeat: Repeat, growth: Mapping[Direction, timedelta]) -> None:
        times = self.value(repeat.times)
        for n in range(times):
            grown = {
                direction: growth.get(direction, ZERO) + repeat.ramp.get(direction, ZERO) * n
                for direction in {*growth, *repeat.ramp}
            }
            self.steps(repeat.steps, grown, (n + 1, times))
            if n + 1 < times:
                self.steps(repeat.between, grown, (n + 1, times))

    def add(self, segment: Segment, path: Path) -> None:
        self.segments.append(segment)
        self.total += segment.duration or ZERO
        if len(self.segments) > MOST_SEGMENTS:
            raise _Impossible(path, f"more than {MOST_SEGMENTS:,} segments, counting every round")
        if self.total > LONGEST:
            raise _Impossible(path, "the session is longer than 24 hours")

    def segment(self, step: Step, growth: Mapping[Direction, timedelta], turn: Round) -> Segment:
        turn = step.round or turn
        return Segment(
            step.direction,
            self.duration(step, growth, turn),
            at_most=self.value(step.at_most),
            label=step.label,
            note=step.note,
            say=step.say,
            speed_kmh=self.value(step.speed),
            cadence=self.cadence(step),
            round=turn[0],
            rounds=turn[1],
            lang=step.lang,
        )

    def duration(
        self, step: Step, growth: Mapping[Direction, timedelta], turn: Round
    ) -> timedelta | None:
        duration: timedelta | None = self.value(step.duration)
        if duration is None or step.direction not in growth:
            return duration
        duration += growth[step.direction]
        if duration < SHORTEST_SEGMENT:
            raise _Impossible(step.path, f"the ramp leaves less than a second in round {turn[0]}")
        return duration

    def cadence(self, step: Step) -> int | None:
        """Return the step's cadence; an option can hold any count, so its value is checked."""
        if not isinstance(step.cadence, Reference):
            return step.cadence
        try:
            return cadence(self.value(step.cadence))
        except UsageError as error:
            raise _Impossible((*step.path, "cadence"), str(error)) from None

    def value(self, value: Any) -> Any:
        """Return a value, or the value of the option that it refers to."""
        return self.values[value.name] if isinstance(value, Reference) else value
