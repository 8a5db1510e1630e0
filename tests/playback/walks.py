"""A walk stepped by a fake clock, and a backend that records what would be heard."""

from collections.abc import Sequence
from datetime import timedelta

from retrowalk.audio.bank import Bank
from retrowalk.audio.mixdown import Beats, Note
from retrowalk.core.commands import Command
from retrowalk.core.session import Session
from retrowalk.core.walk import Walk
from retrowalk.loop import Moment
from retrowalk.playback.backend import MAX_LATE
from retrowalk.playback.controller import CuePlayer

ORIGIN = 5000.0
"""The fake clock's first reading."""

WAKE_TIME = 2.0
"""How long the device of the fake backend takes to wake, in seconds."""


class FakeClock:
    def __init__(self):
        self.now = ORIGIN


class FakeBackend:
    """Records each note once as time passes, and none that starts too late."""

    def __init__(self, clock: FakeClock, name: str = "stream"):
        self.clock = clock
        self.name = name
        self.notes: Sequence[Note] = ()
        self.beats: Sequence[Beats] = ()
        self.heard: list[tuple[float, Note]] = []
        self.cancelled: list[Note] = []
        self.played_now: list[str] = []
        self.reason = ""
        self.close_timeout: float | None = None
        self.until = clock.now
        self.wakes_at: float | None = None

    def open(self) -> None:
        self.wakes_at = self.clock.now + WAKE_TIME

    def wakes_in(self) -> float:
        return max(0.0, (self.wakes_at or 0.0) - self.clock.now)

    def schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        self.listen()
        scheduled = {note.key for note in notes}
        for start, note in self.heard:
            if start <= self.clock.now < start + note.length and note.key not in scheduled:
                self.cancelled.append(note)
        self.notes, self.beats = notes, beats

    def listen(self) -> None:
        """Hear what has started since the last call."""
        started = {note.key for _, note in self.heard}
        for note in self.notes:
            if note.key not in started and self.until - MAX_LATE <= note.start < self.clock.now:
                self.heard.append((max(note.start, self.until), note))
                started.add(note.key)
        self.until = self.clock.now

    def play_now(self, tone) -> None:
        self.played_now.append(str(tone))

    def error(self) -> str:
        return self.reason

    def close(self, timeout: float) -> None:
        self.close_timeout = timeout


class FakeWatch:
    """A watch for a failed output that a test triggers."""

    recovered = False
    running = False

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


class SteppedWalk:
    """A walk and its sound, stepped. `fallbacks` follow the fake backend."""

    def __init__(
        self,
        session: Session,
        lead_in: float = 0.0,
        voice: bool = True,
        fallbacks=(),
        units: str = "km/h",
    ):
        self.clock = FakeClock()
        self.walk = Walk(session, timedelta(seconds=lead_in))
        self.backend = FakeBackend(self.clock)
        backends = [lambda: self.backend, *fallbacks]
        self.watch = FakeWatch()
        self.sound = CuePlayer(
            session,
            Bank(),
            backends,
            voice=voice,
            units=units,
            watch=lambda: self.watch,  # type: ignore[arg-type,return-value]
        )
        self.muted = False
        self._update(self.walk.begin())

    @property
    def now(self) -> float:
        return self.clock.now

    def _update(self, events) -> None:
        moment = Moment(tuple(events), self.walk.view(), self.now)
        self.sound.update(moment, muted=self.muted)

    def step(self, seconds: float, command: Command | None = None) -> list:
        """Let time pass as the loop does, waking for each due cue; then apply the command."""
        end, events = self.now + seconds, []
        while True:
            due = self.walk.next_due()
            moment = end if due is None else min(end, ORIGIN + due.total_seconds())
            events += self._advance(max(moment, self.now))
            if moment >= end:
                break
        if command and self.walk.allows(command):
            applied = self.walk.apply(command)
            self._update(applied)
            events += applied
        return events

    def suspend(self, seconds: float) -> None:
        """Let time pass while neither the program nor its sound can run."""
        self.clock.now += seconds
        self.backend.until = self.now
        self._advance(self.now)

    def _advance(self, moment: float) -> list:
        self.clock.now = moment
        self.backend.listen()
        events = self.walk.advance(timedelta(seconds=moment - ORIGIN))
        self._update(events)
        return events

    def words(self) -> list[str]:
        """Return the names of the sounds that were heard, in order."""
        self.backend.listen()
        return [note.sound.name for _, note in sorted(self.backend.heard, key=lambda h: h[0])]
