"""Divide a schedule into clips, each of which a player program plays from one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..audio.mixdown import Beats, Note
from ..cues.sounds import Kind

MAX_GAP = 1.2
"""Maximum number of seconds between two notes of one clip, such as those of a countdown."""
MAX_CLIP_LENGTH = 30.0
"""Seconds after which a clip ends at the next pause. Otherwise one with beats would never end."""


class Clip(NamedTuple):
    """Notes and beats from `start` to `end` that are played from one file."""

    start: float
    end: float
    notes: tuple[Note, ...]
    beats: tuple[Beats, ...]

    def matches(self, notes: Sequence[Note], beats: Sequence[Beats], now: float) -> bool:
        """Return whether everything that the clip still has to play is scheduled."""
        remaining = {(n.key, n.start) for n in self.notes if n.end > now}
        if not remaining <= {(n.key, n.start) for n in notes}:
            return False
        return all(b in beats for b in self.beats if b.until is None or b.until > now)


def next_clip(notes: Sequence[Note], beats: Sequence[Beats], after: float) -> Clip | None:
    """Return the first clip that starts at `after` or later. `notes` are sorted by start."""
    coming = [note for note in notes if note.start >= after]
    clicking = [b for b in beats if b.until is None or b.until > after]
    starts = [note.start for note in coming[:1]] + [max(after, b.start) for b in clicking[:1]]
    if not starts:
        return None
    start = end = min(starts)
    for stretch in clicking:
        if stretch.start <= end + MAX_GAP:
            end = min(start + MAX_CLIP_LENGTH, stretch.until or start + MAX_CLIP_LENGTH)
    inside: list[Note] = []
    for note in coming:
        if note.start > end + MAX_GAP or note.start >= start + MAX_CLIP_LENGTH:
            break
        if inside and _is_start_tone(inside[-1]) and note.is_start:
            end = inside[-1].end  # the metronome continues in the next clip
            break
        inside.append(note)
        end = max(end, note.end)
    heard = tuple(stretch for stretch in clicking if stretch.start < end)
    return Clip(start, end, tuple(inside), heard)


def _is_start_tone(note: Note) -> bool:
    return note.is_start and note.sound.kind is Kind.TONE
