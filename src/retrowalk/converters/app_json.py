"""JSON files of phone timers: Just Another Workout Timer, OpenHIIT, RunnerUp."""

from __future__ import annotations

import json
from typing import Any

from ..errors import InvalidSession
from .step_list import parse_json
from .workout import Repeat, Role, Step, Workout, role_of, seconds_of, times_of

GARMIN_KEY = "com.garmin.connect.workout.json.UserWorkoutJson"
RUNNERUP_ROLES = {
    "warmup": Role.EASY,
    "cooldown": Role.EASY,
    "interval": Role.WORK,
    "other": Role.WORK,
    "rest": Role.REST,
    "recovery": Role.REST,
}


def kind_of(data: bytes) -> str:
    """Return "jawt", "openhiit", "runnerup", or "" for anything else."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    one = found[0] if isinstance(found, list) and found else found
    if not isinstance(one, dict):
        return ""
    if GARMIN_KEY in one:
        return "runnerup"
    if "timeSettings" in one:
        return "openhiit"
    workouts = one.get("workouts", [one])
    is_jawt = isinstance(workouts, list) and workouts and isinstance(workouts[0], dict)
    return "jawt" if is_jawt and isinstance(workouts[0].get("sets"), list) else ""


def read_jawt(data: bytes) -> Workout:
    """Read a workout of Just Another Workout Timer; of a backup, the first one."""
    found = parse_json(data)
    workouts = found.get("workouts", [found]) if isinstance(found, dict) else found
    workout, *others = _list(workouts, "workouts")
    remarks = [f"left out: the workout {_text(_dict(o), 'title')!r}" for o in others]
    steps = []
    for number, each in enumerate(_list(_dict(workout).get("sets"), "sets"), 1):
        entries = _list(_dict(each).get("exercises"), f"the exercises of set {number}")
        inner = tuple(_exercise(_dict(entry)) for entry in entries)
        times = times_of(_dict(each).get("repetitions", 1), f"repetitions of set {number}")
        steps.append(Repeat(times, inner))
    return Workout(_text(workout, "title"), _unwrapped(steps), remarks)


def _exercise(entry: dict[str, Any]) -> Step:
    name = _text(entry, "name")
    return Step(role_of(name), seconds_of(entry.get("duration", 30), f"{name!r}"), name)


def read_openhiit(data: bytes) -> Workout:
    """Read a timer of OpenHIIT; of a list of timers, the first one."""
    found = parse_json(data)
    timer, *others = _list(found if isinstance(found, list) else [found], "timers")
    remarks = [f"left out: the timer {_text(_dict(o), 'name')!r}" for o in others]
    times = _dict(timer).get("timeSettings")
    times = _dict(parse_json(times.encode()) if isinstance(times, str) else times)

    def seconds(name: str) -> float:
        return seconds_of(times.get(name) or 0, name)

    activities = timer.get("activities") or []
    activities = [str(a) for a in activities] if isinstance(activities, list) else []
    count = times_of(timer.get("activeIntervals") or len(activities) or 1, "activeIntervals")
    rounds: list[Step | Repeat] = []
    for index in range(count):
        name = activities[index % len(activities)] if activities else ""
        role = role_of(name) if name else Role.WORK
        rounds.append(Step(role, seconds("workTime"), name))
        if index + 1 < count:
            rounds.append(Step(Role.REST, seconds("restTime")))
    rests = (Step(Role.REST, seconds("breakTime"), "Break"),) if seconds("breakTime") else ()
    restarts = int(seconds_of(timer.get("restarts") or 0, "restarts"))
    steps: list[Step | Repeat] = [Repeat(restarts, (*rounds, *rests))] if restarts else []
    steps += rounds
    if ready := seconds("getReadyTime"):
        remarks.append(f"left out: {ready:g} s to get ready (use --lead-in {ready:g})")
    return Workout(
        _text(timer, "name"),
        [
            Step(Role.EASY, seconds("warmupTime"), "Warm-up"),
            *steps,
            Step(Role.EASY, seconds("cooldownTime"), "Cool-down"),
        ],
        remarks,
    )


def read_runnerup(data: bytes) -> Workout:
    """Read a workout of RunnerUp: steps in Garmin Connect's JSON."""
    found = _dict(_dict(parse_json(data)).get(GARMIN_KEY))
    entries = sorted(
        map(_dict, _list(found.get("workoutSteps"), "workoutSteps")),
        key=lambda entry: times_of(entry.get("stepOrder", 1), "stepOrder"),
    )
    remarks: list[str] = []

    def steps_of(parent: Any, depth: int = 0) -> list[Step | Repeat]:
        if depth > 8:
            raise InvalidSession("its groups are nested too deeply")
        result: list[Step | Repeat] = []
        for number, entry in enumerate(entries, 1):
            if entry.get("parentGroupId") != parent:
                continue
            if str(entry.get("stepTypeKey")).lower() == "repeat":
                times = times_of(entry.get("endConditionValue", 1), f"repeats of step {number}")
                result.append(Repeat(times, tuple(steps_of(entry.get("groupId"), depth + 1))))
            else:
                result.append(_runnerup_step(entry, number, remarks))
        return result

    return Workout(_text(found, "workoutName"), steps_of(None), remarks)


def _runnerup_step(entry: dict[str, Any], number: int, remarks: list[str]) -> Step:
    kind = str(entry.get("stepTypeKey")).lower()
    role = RUNNERUP_ROLES.get(kind, Role.WORK)
    label = {"warmup": "Warm-up", "cooldown": "Cool-down"}.get(kind, "")
    target = str(entry.get("targetTypeKey", "no.target"))
    if target != "no.target":
        remarks.append(f"left out: target {target} of step {number}")
    ends = str(entry.get("endConditionTypeKey", "lap.button")).lower()
    if ends == "time":
        scale = 1000 if str(entry.get("endConditionUnitKey")).lower() == "ms" else 1
        value = seconds_of(_number(entry.get("endConditionValue")) / scale, f"step {number}")
        return Step(role, value, label)
    if ends == "distance":
        scale = 100 if "centi" in str(entry.get("endConditionUnitKey")).lower() else 1
        meters = _number(entry.get("endConditionValue")) / scale
        return Step(role, None, f"{label} {meters:g} m".strip())
    if ends != "lap.button":
        remarks.append(f"left out: end condition {ends!r} of step {number}, which is open instead")
    return Step(role, None, label)


def _unwrapped(steps: list[Repeat]) -> list[Step | Repeat]:
    """Return the steps, without a repeat around a set that is walked once."""
    result: list[Step | Repeat] = []
    for step in steps:
        result.extend(step.steps if step.times == 1 else (step,))
    return result


def _number(value: Any) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise InvalidSession(f"{str(value)[:40]!r} is not a number") from None


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    return "" if value is None else str(value)


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidSession(f"expected an object, not {str(value)[:40]!r}")
    return value


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise InvalidSession(f"{what}: expected a list with at least one entry")
    return value
