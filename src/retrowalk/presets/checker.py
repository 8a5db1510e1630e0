"""Everything that is wrong with a session file, each with its place and a guess what was meant."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import ValidationError

from . import preset
from .diagnostics import Diagnostic
from .model import STEP_TAGS, Ramp, SessionFile
from .yaml_loader import Document, Path

_SENTENCES = {
    "string_type": "has to be text",
    "bool_type": "has to be true or false",
    "list_type": "has to be a list",
    "dict_type": "has to be a mapping of keys to values",
    "model_type": "has to be a mapping of keys to values",
    "model_attributes_type": "has to be a mapping of keys to values",
    "too_short": "needs at least one step",
}


def problems(document: Document) -> list[Diagnostic]:
    """What pydantic finds wrong with the document, in the words of this program."""
    if not isinstance(document.data, dict):
        return []
    try:
        SessionFile.model_validate(document.data, context={"options": _kinds(document.data)})
    except ValidationError as error:
        return [_problem(document, found) for found in error.errors(include_url=False)]
    return []


def _kinds(data: dict[str, Any]) -> dict[str, str]:
    """The declared options' kinds, as far as they can be made out."""
    options = data.get("options")
    if not isinstance(options, dict):
        return {}
    return {name: str(o.get("kind")) if isinstance(o, dict) else "" for name, o in options.items()}


def _problem(document: Document, found: Any) -> Diagnostic:
    tags = [part for part in found["loc"] if part in STEP_TAGS]
    path: Path = tuple(part for part in found["loc"] if part not in STEP_TAGS)
    kind = found["type"]
    if kind == "extra_forbidden":
        key = str(path[-1])
        return Diagnostic(
            document.locate(path, key=True), f"unknown key {key!r}", _guess(key, path, tags)
        )
    if kind == "step":
        return _headless(document, path, found["msg"])
    spot = document.locate(path)
    if kind == "missing":
        return Diagnostic(spot, f"{path[-1]!r} is missing")
    if kind == "value_error":
        return Diagnostic(spot, str(found["ctx"]["error"]))
    if kind == "literal_error":
        return Diagnostic(spot, f"has to be one of {found['ctx']['expected']}")
    return Diagnostic(spot, _SENTENCES.get(kind) or found["msg"])


def _headless(document: Document, path: Path, message: str) -> Diagnostic:
    """A step without its direction, which is often just misspelt."""
    step = document.data
    for part in path:
        step = step[part]
    for key in step if isinstance(step, dict) else ():
        close = difflib.get_close_matches(key, preset.HEADS, 1)
        if close and key not in preset.HEADS:
            return Diagnostic(
                document.locate((*path, key), key=True),
                f"unknown key {key!r}",
                f"did you mean {close[0]!r}?",
            )
    return Diagnostic(document.locate(path), message)


def _guess(key: str, path: Path, tags: list[str]) -> str:
    """The known key that looks most like the unknown one."""
    close = difflib.get_close_matches(key, _keys_at(path, tags), 1)
    return f"did you mean {close[0]!r}?" if close else ""


def _keys_at(path: Path, tags: list[str]) -> list[str]:
    if path[0] == "options":
        return list(preset.OPTION_KEYS)
    if path[0] == "cues":
        return list(preset.CUE_KEYS)
    if not tags:
        return list(preset.KEYS)
    if len(path) > 1 and path[-2] == "ramp":
        return list(Ramp.model_fields)
    return list(STEP_TAGS[tags[-1]].model_fields)
