"""Preset + chosen values -> session. Building is also the check: what builds is valid.

It reads plain data and imports nothing heavy, so that a preset starts fast; when something is
wrong, `checker` (pydantic) is asked for everything else that is wrong with the file too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from ..core.limits import MOST_SEGMENTS
from ..core.session import ZERO, Direction, Segment, Session
from ..durations import LONGEST
from .preset import HEADS, FieldError, Preset, known, line, located, mapping, parse_at
from .values import OPEN, Value, cadence, count, duration, growth, speed, turn_of
from .yaml_loader import Path

DEEPEST_REPEAT = 8

WALK_KEYS = ("label", "note", "say", "speed", "cadence", "round", "at_most")
REPEAT_KEYS = ("repeat", "steps", "ramp")

Growth = Mapping[Direction, timedelta]


def build(preset: Preset, chosen: Mapping[str, Value]) -> Session:
    """Make the session of a preset, with the chosen values in place of the options' defaults.

    Raises `Invalid` where the chosen values make it too long.
    """
    try:
        return _expand(preset, chosen)
    except FieldError as bad:
        raise located(preset.document, bad) from None


def _expand(preset: Preset, chosen: Mapping[str, Value]) -> Session:
    values = {option.name: chosen.get(option.name, option.default) for option in preset.options}
    expander = _Expander(values, {option.name: option.kind for option in preset.options})
    expander.steps(preset.steps, ("steps",), {}, (None, None), 0)
    return Session(preset.name, preset.title, tuple(expander.segments), preset.cues)


@dataclass(eq=False, repr=False)
class _Expander:
    """Writes steps out into segments."""

    values: Mapping[str, Value]
    kinds: Mapping[str, str]
    segments: list[Segment] = field(default_factory=list)
    total: timedelta = ZERO

    def steps(
        self, raw: Any, path: Path, grown: Growth, turn: tuple[int | None, int | None], depth: int
    ) -> None:
        if not isinstance(raw, list) or not raw:
            raise FieldError(path, "'steps' has to be a list of at least one step")
        for place, step in enumerate(raw):
            self.step(step, (*path, place), grown, turn, depth)

    def step(
        self, raw: Any, path: Path, grown: Growth, turn: tuple[int | None, int | None], depth: int
    ) -> None:
        data = mapping(raw, path, "a step")
        heads = [head for head in HEADS if head in data]
        if len(heads) != 1:
            both = f", not {' and '.join(heads)}" if heads else ""
            raise FieldError(path, f"a step needs exactly one of {', '.join(HEADS)}{both}")
        if heads[0] == "repeat":
            self.repeat(data, path, grown, depth + 1)
        else:
            self.add(self.segment(data, Direction(heads[0]), path, grown, turn), path)

    def repeat(self, data: Mapping[str, Any], path: Path, grown: Growth, depth: int) -> None:
        known(data, REPEAT_KEYS, path)
        if depth > DEEPEST_REPEAT:
            raise FieldError(path, f"repeats nest deeper than {DEEPEST_REPEAT}")
        if "steps" not in data:
            raise FieldError(path, "a repeat needs 'steps'")
        rounds = self.value(data["repeat"], (*path, "repeat"), "count", count)
        ramp = dict(_ramp(data, path))
        for n in range(rounds):
            more = {d: grown.get(d, ZERO) + ramp.get(d, ZERO) * n for d in {*grown, *ramp}}
            self.steps(data["steps"], (*path, "steps"), more, (n + 1, rounds), depth)

    def add(self, segment: Segment, path: Path) -> None:
        self.segments.append(segment)
        self.total += segment.duration or ZERO
        if len(self.segments) > MOST_SEGMENTS:
            raise FieldError(
                path, f"more than {MOST_SEGMENTS:,} segments once repeats are written out"
            )
        if self.total > LONGEST:
            raise FieldError(path, "the session is longer than 24 hours")

    def segment(
        self,
        data: Mapping[str, Any],
        direction: Direction,
        path: Path,
        grown: Growth,
        turn: tuple[int | None, int | None],
    ) -> Segment:
        known(data, (direction, *WALK_KEYS), path)
        if "round" in data:
            turn = parse_at(turn_of, data["round"], (*path, "round"))
        length = self.length(data[direction], (*path, str(direction)))
        if length is not None and direction in grown:
            length += grown[direction]
            if length < timedelta(seconds=1):
                raise FieldError(path, f"the ramp leaves less than a second in round {turn[0]}")
        return Segment(
            direction,
            length,
            at_most=self.at_most(data, direction, length, path),
            label=line(data, "label", path),
            note=line(data, "note", path),
            say=line(data, "say", path),
            speed_kmh=self.optional(data, "speed", path, "speed", speed),
            cadence=self.optional(data, "cadence", path, "count", cadence),
            round=turn[0],
            rounds=turn[1],
        )

    def length(self, raw: Any, path: Path) -> timedelta | None:
        """A step's duration; None is open."""
        if raw == OPEN:
            return None
        value: timedelta | None = self.value(raw, path, "duration", duration)
        return value

    def at_most(
        self, data: Mapping[str, Any], direction: Direction, length: timedelta | None, path: Path
    ) -> timedelta | None:
        if "at_most" in data and (length is not None or direction is Direction.STAND):
            raise FieldError(
                (*path, "at_most"),
                "'at_most' belongs to an open forward or backward step",
                key=True,
            )
        limit: timedelta | None = self.optional(data, "at_most", path, "duration", duration)
        return limit

    def optional(self, data: Mapping[str, Any], key: str, path: Path, kind: str, parse: Any) -> Any:
        return self.value(data[key], (*path, key), kind, parse) if key in data else None

    def value(self, raw: Any, path: Path, kind: str, parse: Any) -> Any:
        """A value, or what the option it names stands for."""
        if not (isinstance(raw, str) and raw.startswith("$")):
            return parse_at(parse, raw, path)
        name = raw[1:]
        if name not in self.kinds:
            raise FieldError(path, f"there is no option {name!r}")
        if self.kinds[name] != kind:
            raise FieldError(
                path, f"option {name!r} is a {self.kinds[name]}, a {kind} is needed here"
            )
        return parse_at(parse, self.values[name], path) if parse is cadence else self.values[name]


def _ramp(data: Mapping[str, Any], path: Path) -> Iterator[tuple[Direction, timedelta]]:
    """By how much each direction's durations change from round to round."""
    if "ramp" not in data:
        return
    raw = mapping(data["ramp"], (*path, "ramp"), "a ramp")
    known(raw, tuple(str(direction) for direction in Direction), (*path, "ramp"))
    for name, step in raw.items():
        yield Direction(name), parse_at(growth, step, (*path, "ramp", name))
