"""Sound through playsound3, which plays WAV files with what the system has.

What is to be heard is written into files a few seconds ahead, cues that follow each other closely
into one: so a countdown and its change come out as one piece, whatever the player's delay.

Everything slow happens on one thread that lives as long as the program: importing playsound3
asks each player for its version, and a player started from a thread is killed when that thread
ends.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .. import clock as clocks
from ..audio.bank import Bank
from ..audio.mixdown import Beats, Note, render
from ..audio.wave_io import write_wave
from .availability import NO_AUDIO_OUTPUT, has_audio_output
from .backend import LATE
from .threaded_backend import ThreadedBackend

TOGETHER = 1.2
"""Seconds between two notes within which they are one piece: the countdown's."""
LONGEST_PIECE = 30.0
"""Seconds after which a piece ends at the next pause; one with beats would have no end."""
AHEAD = 1.0
"""Seconds before its start at which a piece is written."""
HANGING = 6.0
"""Seconds after its end at which a player that still plays is taken for dead."""
LOOK_EVERY = 0.1
MOST_AT_ONCE = 6
"""Players at work at the same time; a fast rehearsal would start hundreds."""


class Piece(NamedTuple):
    """Notes and beats from `start` to `end` that are played as one file."""

    start: float
    end: float
    notes: tuple[Note, ...]
    beats: tuple[Beats, ...]

    def holds(self, notes: Sequence[Note], beats: Sequence[Beats], now: float) -> bool:
        """Whether all that it still has to sound is what is expected."""
        coming = {(n.key, n.start) for n in self.notes if n.end > now}
        if not coming <= {(n.key, n.start) for n in notes}:
            return False
        return all(b in beats for b in self.beats if b.until is None or b.until > now)


class Playing(NamedTuple):
    """A piece with the player that plays it."""

    piece: Piece
    sound: Any


def next_piece(notes: Sequence[Note], beats: Sequence[Beats], after: float) -> Piece | None:
    """The first piece of what is to be heard from `after` on; `notes` are in order."""
    coming = [note for note in notes if note.start >= after]
    clicking = [b for b in beats if b.until is None or b.until > after]
    begins = [note.start for note in coming[:1]] + [max(after, b.start) for b in clicking[:1]]
    if not begins:
        return None
    start = end = min(begins)
    for stretch in clicking:
        if stretch.start <= end + TOGETHER:
            end = min(start + LONGEST_PIECE, stretch.until or start + LONGEST_PIECE)
    inside = []
    for note in coming:
        if note.start > end + TOGETHER or note.start >= start + LONGEST_PIECE:
            break
        inside.append(note)
        end = max(end, note.end)
    heard = tuple(stretch for stretch in clicking if stretch.start < end)
    return Piece(start, end, tuple(inside), heard)


class FilePlayer(ThreadedBackend):
    """Plays pieces at their moments; calls `wake` when it finds that it cannot."""

    name = "player"
    hangs = "the sound player does not answer"

    def __init__(
        self,
        bank: Bank,
        wake: Callable[[], None] = lambda: None,
        now: Callable[[], float] = clocks.now,
    ) -> None:
        super().__init__(wake, now)
        self._bank = bank
        self._notes: tuple[Note, ...] = ()
        self._beats: tuple[Beats, ...] = ()
        self._playing: list[Playing] = []
        self._begun: set[Hashable] = set()
        self._after = now()  # what begins before has been played or is past
        self._count = 0

    def _take(self, notes: Sequence[Note], beats: Sequence[Beats]) -> None:
        self._notes, self._beats = tuple(notes), tuple(beats)

    def _run(self) -> None:
        with tempfile.TemporaryDirectory(prefix="retrowalk-") as folder:
            self._serve(Path(folder), self._players())

    def _players(self) -> Any:
        """The library. Raises where nothing could be heard."""
        if not has_audio_output():
            raise RuntimeError(NO_AUDIO_OUTPUT)
        with self._busy():
            return load_players()

    def _serve(self, folder: Path, players: Any) -> None:
        """Write each piece ahead and start it at its moment, until nothing more is to come."""
        written: tuple[Piece, Path] | None = None
        while True:
            self._look()
            self._take_back()
            with self._changed:
                piece = next_piece(self._coming(), self._beats, self._after)
                if piece is None and self._closing and not self._playing:
                    return
                if written and written[0] != piece:
                    written = None
                begins = None if piece is None else piece.start - (0 if written else AHEAD)
                patience = None if begins is None else begins - self._now()
                if patience is None or patience > 0:
                    self._changed.wait(self._patience(patience))
                    continue
            assert piece is not None
            if written is None:
                written = piece, self._write(folder, piece)
            else:
                self._start(players, *written)
                written = None

    def _coming(self) -> list[Note]:
        """What is expected and has not begun."""
        self._begun &= {note.key for note in self._notes}
        return [note for note in self._notes if note.key not in self._begun]

    def _patience(self, patience: float | None) -> float | None:
        """How long to sleep: while something plays, players are looked after."""
        if not self._playing:
            return patience
        return LOOK_EVERY if patience is None else min(patience, LOOK_EVERY)

    def _write(self, folder: Path, piece: Piece) -> Path:
        self._count += 1
        path = folder / f"{self._count}.wav"
        write_wave(path, render(self._bank, piece.notes, piece.beats, piece.start, piece.end))
        return path

    def _start(self, players: Any, piece: Piece, path: Path) -> None:
        self._after = max(piece.end, piece.start + 0.001)
        if self._now() - piece.start > LATE:
            # too late for its first notes; the rest may still be in time
            self._after = self._now() - LATE / 2
            return
        if len(self._playing) >= MOST_AT_ONCE:
            return
        if not has_audio_output():
            raise RuntimeError("the sound server has gone")
        with self._busy():
            self._playing.append(Playing(piece, players.playsound(path, block=False)))
        self._begun.update(note.key for note in piece.notes)

    def _take_back(self) -> None:
        """Stop the players of pieces that are no longer true, and play what is left of them."""
        notes, beats, now = self._notes, self._beats, self._now()
        for playing in list(self._playing):
            if playing.piece.end > now and not playing.piece.holds(notes, beats, now):
                playing.sound.stop()
                self._playing.remove(playing)
                self._begun -= {note.key for note in playing.piece.notes if note.start > now}
                self._after = now

    def _look(self) -> None:
        """Drop what has ended; a player that failed or hangs is trouble."""
        still = []
        for playing in self._playing:
            if playing.sound.is_alive():
                if self._now() - playing.piece.end > HANGING:
                    playing.sound.stop()
                    raise RuntimeError("the sound player hangs")
                still.append(playing)
            elif _exit_code(playing.sound):
                raise RuntimeError("the sound player failed")
        self._playing = still


def load_players() -> Any:
    """playsound3, which asks each player for its version on import. Raises if there is none."""
    log = logging.getLogger("playsound3")  # else it writes on the screen
    log.addHandler(logging.NullHandler())
    log.propagate = False
    import playsound3

    if not playsound3.AVAILABLE_BACKENDS:
        raise RuntimeError("no sound player is installed")
    return playsound3


def _exit_code(sound: Any) -> int:
    """The exit code of the player's process, 0 where the system plays without one."""
    poll = getattr(getattr(sound, "subprocess", None), "poll", None)
    return (poll() or 0) if poll else 0
