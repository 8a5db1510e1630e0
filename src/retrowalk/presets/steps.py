"""Read the steps of a session file: plain data becomes `Step` and `Repeat` objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from ..core.session import Direction
from .document import Path
from .preset import Reference, Repeat, Step
from .problems import Problems, similar, unknown_key
from .values import OPEN, cadence, count, duration, growth, language, round_of, speed

DEEPEST_REPEAT = 8
"""Maximum number of levels of repeats inside repeats."""
STEP_KEYS = ("label", "note", "say", "speed", "cadence", "round", "lang", "at_most")
REPEAT_KEYS = ("repeat", "steps", "between", "ramp")
HEADS = (*(str(direction) for direction in Direction), "repeat")
"""Each step has exactly one of these keys."""


class StepReader(NamedTuple):
    """Reads steps and collects problems. `kinds` maps declared options to their kinds."""

    problems: Problems
    kinds: Mapping[str, str]

    def steps(self, raw: object, path: Path, depth: int) -> tuple[Step | Repeat, ...]:
        """Return the valid steps of a list; `depth` counts the repeats around it."""
        if not isinstance(raw, list):
            self.problems.add(path, f"{str(path[-1])!r} must be a list of steps")
            return ()
        if not raw:
            self.problems.add(path, f"{str(path[-1])!r} needs at least one step")
        steps = (self.step(entry, (*path, n), depth) for n, entry in enumerate(raw))
        return tuple(step for step in steps if step is not None)

    def step(self, raw: object, path: Path, depth: int) -> Step | Repeat | None:
        """Return one step, or None if it has no direction."""
        data = self.problems.mapping(raw, path, "a step")
        heads = [head for head in HEADS if head in data]
        if len(heads) != 1:
            if isinstance(raw, dict):
                self.wrong_head(data, heads, path)
            return None
        if heads[0] == "repeat":
            return self.repeat(data, path, depth + 1)
        return self.walk(data, Direction(heads[0]), path)

    def wrong_head(self, data: Mapping[str, Any], heads: list[str], path: Path) -> None:
        """Report that a step has no direction, or several."""
        for key in data if not heads else ():  # often it is misspelt
            if meant := similar(key, HEADS):
                self.problems.add((*path, key), *unknown_key(key, meant), key=True)
                return
        also = f", not {' and '.join(heads)}" if heads else ""
        self.problems.add(path, f"a step needs exactly one of {', '.join(HEADS)}{also}")

    def repeat(self, data: Mapping[str, Any], path: Path, depth: int) -> Repeat | None:
        """Return a repeat."""
        self.problems.known(data, REPEAT_KEYS, path)
        if depth > DEEPEST_REPEAT:
            self.problems.add(path, f"repeats nest deeper than {DEEPEST_REPEAT}")
            return None
        if "steps" not in data:
            self.problems.add(path, "a repeat needs 'steps'")
            return None
        times = self.value(data, "repeat", path, "count", count)
        steps = self.steps(data["steps"], (*path, "steps"), depth)
        ramp = self.ramp(data, path)
        between: tuple[Step | Repeat, ...] = ()
        if "between" in data:
            between = self.steps(data["between"], (*path, "between"), depth)
        return Repeat(path, 1 if times is None else times, steps, ramp, between)

    def ramp(self, data: Mapping[str, Any], path: Path) -> dict[Direction, timedelta]:
        """Return by how much each direction's durations change from round to round."""
        path = (*path, "ramp")
        raw = self.problems.mapping(data.get("ramp", {}), path, "'ramp'")
        directions = tuple(map(str, Direction))
        self.problems.known(raw, directions, path)
        ramp = {}
        for name in raw.keys() & directions:
            change = self.problems.parse(growth, raw[name], (*path, name))
            if change is not None:
                ramp[Direction(name)] = change
        return ramp

    def walk(self, data: Mapping[str, Any], direction: Direction, path: Path) -> Step:
        """Return a step in a direction."""
        line = self.problems.line
        self.problems.known(data, (direction, *STEP_KEYS), path)
        if "at_most" in data and (data[direction] != OPEN or direction is Direction.STAND):
            message = "'at_most' is only for open forward or backward steps"
            self.problems.add((*path, "at_most"), message, key=True)
        return Step(
            path,
            direction,
            None if data[direction] == OPEN else self.length(data, direction, path),
            self.length(data, "at_most", path),
            label=line(data, "label", path),
            note=line(data, "note", path),
            say=line(data, "say", path),
            speed=self.value(data, "speed", path, "speed", speed),
            cadence=self.value(data, "cadence", path, "count", cadence),
            round=self.problems.optional(round_of, data, "round", path),
            lang=self.problems.optional(language, data, "lang", path),
        )

    def length(self, data: Mapping[str, Any], key: str, path: Path) -> timedelta | Reference | None:
        """Return the duration under a key."""
        length: timedelta | Reference | None = self.value(data, key, path, "duration", duration)
        return length

    def value(
        self,
        data: Mapping[str, Any],
        key: str,
        path: Path,
        kind: str,
        parse: Callable[[object], Any],
    ) -> Any:
        """Return the value under a key, the option it refers to, or None."""
        if key not in data:
            return None
        raw, path = data[key], (*path, key)
        if not (isinstance(raw, str) and raw.startswith("$")):
            return self.problems.parse(parse, raw, path)
        name = raw[1:]
        if name not in self.kinds:
            self.problems.add(path, f"there is no option {name!r}", self.declared())
        elif self.kinds[name] not in (kind, ""):
            message = f"option {name!r} is a {self.kinds[name]}: a {kind} is needed here"
            self.problems.add(path, message)
        return Reference(name)

    def declared(self) -> str:
        """Return a hint that lists the options."""
        return f"options here: {', '.join(self.kinds)}" if self.kinds else "no options are declared"
