"""The formats that `convert --from` reads, and how each is recognized."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..errors import InvalidSession, UsageError
from . import app_json, fit_workout, intervals_icu, qintervals, step_list, zwift
from .workout import Workout


class Format(NamedTuple):
    """A foreign format: its title, whether bytes look like it, and its reader."""

    title: str
    recognizes: Callable[[bytes], bool]
    read: Callable[[bytes], Workout]


def _yaml(data: bytes) -> object:
    from ..presets import yaml_loader
    from ..presets.diagnostics import Text

    text = data.decode("utf-8-sig", "replace")
    return yaml_loader.load(Text("workout", text)).data


def _yaml_or_none(data: bytes) -> object:
    try:
        return _yaml(data)
    except InvalidSession:
        return None


FORMATS: dict[str, Format] = {
    "fit": Format("a Garmin FIT workout", fit_workout.recognizes, fit_workout.read),
    "zwo": Format("a Zwift workout", zwift.recognizes, zwift.read),
    "jawt": Format(
        "a workout of Just Another Workout Timer",
        lambda data: app_json.kind_of(data) == "jawt",
        app_json.read_jawt,
    ),
    "openhiit": Format(
        "a timer of OpenHIIT",
        lambda data: app_json.kind_of(data) == "openhiit",
        app_json.read_openhiit,
    ),
    "runnerup": Format(
        "a workout of RunnerUp",
        lambda data: app_json.kind_of(data) == "runnerup",
        app_json.read_runnerup,
    ),
    "json": Format("a list of steps in JSON", step_list.recognizes_json, step_list.read_json),
    "qintervals": Format(
        "a workout of qintervals",
        lambda data: qintervals.is_workout(_yaml_or_none(data)),
        lambda data: qintervals.read_data(_yaml(data)),
    ),
    "intervals-icu": Format(
        "a workout written for intervals.icu", intervals_icu.recognizes, intervals_icu.read
    ),
    "yaml": Format(
        "a list of steps in YAML",
        lambda data: step_list.is_list(_yaml_or_none(data)),
        lambda data: step_list.read_list(_yaml(data)),
    ),
    "csv": Format("a list of steps in CSV", step_list.recognizes_csv, step_list.read_csv),
}
"""Every format by the name that `--from` takes, in the order in which they are tried."""


SUFFIXES = {".fit": "fit", ".zwo": "zwo", ".csv": "csv"}
"""Suffixes that no session file has."""


def recognize(data: bytes, suffix: str = "") -> str | None:
    """Return the name of the format that the bytes look like, or that of the suffix, or None."""
    found = next((name for name, entry in FORMATS.items() if entry.recognizes(data)), None)
    return found or SUFFIXES.get(suffix.lower())


def read(data: bytes, name: str = "auto") -> Workout:
    """Read a workout in the named format. Raises `InvalidSession`, or `UsageError`."""
    found = recognize(data) if name == "auto" else name
    if found is None:
        known = ", ".join(FORMATS)
        raise InvalidSession(f"not a workout of a known format; name one with --from: {known}")
    if found not in FORMATS:
        raise UsageError(f"unsupported format {found!r}: write one of {', '.join(FORMATS)}")
    return FORMATS[found].read(data)
