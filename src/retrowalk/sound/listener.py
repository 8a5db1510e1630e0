"""Hears a walk's moments and sounds their cues."""

from __future__ import annotations

from datetime import timedelta

from ..core.events import CueGiven
from ..cues.tones import tone
from ..runner import Moment
from .port import Output

LATE = timedelta(seconds=1)
"""A cue later than this is not sounded: the walker is to hear the present, not the past."""
LAST_TONE = 3.0
"""Seconds that the tone at the end is waited for."""


class Sound:
    """Plays each moment's tone through `output`; when that fails, through `spare` from then on."""

    def __init__(self, output: Output, spare: Output, *, late: timedelta = LATE) -> None:
        self._output = output
        self._spare = spare
        self._late = late
        self._handed_over = False
        self.muted = False
        self.notice = ""

    def hear(self, moment: Moment) -> None:
        """Sound the last timely tone of a moment; what came due earlier is past."""
        tones = [
            sounding
            for event in moment.events
            if isinstance(event, CueGiven) and event.late <= self._late
            if (sounding := tone(event.cue))
        ]
        self._hand_over_if_needed(answering=bool(moment.events))
        if tones and not self.muted:
            self._output.play(tones[-1])

    def _hand_over_if_needed(self, *, answering: bool) -> None:
        """Go over to the spare once the output has failed, and say so once."""
        reason = "" if self._handed_over else self._output.trouble()
        if not reason:
            return
        self._handed_over = True
        self._output.close(0)
        self._output = self._spare
        self.notice = f"No sound ({reason}): the terminal's bell rings instead."
        if not answering and not self.muted:
            from ..cues.tones import Tone

            self._output.play(Tone.PIP)  # for the cue that was not heard

    def close(self, *, completed: bool) -> None:
        """Let the tone at a session's end be heard; a walk broken off ends at once."""
        self._output.close(LAST_TONE if completed else 0)
