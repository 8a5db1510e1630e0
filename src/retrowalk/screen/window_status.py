"""Show the walk in the terminal's title, the taskbar's progress and notifications."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple, TextIO

from ..core.events import SegmentStarted, SessionEnded
from ..core.session import ZERO
from ..core.view import LEAD_IN, View
from ..durations import clock_text
from ..loop import Moment
from ..terminal.modes import send
from ..terminal.osc import notification_text, osc
from .glyphs import Glyphs
from .wording import direction_of, shown_time

_KEEP_TITLE, _TITLE_BACK = "\x1b[22;2t", "\x1b[23;2t"
AGAIN = 10
"""Seconds of the walk after which progress is sent again, because some terminals forget it."""
SILENT = ("linux", "dumb", "cons", "vt", "ansi", "sun", "wsvt", "eterm")
"""Prefixes of TERM for terminals that would show these sequences as text, or ignore them."""
OSC_777_TERMINALS = ("foot", "rxvt", "urxvt", "ghostty")
"""Names of terminals that expect notifications as OSC 777; others expect OSC 9."""


def notification(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the sequence that shows a notification; "" on terminals without notifications."""
    term = environment.get("TERM", "")
    if term.startswith(SILENT):
        return ""
    return osc(_notification_command(environment), notification_text(text))


def _notification_command(environment: Mapping[str, str]) -> str:
    term = environment.get("TERM", "")
    if term.startswith(OSC_777_TERMINALS) or "VTE_VERSION" in environment:
        return "777;notify;retrowalk;"
    return "9;"


def shows_progress(environment: Mapping[str, str]) -> bool:
    """Return whether a terminal is known to show OSC 9;4 as progress.

    Others may show it as the text of a notification. Known are Windows Terminal, ConEmu, Ghostty,
    mintty, WezTerm from 2025-02-10 and VTE from 0.80.
    """
    if "WT_SESSION" in environment or environment.get("ConEmuANSI") == "ON":
        return True
    version = environment.get("TERM_PROGRAM_VERSION", "")
    program = environment.get("TERM_PROGRAM", "")
    if program == "WezTerm":
        return version[:8] >= "20250210"
    vte = environment.get("VTE_VERSION", "")
    return program in ("ghostty", "mintty") or (vte.isdecimal() and int(vte) >= 8000)


class OscOptions(NamedTuple):
    """Which of the terminal's displays are turned on."""

    title: bool = True
    progress: bool = True
    notify: bool = True


class WindowStatus:
    """Writes title, progress and notifications; removes them when the terminal is given back."""

    def __init__(
        self,
        out: TextIO,
        glyphs: Glyphs,
        options: OscOptions,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._out = out
        self._glyphs = glyphs
        term = environment.get("TERM", "")
        mute = term.startswith(SILENT)
        self._notify_command = _notification_command(environment)
        self._options = OscOptions(False, False, False) if mute else options
        if not shows_progress(environment):
            self._options = self._options._replace(progress=False)
        self._shown: dict[str, str] = {}
        self._sent_at = ZERO

    def take(self) -> None:
        """Make the terminal save its current title."""
        self._shown = {}
        if self._options.title:
            send(self._out, _KEEP_TITLE)

    def give_back(self) -> None:
        """Restore the title and remove the progress."""
        if self._shown.pop("progress", None):
            send(self._out, osc("9;4;0;0"))
        if self._options.title:
            # empty it first, for terminals that cannot restore it
            send(self._out, f"{osc('2;')}{_TITLE_BACK}")

    def show(self, moment: Moment) -> None:
        """Send the sequences that have changed."""
        view, sequences = moment.view, []
        if self._options.notify:
            notices = self._notices(moment)[-1:]
            sequences += [osc(self._notify_command, notification_text(text)) for text in notices]
        if view.outcome is None:
            text = title(view, self._glyphs)
            sequences += self._changed("title", osc("2;", text), self._options.title)
            sequences += self._changed("progress", self._progress(view), self._options.progress)
        if sequences:
            send(self._out, "".join(sequences))

    def _changed(self, name: str, sequence: str, wanted: bool) -> list[str]:
        if not wanted or self._shown.get(name) == sequence:
            return []
        self._shown[name] = sequence
        return [sequence]

    def _progress(self, view: View) -> str:
        """Return the sequence for the progress; state 1 means running, 4 paused."""
        if abs((view.at - self._sent_at).total_seconds()) >= AGAIN:
            self._sent_at = view.at
            self._shown.pop("progress", None)
        done = max(ZERO, view.at) / view.expected if view.expected else 0.0
        kind = 4 if view.is_paused else 1
        return osc(f"9;4;{kind};{min(100, int(done * 100))}")

    def _notices(self, moment: Moment) -> list[str]:
        """Return a sentence for each change."""
        sentences = []
        for event in moment.events:
            if isinstance(event, SegmentStarted):
                segment = moment.view.session.segments[event.index]
                length = "" if segment.duration is None else f" {clock_text(segment.duration)}"
                label = f", {segment.label}" if segment.label else ""
                sentences.append(f"{segment.direction.capitalize()}{length}{label}")
            elif isinstance(event, SessionEnded):
                sentences.append(f"Session {event.outcome}")
        return sentences


def title(view: View, glyphs: Glyphs) -> str:
    """Describe the walk in a few words: "▼ 0:42 backward"."""
    direction = direction_of(view)
    words = f"{glyphs.arrows[direction]} {shown_time(view)} {direction}"
    if view.is_paused:
        return f"{words}, paused"
    return f"{words}, get ready" if view.index == LEAD_IN else words
