"""Garmin FIT workouts, including those of `retrowalk export --to walk.fit`."""

from __future__ import annotations

from typing import Any

from ..errors import FileError, InvalidSession
from .workout import Repeat, Role, Step, Workout, role_of, seconds_of, times_of

INTENSITIES = {
    "warmup": Role.EASY,
    "cooldown": Role.EASY,
    "rest": Role.REST,
    "recovery": Role.REST,
}
MAGIC = slice(8, 12)


def recognizes(data: bytes) -> bool:
    """Return whether the bytes are a FIT file."""
    return data[MAGIC] == b".FIT"


def read(data: bytes) -> Workout:
    """Read a workout. Raises `InvalidSession`, or `FileError` without the library for it."""
    title, entries = _messages(data)
    remarks: list[str] = []
    steps: list[tuple[int, Step | Repeat]] = []  # each with the index of its first step
    for index, entry in enumerate(entries):
        if entry.get("duration_type") == "repeat_until_steps_cmplt":
            first = int(seconds_of(entry.get("duration_step", 0), "the step repeated from"))
            body = [step for at, step in steps if at >= first]
            times = times_of(entry.get("repeat_steps", 1), "the number of repeats")
            steps = [(at, step) for at, step in steps if at < first]
            steps.append((first, Repeat(times, tuple(body))))
        elif str(entry.get("duration_type")).startswith("repeat_until"):
            remarks.append(f"left out: step {index + 1}, {entry['duration_type']}")
        else:
            steps.append((index, _step(entry, index + 1, remarks)))
    return Workout(title, [step for _, step in steps], remarks)


def _messages(data: bytes) -> tuple[str, list[dict[str, Any]]]:
    """Return the title and the fields of each workout step, in order."""
    try:
        import fitdecode
    except ModuleNotFoundError:
        raise FileError("reading FIT files needs fitdecode: pip install 'retrowalk[fit]'") from None
    title, entries = "", []
    try:
        with fitdecode.FitReader(data) as reader:
            for frame in reader:
                if not isinstance(frame, fitdecode.FitDataMessage):
                    continue
                fields = {field.name: field.value for field in frame.fields}
                if frame.name == "workout":
                    title = str(fields.get("wkt_name") or "")
                elif frame.name == "workout_step":
                    entries.append(fields)
    except (fitdecode.FitError, ValueError, KeyError) as error:
        raise InvalidSession(f"not readable as FIT: {str(error)[:80]}") from None
    if not entries:
        raise InvalidSession("this FIT file is not a workout: it has no workout steps")
    return title, entries


def _step(entry: dict[str, Any], number: int, remarks: list[str]) -> Step:
    name = str(entry.get("wkt_step_name") or "")
    note = str(entry.get("notes") or "")
    role = role_of(name)
    if role is Role.WORK:
        role = INTENSITIES.get(str(entry.get("intensity")), Role.WORK)
    if entry.get("target_type") not in (None, "open", 2):
        remarks.append(f"left out: target {entry['target_type']} of step {number}")
    kind = entry.get("duration_type")
    if kind == "time":
        return Step(role, seconds_of(entry.get("duration_time", 0), f"step {number}"), name, note)
    if kind == "distance":
        return Step(role, None, f"{name} {entry.get('duration_distance', 0):g} m".strip(), note)
    if kind != "open":
        remarks.append(f"left out: end condition {kind!r} of step {number}, which is open instead")
    return Step(role, None, name, note)
