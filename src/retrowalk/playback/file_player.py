"""Play sounds through playsound3, which plays WAV files with the system's player.

Sounds are written to files shortly before they are due. Cues that follow each other closely share
one file, so that a countdown and the change after it stay together whatever the player's delay. The
words of a change have a file of their own, so that a late player can be stopped after the tone,
before it announces an outdated direction.

Everything slow happens on one thread that lives as long as the walk: importing playsound3 starts
each player once to ask for its version, and a player that was started from a thread is killed
when that thread ends.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from .. import clock
from ..audio.bank import Bank
from ..audio.mixdown import Beats, Note, render
from ..audio.wave_io import write_wave
from ..programs import find_program
from .availability import NO_AUDIO_OUTPUT, has_audio_output
from .backend import MAX_LATE
from .clips import Clip, next_clip
from .threaded_backend import ThreadedBackend

WRITE_AHEAD = 1.0
"""Seconds before its start at which a clip is written to a file."""
MAX_OVERRUN = 1.0
"""Seconds after its end at which a clip is stopped, because its sounds are out of date."""
MAX_OVERRUNS = 2
"""Clips stopped in a row after which the player counts as hung."""
MAX_EARLY = 0.5
"""Seconds by which a player may end before its clip would. ffplay ends at once, with success, if it
cannot open its output."""
CHECK_INTERVAL = 0.1
MAX_PLAYERS = 6
"""Maximum number of players running at the same time. A fast rehearsal would start hundreds."""


class Players(NamedTuple):
    """A way to play files: its name, and playsound3's function."""

    name: str
    play: Callable[..., Any]


class RunningClip(NamedTuple):
    """A clip, the player that plays it, and when that was started."""

    clip: Clip
    player: Any
    started: float


