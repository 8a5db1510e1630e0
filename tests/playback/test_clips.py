import pytest

from retrowalk.audio.mixdown import Beats, Note
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.playback.clips import next_clip

PIP = Sound(Kind.TONE, "pip")


def pip(start: float, *, is_start: bool = False) -> Note:
    return Note(start, 0.09, PIP, start, is_start)


def test_a_countdown_and_its_change_are_one_clip():
    clip = next_clip([pip(10), pip(11), pip(12), pip(13), pip(20)], [], after=0)
    assert [note.start for note in clip.notes] == [10, 11, 12, 13]
    assert (clip.start, clip.end) == (10, 13.09)


def test_the_words_of_a_change_are_a_clip_of_their_own():
    words = Sound(Kind.VOICE, "walk-backward"), Sound(Kind.VOICE, "small-steps")
    said = [Note(13.2 + n, 0.8, sound, sound, is_start=True) for n, sound in enumerate(words)]
    notes = [pip(11), pip(12), pip(13, is_start=True), *said]
    first = next_clip(notes, [], after=0)
    second = next_clip(notes, [], after=first.end)
    assert [note.start for note in first.notes] == [11, 12, 13]
    assert second.notes == tuple(said)
    with_beats = next_clip(notes, [Beats(13, 60)], after=0)
    assert with_beats.end == pytest.approx(13.09)


def test_beats_of_an_open_segment_make_clips_of_limited_length():
    clip = next_clip([], [Beats(5, 60)], after=8)
    assert (clip.start, clip.end) == (8, 38)
    assert next_clip([], [], after=0) is None
