"""Sounds a walk through the first of some outputs that works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from ..audio.bank import Bank
from ..core.events import CueGiven, Event
from ..core.session import Session
from ..cues.scheduler import VoiceConfig
from ..cues.tones import Tone, tone
from ..loop import Moment
from .availability import NO_AUDIO_OUTPUT
from .backend import AudioBackend
from .planner import NOTHING, Heard, Planner

LATE = timedelta(seconds=1)
"""A tone later than this is not struck: the walker is to hear the present, not the past."""
HANDING_OVER = 0.9
"""Seconds after which an output that takes over can sound."""
LAST_PATIENCE = 1.5
"""Seconds beyond the last sound that an output gets to finish."""
TAKES_OVER = {
    "player": "a player takes over",
    "bell": "the terminal's bell rings instead",
    "off": "watch the screen",
}


class CuePlayer:
    """Tells an output ahead what a walk sounds like; when it fails, the next one takes over.

    `backends` make an output each. `speed` is that of the clock that moments are told by.
    """

    def __init__(
        self,
        session: Session,
        bank: Bank,
        backends: Sequence[Callable[[], AudioBackend]],
        *,
        voice: bool = True,
        speed: float = 1.0,
        warnings: Sequence[str] = (),
    ) -> None:
        self._bank = bank
        self._rungs = list(backends)
        self._output = self._rungs.pop(0)()
        self._planner = Planner(session, VoiceConfig(bank.length, voice, speed))
        self._speed = speed
        self._warnings = list(warnings)
        self._heard = NOTHING
        self._muted: bool | None = None
        self._notice = ""

    @property
    def backend_name(self) -> str:
        """The name of the present output."""
        return self._output.name

    @property
    def notices(self) -> list[str]:
        """What the walker should know about the sound, the most urgent first."""
        first = [self._notice] if self._notice else []
        return [*first, *self._warnings, *self._bank.warnings]

    def update(self, moment: Moment, *, muted: bool = False, volume: int | None = None) -> None:
        """Schedule the sounds that follow from a moment, at `volume` percent if it is given."""
        if volume is not None and volume != self._bank.volumes.all:
            self._bank.set_volumes(replace(self._bank.volumes, all=volume))
        if moment.events or muted != self._muted:
            self._muted = muted
            heard = self._planner.hear(moment)
            self._heard = NOTHING if muted else heard
            self._output.schedule(*self._heard)
        self._hand_over_if_needed(moment)
        self._strike(moment.events)

    def close(self, *, completed: bool) -> None:
        """Let the cue at a session's end be heard; a walk broken off ends at once."""
        notes = self._heard.notes
        lasts = notes[-1].end - notes[0].start if notes else 0.0
        self._output.close(lasts + LAST_PATIENCE if completed else 0)

    def _hand_over_if_needed(self, moment: Moment) -> None:
        """Go over to the next output once this one has failed, and say so once."""
        while self._rungs and (reason := self._output.error()):
            self._output.close(0)
            if reason == NO_AUDIO_OUTPUT:  # where there is none, no other output has one either
                del self._rungs[:-1]
            failed, self._output = self.backend_name, self._rungs.pop(0)()
            through = f" through the {failed}" if self.backend_name == "player" else ""
            self._notice = f"No sound{through} ({reason}): {TAKES_OVER[self.backend_name]}."
            self._repeat(moment)

    def _repeat(self, moment: Moment) -> None:
        """Let the new output sound what the one before should have, where it still can."""
        now = moment.clock / self._speed
        notes = self._planner.postpone(self._heard.notes, now, HANDING_OVER)
        self._heard = Heard(notes, self._heard.beats)
        self._output.schedule(*self._heard)
        if not moment.events and any(now - 2 <= note.start <= now for note in notes):
            self._output.play_now(Tone.PIP)  # for the cue that was not heard

    def _strike(self, events: Iterable[Event]) -> None:
        """The last timely tone of a moment, for outputs that sound only then."""
        tones = [
            sounding
            for event in events
            if isinstance(event, CueGiven) and event.late <= LATE * self._speed
            if (sounding := tone(event.cue))
        ]
        if tones and not self._muted:
            self._output.play_now(tones[-1])
