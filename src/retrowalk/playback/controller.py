"""Play the cues of a walk through the best backend that works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from ..audio.bank import Bank
from ..audio.mixdown import Note
from ..core.cue_rules import Cue, CueKind
from ..core.events import CueGiven, Event, Repeated
from ..core.session import Session
from ..core.view import LEAD_IN
from ..cues.sounds import Kind, Sound, VoiceConfig
from ..cues.tones import Tone, tone
from ..cues.wording import SOUND_ON
from ..loop import Moment
from .availability import NO_AUDIO_OUTPUT
from .backend import AudioBackend
from .planner import KEY_DELAY, SILENCE, Planner, Schedule
from .recovery import OutputWatch

MAX_TONE_DELAY = timedelta(seconds=1)
"""A tone that would be later than this is dropped, because only current cues help."""
SWITCH_DELAY = 0.9
"""Seconds that a replacement backend needs before it can play."""
OPEN_WITHIN = 4.0
"""Seconds from the start of a walk. For a later first sound, the device opens by itself in time."""
FINAL_CUE_MARGIN = 1.5
"""Seconds beyond the last sound that a backend gets to finish."""
REPLACEMENTS = {
    "player": "using a player program instead",
    "bell": "using the terminal bell instead",
    "off": "watch the screen",
}


RECOVERED = "Sound is back."


class CuePlayer:
    """Schedules the sounds of a walk. When a backend fails, the next one continues.

    When sound works again, the first one is used again. `backends` are factories in order of
    preference. Speeds are said in `units`. `speed` is how many seconds of the session pass in one
    second. `warnings` are shown after the player's own notices. `watch` makes the `OutputWatch`
    that is started after a backend has failed.
    """

    def __init__(
        self,
        session: Session,
        bank: Bank,
        backends: Sequence[Callable[[], AudioBackend]],
        *,
        voice: bool = True,
        units: str = "km/h",
        speed: float = 1.0,
        warnings: Sequence[str] = (),
        watch: Callable[[], OutputWatch] = lambda: OutputWatch(lambda: None),
    ) -> None:
        self._session = session
        self._bank = bank
        self._backends = list(backends)
        self._place = 0
        self._backend = self._backends[0]()
        self._make_watch = watch
        self._watch: OutputWatch | None = None
        self._planner = Planner(session, VoiceConfig(bank.length, voice, speed, units))
        self._speed = speed
        self._warnings = list(warnings)
        self._schedule = SILENCE
        self._muted: bool | None = None
        self._switch_notice = ""
        self._first_sound = 0.0  # seconds from the start of the walk

    @property
    def backend_name(self) -> str:
        """The name of the current backend."""
        return self._backend.name

    @property
    def notices(self) -> list[str]:
        """What the walker should know about the sound, most urgent first."""
        first = [self._switch_notice] if self._switch_notice else []
        return [*first, *self._warnings, *self._bank.warnings]

    def open(self, lead_in: timedelta) -> None:
        """Open the sound device for a walk with this lead-in, unless its first sound comes late."""
        self._first_sound = self._planner.first_sound(lead_in).total_seconds()
        if self._first_sound < OPEN_WITHIN:
            self._backend.open()

    def ready_in(self) -> float:
        """Return for how many seconds the walk has to wait so that its first sound is heard."""
        return max(0.0, self._backend.wakes_in() - self._first_sound)

    def update(self, moment: Moment, *, muted: bool = False, volume: int | None = None) -> None:
        """Schedule the sounds that follow from a moment, at `volume` percent if it is given."""
        is_new_volume = volume is not None and volume != self._bank.volumes.all
        if volume is not None and is_new_volume:
            self._bank.set_volumes(replace(self._bank.volumes, all=volume))
        if moment.events or muted != self._muted:
            is_back = self._muted and not muted and moment.view.index != LEAD_IN
            self._muted = muted
            planner = self._planner
            schedule = planner.restate(moment, SOUND_ON) if is_back else planner.update(moment)
            self._schedule = SILENCE if muted else schedule
            self._backend.schedule(*self._schedule)
        if is_new_volume and not muted:
            self._beep(moment)
        self._replace_failed_backend(moment)
        self._return_to_first_backend(moment)
        self._play_last_tone(moment.events)

    def close(self, *, completed: bool) -> None:
        """Wait for the final cue of a completed walk; end the sound of any other walk at once."""
        notes = self._schedule.notes
        if self._watch is not None:
            self._watch.stop()
        duration = notes[-1].end - notes[0].start if notes else 0.0
        self._backend.close(duration + FINAL_CUE_MARGIN if completed else 0)

    def _beep(self, moment: Moment) -> None:
        """Play a beep at a new volume, unless another cue sounds at that time."""
        sound = Sound(Kind.TONE, Tone.PIP)
        length = (self._bank.length(sound) or timedelta()).total_seconds()
        start = moment.clock / self._speed + KEY_DELAY.total_seconds()
        notes, beats = self._schedule
        if all(note.end < start or note.start > start + length for note in notes):
            beep = Note(start, length, sound, ("volume", moment.clock))
            self._schedule = Schedule(sorted([*notes, beep], key=lambda n: n.start), beats)
            self._backend.schedule(*self._schedule)

    def _replace_failed_backend(self, moment: Moment) -> None:
        last = len(self._backends) - 1
        while self._place < last and (reason := self._backend.error()):
            self._backend.close(0)
            # without an output, only the last backend works
            self._place = last if reason == NO_AUDIO_OUTPUT else self._place + 1
            failed, self._backend = self.backend_name, self._backends[self._place]()
            if self._watch is None:
                self._watch = self._make_watch()
                self._watch.start()
            through = f" through the {failed}" if self.backend_name == "player" else ""
            self._switch_notice = (
                f"No sound{through} ({reason}): {REPLACEMENTS[self._backend.name]}."
            )
            self._schedule_again(moment)

    def _return_to_first_backend(self, moment: Moment) -> None:
        """Use the first backend again if its output works, and say what to do now."""
        if self._watch is None or not self._watch.recovered:
            return
        self._watch = None
        self._backend.close(0)
        self._place, self._backend = 0, self._backends[0]()
        self._switch_notice = RECOVERED
        if not self._muted:
            self._schedule = self._planner.restate(moment)
        self._backend.schedule(*self._schedule)

    def _schedule_again(self, moment: Moment) -> None:
        """Give a new backend the schedule, with a start that was just missed moved to later."""
        now = moment.clock / self._speed
        notes = self._planner.postpone(self._schedule.notes, now, SWITCH_DELAY)
        self._schedule = Schedule(notes, self._schedule.beats)
        self._backend.schedule(*self._schedule)
        if not moment.events and any(now - 2 <= note.start <= now for note in notes):
            self._backend.play_now(Tone.PIP)  # in place of the cue that was missed

    def _play_last_tone(self, events: Iterable[Event]) -> None:
        """Play the last tone of a moment on backends that cannot schedule."""
        cues = [
            event.cue
            for event in events
            if isinstance(event, CueGiven) and event.late <= MAX_TONE_DELAY * self._speed
        ]
        cues += [
            Cue(CueKind.START, event.index, self._session.segments[event.index].direction)
            for event in events
            if isinstance(event, Repeated)
        ]
        tones = [found for cue in cues if (found := tone(cue))]
        if tones and not self._muted:
            self._backend.play_now(tones[-1])
