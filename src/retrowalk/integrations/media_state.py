"""A walk as a media player: its MPRIS properties.

See https://specifications.freedesktop.org/mpris/latest/.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ..core.commands import State
from ..core.session import ZERO
from ..core.view import LEAD_IN, View
from ..durations import countdown_text

PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
MICROSECOND = timedelta(microseconds=1)
Properties = dict[str, tuple[str, Any]]
"""Values by name, each with its D-Bus signature."""
ROOT_PROPERTIES: Properties = {
    "CanQuit": ("b", False),
    "CanRaise": ("b", False),
    "HasTrackList": ("b", False),
    "Identity": ("s", "retrowalk"),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}
FIXED_PROPERTIES: Properties = {
    "CanControl": ("b", True),
    "CanGoNext": ("b", True),
    "CanGoPrevious": ("b", True),
    "CanPlay": ("b", True),
    "CanPause": ("b", True),
    "CanSeek": ("b", False),
    "Rate": ("d", 1.0),
    "MinimumRate": ("d", 1.0),
    "MaximumRate": ("d", 1.0),
}
STATUS = {State.WALKING: "Playing", State.RESUMING: "Playing", State.PAUSED: "Paused"}


@dataclass(frozen=True)
class MediaState:
    """A walk at one moment; a segment is a track. `clock` is in seconds, `volume` in percent."""

    view: View
    clock: float
    speed: float
    volume: int

    def properties(self) -> Properties:
        """Return the properties that change, except the position, which changes constantly."""
        return {
            "PlaybackStatus": ("s", STATUS.get(self.view.state, "Stopped")),
            "Metadata": ("a{sv}", self._metadata()),
            "Volume": ("d", self.volume / 100),
        }

    def position(self, clock: float) -> int:
        """Return the time since the start of the segment in microseconds."""
        since = timedelta(0)
        if self.view.state is State.WALKING:
            since = timedelta(seconds=(clock - self.clock) * self.speed)
        at = max(ZERO, self.view.elapsed + since)
        return (at if self.view.limit is None else min(at, self.view.limit)) // MICROSECOND

    def _metadata(self) -> Properties:
        session, limit = self.view.session, self.view.limit
        metadata: Properties = {
            "mpris:trackid": ("o", f"/org/retrowalk/segment/{self.view.index + 1}"),
            "xesam:title": ("s", title(self.view)),
            "xesam:album": ("s", session.title),
            "xesam:artist": ("as", ["retrowalk"]),
            "xesam:trackNumber": ("i", max(0, self.view.index + 1)),
        }
        if limit is not None:
            metadata["mpris:length"] = ("x", limit // MICROSECOND)
        return metadata


def title(view: View) -> str:
    """Return the segment in one line: "Backward 0:42 · round 2 of 3"."""
    left = "" if view.remaining is None else f" {countdown_text(view.remaining)}"
    if view.index == LEAD_IN or view.segment is None:
        return f"Get ready{left}"
    segment = view.segment
    parts = [f"{segment.direction.capitalize()}{left or ', until you continue'}"]
    if segment.round:
        parts.append(f"round {segment.round} of {segment.rounds}")
    return " · ".join([*parts, *([segment.label] if segment.label else [])])


def changed(before: Properties, after: Properties) -> Properties:
    """Return the properties that differ."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def jumped(before: MediaState, after: MediaState) -> bool:
    """Return whether the position within the same segment differs from normal playback."""
    if before.view.index != after.view.index:
        return False
    expected = before.position(after.clock)
    return abs(after.position(after.clock) - expected) > timedelta(seconds=1.5) // MICROSECOND


COMMANDS = {
    "Play": "resume",
    "Pause": "pause",
    "PlayPause": "toggle",
    "Stop": "pause",
    "Next": "next",
    "Previous": "previous",
}
"""The player's methods and their commands. Stop only pauses: it can be pressed by accident."""
IGNORED = ("Ping", "Seek", "SetPosition", "OpenUri", "Raise", "Quit")
INTROSPECTION = (
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"'
    ' "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd"><node>'
    f'<interface name="{ROOT}"><method name="Raise"/><method name="Quit"/></interface>'
    f'<interface name="{PLAYER}">'
    + "".join(f'<method name="{name}"/>' for name in COMMANDS)
    + '<signal name="Seeked"><arg name="Position" type="x"/></signal></interface></node>'
)
