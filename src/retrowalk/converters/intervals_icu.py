"""Workouts written as text for intervals.icu: sections, "- 5m 60%", "Main set 3x".

The syntax follows the service's own quick guide to its workout builder.
"""

from __future__ import annotations

import re
from collections import Counter

from ..errors import InvalidSession
from .workout import Repeat, Role, Step, Workout, left_out_remarks, role_of, times_of

_TIME = re.compile(
    r"(?<![\w.:/%-])(?:"
    r"(?=\d)(?:(?P<h>\d+)h)?(?:(?P<m>\d+)m(?!tr|i)(?P<ms>\d{1,2}(?!\d|s))?)?(?:(?P<s>\d+)s)?"
    r"|(?:(?P<pm>\d+)')?(?:(?P<ps>\d+)(?:\"|''))?)"
    r"(?![\w'\"%/:-])",
    re.IGNORECASE,
)
_DISTANCE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s?(?:km|mtr|mi|meters|y|yards)\b", re.IGNORECASE)
_REPEAT = re.compile(r"(?:^|\s)(\d+)\s?[x×](?:\s|$)", re.IGNORECASE)
_PROMPT = re.compile(r"\s*\d+\^[^^]*?(?:<!>|(?=\d+\^)|$)")
"""A text at a time within a step: "33^ Switch to 90 rpm<!>"."""
_TARGETS = (
    ("cadence target", r"\d+(?:-\d+)?\s?rpm"),
    ("heart rate target", r"(?:\d+(?:-\d+)?%?|z\d(?:-z?\d)?)\s?l?t?hr\b|\d+(?:-\d+)?\s?bpm"),
    (
        "pace target",
        r"(?:\d+(?:-\d+)?%|z\d|\d+:\d\d\S*)\s*pace|\d+:\d\d(?:-\d+:\d\d)?/(?:km|mi|\d+\w)",
    ),
    ("end of a step by the lap button", r"\bpress lap\b"),
    ("power target", r"\d+(?:-\d+)?\s?%|\d+(?:-\d+)?\s?w\b|\bz\d\b|\bfreeride\b|\bramp\b"),
)


def recognizes(data: bytes) -> bool:
    """Return whether the bytes look like such a text: some line begins with "- " and a time."""
    lines = data[:65_536].decode("utf-8", "replace").splitlines()
    steps = [line for line in lines if line.startswith("- ")]
    timed = [line for line in steps if _duration(line) or _DISTANCE.search(line)]
    target = any(re.search(p, line, re.IGNORECASE) for line in timed for _, p in _TARGETS)
    return bool(timed) and len(timed) == len(steps) and target


def read(data: bytes) -> Workout:
    """Read a workout. Raises `InvalidSession`."""
    steps: list[Step | Repeat] = []
    inside: list[Step | Repeat] = []
    times, section = 1, ""
    left_out: Counter[str] = Counter()

    def close() -> None:
        nonlocal inside, times
        if inside and times > 1:
            steps.append(Repeat(times, tuple(inside)))
        else:
            steps.extend(inside)
        inside, times = [], 1

    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        words = line.strip()
        if words.startswith("-"):
            inside.append(_step(words[1:].strip(), section, number, left_out))
        elif words:
            close()
            section = _REPEAT.sub(" ", words).strip()
            if match := _REPEAT.search(words):
                times = times_of(match[1], f"line {number}: the number of repeats")
        elif times > 1 and inside:
            close()
    close()
    return Workout("", steps, left_out_remarks(left_out))


def _duration(line: str) -> tuple[float, int] | None:
    """Return the seconds of the first time in a line and where it begins."""
    for match in _TIME.finditer(line):
        if not match[0]:
            continue
        parts = {name: int(value or 0) for name, value in match.groupdict().items()}
        minutes = parts["h"] * 60 + parts["m"] + parts["pm"]
        return minutes * 60 + parts["s"] + parts["ms"] + parts["ps"], match.start()
    return None


def _step(words: str, section: str, number: int, left_out: Counter[str]) -> Step:
    found, distance = _duration(words), _DISTANCE.search(words)
    if found is None and distance is None:
        raise InvalidSession(f"line {number}: no duration, such as 5m or 30s: {words[:40]!r}")
    start = found[1] if found else distance.start() if distance else 0
    cue, prompts = _PROMPT.subn(" ", words[:start])
    cue = cue.strip(" ,:")
    if prompts:
        left_out["text at a time within a step"] += prompts
    _count_targets(words[start:], left_out)
    role = role_of(cue) if cue else Role.WORK
    if role is Role.WORK and role_of(words[start:]) is not Role.WORK:
        role = role_of(words[start:])
    if role is Role.WORK and section:
        role = role_of(section)
    if found is None and distance is not None:
        return Step(role, None, f"{cue} {distance[0]}".strip())
    return Step(role, found[0] if found else None, cue)


def _count_targets(words: str, left_out: Counter[str]) -> None:
    for what, pattern in _TARGETS:
        words, count = re.subn(pattern, " ", words, flags=re.IGNORECASE)
        left_out[what] += bool(count)
    for what in [what for what, count in left_out.items() if not count]:
        del left_out[what]
