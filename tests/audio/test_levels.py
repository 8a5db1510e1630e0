"""Voice, tones and beats have levels that fit each other, and none of it is distorted."""

from pathlib import Path

import pytest

from retrowalk.audio.bank import BEAT_GAIN, FOLDER, Bank
from retrowalk.audio.loudness import VOICE_LUFS, loudness
from retrowalk.audio.mixdown import Beats, Note, render
from retrowalk.audio.wave_io import read_wave, scaled
from retrowalk.cues import phrases
from retrowalk.cues.sounds import Kind, Sound
from retrowalk.cues.tones import Tone
from retrowalk.setting_table import TONE_SETS

CLIPS = sorted((FOLDER / "voice").glob("*.wav"))
SAMPLE = CLIPS[::20]
LOUDEST = 32768 * 10 ** (-1 / 20)
"""One decibel below full scale."""


def assert_has_the_loudness_of_the_voice(clip: Path) -> None:
    assert loudness(read_wave(clip)) == pytest.approx(VOICE_LUFS, abs=0.7)


@pytest.mark.parametrize("clip", SAMPLE, ids=lambda clip: clip.stem)
def test_clips_have_one_loudness(clip):
    assert_has_the_loudness_of_the_voice(clip)


@pytest.mark.realtime  # measuring every clip takes long
@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.stem)
def test_every_clip_has_that_loudness(clip):
    assert_has_the_loudness_of_the_voice(clip)


@pytest.mark.parametrize("tones", TONE_SETS)
@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.BEAT])
def test_a_tone_is_at_most_three_units_louder_than_the_voice(tones, tone):
    heard = loudness(read_wave(FOLDER / "tones" / tones / f"{tone}.wav"))
    assert VOICE_LUFS <= heard <= VOICE_LUFS + 3


@pytest.mark.parametrize("tones", TONE_SETS)
def test_a_beat_is_softer_than_the_voice_but_at_most_by_ten_units(tones):
    beat = scaled(read_wave(FOLDER / "tones" / tones / "beat.wav"), BEAT_GAIN)
    assert VOICE_LUFS - 10 <= loudness(beat) < VOICE_LUFS


def highest(samples) -> float:
    """Return the true peak: the highest value of the sound at four times its rate."""
    numpy = pytest.importorskip("numpy")
    spectrum = numpy.fft.rfft(numpy.array(samples, dtype=float))
    between = numpy.fft.irfft(spectrum, 4 * len(samples)) * 4
    return abs(between).max()


@pytest.mark.parametrize("name", ["walk-backward", "stop-then-turn", "small-steps", "30"])
def test_voice_tone_and_beats_together_leave_a_decibel_of_room(name):
    bank = Bank()
    sounds = [Sound(Kind.TONE, str(Tone.BACKWARD)), Sound(Kind.VOICE, name)]
    lengths = [bank.length(sound).total_seconds() for sound in sounds]
    notes = [Note(0.0, lengths[0], sounds[0], 0), Note(lengths[0], lengths[1], sounds[1], 1)]
    mixed = render(bank, notes, [Beats(0.0, 130)], 0.0, sum(lengths))
    assert highest(mixed) <= LOUDEST


@pytest.mark.realtime  # every clip with a beat at every moment
def test_no_clip_is_distorted_by_a_beat():
    bank = Bank()
    beat = highest(bank.samples(Sound(Kind.BEAT, "beat"), ducked=True))
    for clip in CLIPS:
        assert highest(read_wave(clip)) + beat <= LOUDEST, clip.stem


def test_the_clips_take_less_than_three_megabytes():
    assert len(CLIPS) == len(phrases.names())
    assert sum(clip.stat().st_size for clip in CLIPS) < 3_000_000
