"""A walk stepped by a test's own clock, and an output that remembers what would be heard."""

from collections.abc import Sequence
from datetime import timedelta

from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import Beats, Note
from retrowalk.core.commands import Command
from retrowalk.core.session import Session
from retrowalk.core.walk import Walk
from retrowalk.loop import Moment
from retrowalk.playback.backend import LATE
from retrowalk.playback.controller import CuePlayer

ORIGIN = 5000.0
"""Where the test's clock begins."""


class Ear:
    """An output that hears notes as time goes by: each once, none that begins too late."""

    name = "stream"

    def __init__(self, clock: "Steps"):
        self.clock = clock
        self.notes: Sequence[Note] = ()
        self.beats: Sequence[Beats] = ()
        self.heard: list[tuple[float, Note]] = []
        self.taken_back: list[Note] = []
        self.struck: list[str] = []
        self.reason = ""
        self.closed: float | None = None
        self.until = clock.now

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        self.listen()
        kept = {note.key for note in notes}
        for start, note in self.heard:
            if start <= self.clock.now < start + note.length and note.key not in kept:
                self.taken_back.append(note)
        self.notes, self.beats = notes, beats

    def listen(self) -> None:
        """Hear what has begun since."""
        begun = {note.key for _, note in self.heard}
        for note in self.notes:
            if note.key not in begun and self.until - LATE <= note.start < self.clock.now:
                self.heard.append((max(note.start, self.until), note))
                begun.add(note.key)
        self.until = self.clock.now

    def play_now(self, tone) -> None:
        self.struck.append(str(tone))

    def error(self) -> str:
        return self.reason

    def close(self, patience: float) -> None:
        self.closed = patience


class Steps:
    """A walk and its sound, stepped."""

    def __init__(self, session: Session, lead_in: float = 0.0, voice: bool = True, spare=None):
        self.now = ORIGIN
        self.walk = Walk(session, timedelta(seconds=lead_in))
        self.ear = Ear(self)
        backends = [lambda: self.ear, *([lambda: spare] if spare else [])]
        self.sound = CuePlayer(session, Bank(), backends, voice=voice)
        self.muted = False
        self._tell(self.walk.begin())

    def _tell(self, events) -> None:
        moment = Moment(tuple(events), self.walk.view(), self.now)
        self.sound.update(moment, muted=self.muted)

    def step(self, seconds: float, command: Command | None = None) -> list:
        """Let time go by as the runner does, waking at what is due; then obey the command."""
        end, events = self.now + seconds, []
        while True:
            due = self.walk.next_due()
            moment = end if due is None else min(end, ORIGIN + due.total_seconds())
            events += self._advance(max(moment, self.now))
            if moment >= end:
                break
        if command and self.walk.allows(command):
            obeyed = self.walk.apply(command)
            self._tell(obeyed)
            events += obeyed
        return events

    def stand_still(self, seconds: float) -> None:
        """The program cannot run for a while, nor can its sound."""
        self.now += seconds
        self.ear.until = self.now
        self._advance(self.now)

    def _advance(self, moment: float) -> list:
        self.now = moment
        self.ear.listen()
        events = self.walk.advance(timedelta(seconds=moment - ORIGIN))
        self._tell(events)
        return events

    def words(self) -> list[str]:
        """The names of what was heard, in order."""
        self.ear.listen()
        return [note.sound.name for _, note in sorted(self.ear.heard, key=lambda h: h[0])]
