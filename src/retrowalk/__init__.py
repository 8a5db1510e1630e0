"""retrowalk: an interval timer for walking forward and backward.

The names below are the public ones; each is loaded when it is first used.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .api import dump, export, history, load, parse, plan, play, preset, run, timeline
    from .app.walk_result import WalkResult
    from .compose import backward, forward, repeat, session, stand
    from .core.commands import Command, Verb
    from .core.cue_rules import Cue, CueKind
    from .core.events import Event, Outcome
    from .core.session import Direction, Segment, Session
    from .core.timeline import Mark
    from .core.view import View
    from .errors import FileError, InvalidSession, NotAllowed, RetrowalkError, UsageError
    from .history.record import WalkRecord
    from .loop import Clock, Controls, Moment, MonotonicClock, SleepControls

_NAMES_BY_MODULE = {
    "api": "dump export history load parse plan play preset run timeline",
    "compose": "backward forward repeat session stand",
    "app.walk_result": "WalkResult",
    "core.events": "Event Outcome",
    "core.session": "Direction Segment Session",
    "core.cue_rules": "Cue CueKind",
    "core.timeline": "Mark",
    "core.commands": "Command Verb",
    "core.view": "View",
    "errors": "FileError InvalidSession NotAllowed RetrowalkError UsageError",
    "history.record": "WalkRecord",
    "loop": "Clock Controls Moment MonotonicClock SleepControls",
}
_MODULES = {name: module for module, names in _NAMES_BY_MODULE.items() for name in names.split()}

__all__ = [
    "Clock",
    "Command",
    "Controls",
    "Cue",
    "CueKind",
    "Direction",
    "Event",
    "FileError",
    "InvalidSession",
    "Mark",
    "Moment",
    "MonotonicClock",
    "NotAllowed",
    "Outcome",
    "RetrowalkError",
    "Segment",
    "Session",
    "SleepControls",
    "UsageError",
    "Verb",
    "View",
    "WalkRecord",
    "WalkResult",
    "__version__",
    "backward",
    "dump",
    "export",
    "forward",
    "history",
    "load",
    "parse",
    "plan",
    "play",
    "preset",
    "repeat",
    "run",
    "session",
    "stand",
    "timeline",
]


class _Package(ModuleType):
    """A package whose public name `history` survives the import of the subpackage `history`."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _MODULES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