class FilePlayer(ThreadedBackend):
    """Plays clips on time with a player program."""

    name = "player"
    hang_message = "the sound player does not respond"

    def __init__(
        self,
        bank: Bank,
        on_error: Callable[[], None] = lambda: None,
        now: Callable[[], float] = clock.now,
    ) -> None:
        super().__init__(on_error, now)
        self._bank = bank
        self._notes: tuple[Note, ...] = ()
        self._beats: tuple[Beats, ...] = ()
        self._running: list[RunningClip] = []
        self._started: set[Hashable] = set()
        self._after = now()  # earlier notes have been played or dropped
        self._count = 0
        self._overruns = 0

    def _set_schedule(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        self._notes, self._beats = tuple(notes), tuple(beats)

    def _run(self) -> None:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="retrowalk-") as folder:
            players = self._load_players()
            try:
                self._play_all(Path(folder), players)
            finally:  # after an error, the next backend plays what is due
                for running in self._running:
                    _kill(running.player)

    def _load_players(self) -> Players:
        """Return the players of this machine. Raises if nothing could be heard."""
        if not has_audio_output():
            raise RuntimeError(NO_AUDIO_OUTPUT)
        with self._watchdog():
            return load_players()

    def _play_all(self, folder: Path, players: Players) -> None:
        """Write each clip in advance and start it on time, until nothing is left."""
        written: tuple[Clip, Path] | None = None
        while True:
            self._check_players()
            self._stop_cancelled()
            with self._changed:
                clip = next_clip(self._unstarted(), self._beats, self._after)
                if clip is None and self._closing and not self._running:
                    return
                if written and written[0] != clip:
                    written = None
                due = None if clip is None else clip.start - (0 if written else WRITE_AHEAD)
                timeout = None if due is None else due - self._now()
                if timeout is None or timeout > 0:
                    self._changed.wait(self._wait_time(timeout))
                    continue
            assert clip is not None
            if written is None:
                written = clip, self._write(folder, clip)
            else:
                self._start(players, *written)
                written = None

    def _unstarted(self) -> list[Note]:
        """Return the scheduled notes that have not started."""
        self._started &= {note.key for note in self._notes}
        return [note for note in self._notes if note.key not in self._started]

    def _wait_time(self, timeout: float | None) -> float | None:
        """Return how long to wait: while players run, they are checked regularly."""
        if not self._running:
            return timeout
        return CHECK_INTERVAL if timeout is None else min(timeout, CHECK_INTERVAL)

    def _write(self, folder: Path, clip: Clip) -> Path:
        self._count += 1
        path = folder / f"{self._count}.wav"
        write_wave(path, render(self._bank, clip.notes, clip.beats, clip.start, clip.end))
        return path

    def _start(self, players: Players, clip: Clip, path: Path) -> None:
        self._after = max(clip.end, clip.start + 0.001)
        has_start = any(note.is_start for note in clip.notes)
        if self._now() - clip.start > (MAX_OVERRUN if has_start else MAX_LATE):
            # too late for its first notes; the rest may still be on time
            self._after = self._now() - MAX_LATE / 2
            return
        if len(self._running) >= MAX_PLAYERS:
            return
        if not has_audio_output():
            raise RuntimeError("the sound server has stopped")
        with self._watchdog():
            player = players.play(path, block=False)
            self._running.append(RunningClip(clip, player, self._now()))
        self._started.update(note.key for note in clip.notes)

    def _stop_cancelled(self) -> None:
        """Stop clips that no longer match the schedule; notes that still apply are played again."""
        notes, beats, now = self._notes, self._beats, self._now()
        for running in list(self._running):
            if running.clip.end > now and not running.clip.matches(notes, beats, now):
                _kill(running.player)
                self._running.remove(running)
                self._started -= {note.key for note in running.clip.notes if note.start > now}
                self._after = now

    def _check_players(self) -> None:
        """Forget players that have ended. Raises if one failed or hangs."""
        alive = []
        for running in self._running:
            if not running.player.is_alive():
                if _exit_code(running.player) or self._ended_early(running):
                    raise RuntimeError("the sound player failed")
                self._overruns = 0
            elif self._now() - running.clip.end > MAX_OVERRUN:
                self._stop_overrun(running)
            else:
                alive.append(running)
        self._running = alive

    def _ended_early(self, running: RunningClip) -> bool:
        """Return whether ffplay has ended too soon to have played its clip.

        Others tell a failure by their exit code, and may play to an output that is never slow.
        """
        process = getattr(running.player, "subprocess", None)
        if not isinstance(process, subprocess.Popen) or "ffplay" not in str(process.args):
            return False
        length = running.clip.end - running.clip.start
        return self._now() - running.started < length - MAX_EARLY

    def _stop_overrun(self, running: RunningClip) -> None:
        """Stop a clip that should have ended. Raises if this happens too often in a row."""
        _kill(running.player)
        self._overruns += 1
        if self._overruns >= MAX_OVERRUNS:
            raise RuntimeError("the sound player hangs")


def load_players() -> Players:
    """Import playsound3, which starts each player once. Raises if no player is installed."""
    import logging

    log = logging.getLogger("playsound3")  # it would write to the screen
    log.addHandler(logging.NullHandler())
    log.propagate = False
    import playsound3

    name = playsound3.DEFAULT_BACKEND
    if name is None and sys.platform.startswith("linux") and find_program("aplay"):
        name = "alsa"  # playsound3 also wants mpg123, which WAV files do not need
    if name is None:
        raise RuntimeError("no sound player is installed")
    return Players(name, partial(playsound3.playsound, backend=name))


def _kill(player: Any) -> None:
    """End a player at once, even if it hangs."""
    kill = getattr(getattr(player, "subprocess", None), "kill", player.stop)
    try:
        kill()
    except OSError:  # it has just ended
        pass


def _exit_code(player: Any) -> int:
    """Return the exit code of a player's process, or 0 if there is no process."""
    poll = getattr(getattr(player, "subprocess", None), "poll", None)
    return (poll() or 0) if poll else 0
