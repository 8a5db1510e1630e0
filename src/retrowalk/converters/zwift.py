"""Zwift workouts (.zwo): XML, read with defusedxml."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..errors import InvalidSession
from .workout import Repeat, Role, Step, Workout, left_out_remarks, seconds_of, times_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROLES = {
    "Warmup": Role.EASY,
    "Cooldown": Role.EASY,
    "SteadyState": Role.WORK,
    "MaxEffort": Role.WORK,
    "Ramp": Role.WORK,
    "FreeRide": Role.REST,
    "Freeride": Role.REST,
    "RestDay": Role.REST,
}
DURATIONS = {"Duration", "OnDuration", "OffDuration", "Repeat"}


def recognizes(data: bytes) -> bool:
    """Return whether the bytes look like a Zwift workout."""
    return b"<workout_file" in data[:4096]


def read(data: bytes) -> Workout:
    """Read a workout. Raises `InvalidSession`."""
    root = _parsed(data)
    body = root.find("workout")
    if root.tag != "workout_file" or body is None:
        raise InvalidSession("no <workout> inside <workout_file>")
    by_distance = (root.findtext("durationType") or "time").strip().lower() == "distance"
    left_out: Counter[str] = Counter()
    steps = [step for element in body for step in _steps(element, by_distance, left_out)]
    remarks = left_out_remarks(left_out)
    if description := " ".join((root.findtext("description") or "").split()):
        remarks.insert(0, f"description: {description}")
    return Workout(root.findtext("name") or "", steps, remarks)


def _parsed(data: bytes) -> Element:
    """Return the root element; tags have no namespace. Raises `InvalidSession`."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(data)
    except DefusedXmlException:
        raise InvalidSession("entities in XML can be harmful: remove the <!DOCTYPE>") from None
    except (ParseError, ValueError) as error:
        raise InvalidSession(f"not readable as XML: {error}") from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _steps(element: Element, by_distance: bool, left_out: Counter[str]) -> list[Step | Repeat]:
    """Return the steps of one element; count what a session cannot represent in `left_out`."""
    tag = element.tag
    if tag == "textevent":
        left_out["text event"] += 1
        return []
    if tag != "IntervalsT" and tag not in ROLES:
        left_out[f"<{tag}>"] += 1
        return []
    left_out.update(name for name in element.attrib if name not in DURATIONS)
    note, *more = [event.get("message", "") for event in element.iter("textevent")] or [""]
    left_out.update("text event" for _ in more)
    if tag != "IntervalsT":
        return [_step(element, "Duration", ROLES[tag], by_distance, note)]
    pair = (
        _step(element, "OnDuration", Role.WORK, by_distance, note),
        _step(element, "OffDuration", Role.REST, by_distance),
    )
    return [Repeat(times_of(element.get("Repeat", "1"), "Repeat"), pair)]


def _step(element: Element, attribute: str, role: Role, by_distance: bool, note: str = "") -> Step:
    value = element.get(attribute, "0")
    label = {"Warmup": "Warm-up", "Cooldown": "Cool-down"}.get(element.tag, "")
    if by_distance:
        return Step(role, None, f"{label} {value} m".strip(), note)
    return Step(role, seconds_of(value, f"{attribute} of <{element.tag}>"), label, note)
