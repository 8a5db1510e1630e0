"""Convert a YAML document to a preset, reporting all problems at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..core.session import CueSettings
from . import builder
from .document import Document, Path
from .preset import RUNNER_FLAGS, Option, Preset, Repeat, Step
from .problems import Problems
from .steps import StepReader
from .values import KINDS, interval, language
from .yaml_errors import not_a_session

KEYS = ("name", "title", "summary", "why", "source", "lang", "options", "cues", "steps")
OPTION_KEYS = ("kind", "default", "min", "max", "help")
CUE_KEYS = ("midpoint", "every")

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def read(document: Document, name: str) -> Preset:
    """Return the preset of a document; `name` is used if the document has no name.

    Raises `Invalid` with all problems.
    """
    problems = Problems(document)
    data = document.data
    if wrong := not_a_session(data):
        problems.add((), *wrong)
        problems.stop()
    preset = _preset(problems, data, name)
    problems.stop()
    builder.build(preset, {})
    return preset


def _preset(problems: Problems, data: Mapping[str, Any], name: str) -> Preset:
    """Return the preset; it is valid only if no problem was added."""
    problems.known(data, KEYS, ())
    named = problems.line(data, "name", ()) or name
    options = _options(problems, data)
    return Preset(
        name=named,
        title=problems.line(data, "title", ()) or named,
        summary=problems.line(data, "summary", ()) or "",
        why=_why(problems, data),
        source=_sources(problems, data),
        options=options,
        cues=_cues(problems, data),
        lang=problems.optional(language, data, "lang", ()),
        steps=_steps(problems, data, options),
        document=problems.document,
    )


def _why(problems: Problems, data: Mapping[str, Any]) -> str:
    return (problems.text(data["why"], ("why",)) or "").strip() if "why" in data else ""


def _sources(problems: Problems, data: Mapping[str, Any]) -> tuple[str, ...]:
    raw = data.get("source", [])
    if not isinstance(raw, list):
        return (problems.text(raw, ("source",)) or "",)
    return tuple(problems.text(entry, ("source", n)) or "" for n, entry in enumerate(raw))


def _cues(problems: Problems, data: Mapping[str, Any]) -> CueSettings:
    raw = problems.mapping(data.get("cues", {}), ("cues",), "'cues'")
    problems.known(raw, CUE_KEYS, ("cues",))
    midpoint = raw.get("midpoint", True)
    if not isinstance(midpoint, bool):
        problems.add(("cues", "midpoint"), "must be true or false")
    return CueSettings(midpoint, problems.optional(interval, raw, "every", ("cues",)))


def _steps(
    problems: Problems, data: Mapping[str, Any], options: tuple[Option, ...]
) -> tuple[Step | Repeat, ...]:
    if "steps" not in data:
        if not any("'steps'" in problem.hint for problem in problems.found):  # it is misspelt
            problems.add((), "'steps' is missing: a session needs at least one step")
        return ()
    kinds = {option.name: option.kind for option in options}
    return StepReader(problems, kinds).steps(data["steps"], ("steps",), 0)


def _options(problems: Problems, data: Mapping[str, Any]) -> tuple[Option, ...]:
    raw = problems.mapping(data.get("options", {}), ("options",), "'options'")
    return tuple(_option(problems, name, raw[name], ("options", name)) for name in raw)


def _option(problems: Problems, name: str, raw: object, path: Path) -> Option:
    """Return an option. If its kind is missing, it is "", so that steps can still refer to it."""
    _check_name(problems, name, path)
    data = problems.mapping(raw, path, "an option")
    problems.known(data, OPTION_KEYS, path)
    help_ = problems.line(data, "help", path) or ""
    kind = data.get("kind")
    if kind not in KINDS:
        if isinstance(raw, dict):
            problems.add((*path, "kind"), f"'kind' must be one of {', '.join(KINDS)}")
        return Option(name, "", 0, help=help_)
    low, high = (problems.optional(KINDS[kind], data, key, path) for key in ("min", "max"))
    option = Option(name, kind, 0, low, high, help_)
    if "default" not in data:
        problems.add(path, f"option {name!r} needs a 'default'")
        return option
    default = problems.parse(option.parse, data["default"], (*path, "default"))
    return Option(name, kind, default or 0, low, high, help_)


def _check_name(problems: Problems, name: str, path: Path) -> None:
    message = ""
    if not _NAME.fullmatch(name):
        message = f"{name!r} is not an option name: use lower-case letters, digits and hyphens"
    elif name in RUNNER_FLAGS:
        message = f"--{name} is one of the program's own flags: choose another name"
    if message:
        problems.add(path, message, key=True)
