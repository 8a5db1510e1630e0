"""retrowalk: an interval timer for walking forward and backward.

The names below are the public ones; each is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .api import (
        backward,
        dump,
        forward,
        load,
        parse,
        play,
        preset,
        repeat,
        session,
        stand,
        timeline,
    )
    from .core.commands import Command, Verb
    from .core.events import Event, Outcome
    from .core.session import Direction, Segment, Session
    from .core.timeline import Cue, CueKind, Mark
    from .core.view import View
    from .errors import FileError, InvalidSession, NotAllowed, RetrowalkError, UsageError
    from .loop import Clock, Controls, Moment, MonotonicClock, SleepControls

_WHERE = {
    "api": "backward dump forward load parse play preset repeat session stand timeline",
    "core.events": "Event Outcome",
    "core.session": "Direction Segment Session",
    "core.timeline": "Cue CueKind Mark",
    "core.walk": "Command Verb View",
    "errors": "FileError InvalidSession NotAllowed RetrowalkError UsageError",
    "loop": "Clock Controls Moment MonotonicClock SleepControls",
}
_MODULES = {name: module for module, names in _WHERE.items() for name in names.split()}

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
    "__version__",
    "backward",
    "dump",
    "forward",
    "load",
    "parse",
    "play",
    "preset",
    "repeat",
    "session",
    "stand",
    "timeline",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
